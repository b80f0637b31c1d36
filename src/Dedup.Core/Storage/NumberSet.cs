namespace Dedup.Storage;

/// <summary>A set of article numbers, which lie in runs: a bit each, in chunks that exist where there is a number. Any number of threads may ask at once, but none while one changes it.</summary>
internal sealed class NumberSet
{
    private const int ChunkBits = 16;
    private const int Words = 1 << (ChunkBits - 6);
    private readonly SortedDictionary<int, ulong[]> chunks = [];

    internal int Count { get; private set; }

    internal bool Contains(int number) =>
        Count > 0 && chunks.TryGetValue(number >> ChunkBits, out ulong[]? chunk) && (chunk[(number >> 6) & (Words - 1)] & (1UL << (number & 63))) != 0;

    internal bool Add(int number)
    {
        if (Contains(number))
        {
            return false;
        }

        if (!chunks.TryGetValue(number >> ChunkBits, out ulong[]? chunk))
        {
            chunks.Add(number >> ChunkBits, chunk = new ulong[Words]);
        }

        chunk[(number >> 6) & (Words - 1)] |= 1UL << (number & 63);
        Count++;
        return true;
    }

    internal bool Remove(int number)
    {
        if (!Contains(number))
        {
            return false;
        }

        chunks[number >> ChunkBits][(number >> 6) & (Words - 1)] &= ~(1UL << (number & 63));
        Count--;
        return true;
    }

    /// <summary>The same numbers in another set.</summary>
    internal NumberSet Copy()
    {
        NumberSet copy = new() { Count = Count };
        foreach ((int high, ulong[] chunk) in chunks)
        {
            copy.chunks.Add(high, [.. chunk]);
        }

        return copy;
    }

    /// <summary>How many numbers of a range are in the set.</summary>
    internal int CountWithin(int first, int count)
    {
        int found = 0;
        for (int number = first; Count > 0 && number < first + count; number++)
        {
            found += Contains(number) ? 1 : 0;
        }

        return found;
    }

    /// <summary>The numbers, ascending.</summary>
    internal IEnumerable<int> All()
    {
        foreach ((int high, ulong[] chunk) in chunks)
        {
            for (int word = 0; word < Words; word++)
            {
                for (ulong bits = chunk[word]; bits != 0; bits &= bits - 1)
                {
                    yield return (high << ChunkBits) | (word << 6) | System.Numerics.BitOperations.TrailingZeroCount(bits);
                }
            }
        }
    }

    /// <summary>The number of runs, then of each run the distance from the end of the one before, and its length.</summary>
    internal void Write(ByteSink sink)
    {
        List<(int First, int Count)> runs = [];
        foreach (int number in All())
        {
            if (runs.Count > 0 && runs[^1] is var (first, count) && first + count == number)
            {
                runs[^1] = (first, count + 1);
            }
            else
            {
                runs.Add((number, 1));
            }
        }

        sink.WriteShort(runs.Count);
        int end = 0;
        foreach ((int first, int count) in runs)
        {
            sink.WriteShort(first - end);
            sink.WriteShort(count);
            end = first + count;
        }
    }

    internal static NumberSet Read(ref ByteSource source)
    {
        NumberSet set = new();
        int runs = source.ReadCount(leastBytes: 2);
        long end = 0;
        for (int i = 0; i < runs; i++)
        {
            long first = end + source.ReadShort();
            end = first + source.ReadShort();
            if (end > int.MaxValue || end < first)
            {
                throw new InvalidDataException($"A run of numbers cannot end at {end}.");
            }

            for (long number = first; number < end; number++)
            {
                set.Add((int)number);
            }
        }

        return set;
    }
}
