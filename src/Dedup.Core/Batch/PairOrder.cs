namespace Dedup.Batch;

/// <summary>In which order pairs of families are verified, so that a text is needed again soon or never: the families are numbered as a breadth-first search meets them, and the pairs go by the numbers of their families. Immutable.</summary>
/// <remarks>After Cuthill and McKee, "Reducing the bandwidth of sparse symmetric matrices" (1969), who look for the same: that what belongs together lies together. Cost: one sort of the pairs.</remarks>
internal sealed class PairOrder
{
    private readonly int[] pairs;
    private readonly (int Earlier, int Later)[] next;

    /// <summary>Finds the order.</summary>
    /// <param name="candidates">The pairs, each once.</param>
    /// <param name="families">How many families there are.</param>
    internal PairOrder(List<(int Earlier, int Later)> candidates, int families)
    {
        int[] numbers = Number(candidates, families);
        ulong[] keys = [.. candidates.Select(pair => KeyOf(numbers[pair.Earlier], numbers[pair.Later]))];
        pairs = [.. Enumerable.Range(0, candidates.Count)];
        Array.Sort(keys, pairs);

        next = new (int, int)[pairs.Length];
        int[] places = new int[families];
        Array.Fill(places, int.MaxValue);
        for (int i = pairs.Length - 1; i >= 0; i--)
        {
            (int earlier, int later) = candidates[pairs[i]];
            next[i] = (places[earlier], places[later]);
            places[earlier] = places[later] = i;
        }
    }

    /// <summary>Which pair comes at a place of the order.</summary>
    internal int this[int place] => pairs[place];

    /// <summary>At which place of the order the earlier and the later family of the pair at a place come next; <see cref="int.MaxValue"/> when never.</summary>
    internal (int Earlier, int Later) Next(int place) => next[place];

    private static ulong KeyOf(int x, int y) => ((ulong)Math.Max(x, y) << 32) | (uint)Math.Min(x, y);

    private static int[] Number(List<(int Earlier, int Later)> candidates, int families)
    {
        int[] ends = new int[families + 1];
        foreach ((int earlier, int later) in candidates)
        {
            ends[earlier]++;
            ends[later]++;
        }

        for (int family = 1; family <= families; family++)
        {
            ends[family] += ends[family - 1];
        }

        // Filled from its end, each family's place ends up where its neighbours start.
        int[] neighbours = new int[2 * candidates.Count];
        foreach ((int earlier, int later) in candidates)
        {
            neighbours[--ends[earlier]] = later;
            neighbours[--ends[later]] = earlier;
        }

        int[] numbers = new int[families];
        Array.Fill(numbers, -1);
        Queue<int> waiting = [];
        int met = 0;
        for (int family = 0; family < families; family++)
        {
            Meet(family);
            while (waiting.TryDequeue(out int next))
            {
                foreach (int neighbour in neighbours.AsSpan(ends[next]..ends[next + 1]))
                {
                    Meet(neighbour);
                }
            }
        }

        return numbers;

        void Meet(int family)
        {
            if (numbers[family] < 0)
            {
                numbers[family] = met++;
                waiting.Enqueue(family);
            }
        }
    }
}
