using System.Runtime.InteropServices;

namespace Dedup.Bench.Quality;

/// <summary>Finds all pairs of a corpus whose containment of the smaller reaches a floor (which the Jaccard similarity cannot exceed), by exact counting.</summary>
/// <remarks>
/// An inverted index with prefix filtering (Chaudhuri, Ganti and Kaushik, "A primitive operator for similarity joins in data cleaning", ICDE 2006,
/// doi:10.1109/ICDE.2006.9). A pair must share <c>need = ceil(floor * smaller)</c> shingles. With the smaller one's shingles ordered from rare to
/// frequent, one of those must be among all but the last <c>need - 1</c>: only these are looked up article by article, and the frequent rest is
/// counted for the articles met so far. Nothing that reaches the floor is lost.
/// </remarks>
internal sealed class ExactPairs
{
    private readonly ShingleSets sets;
    private readonly double floor;

    /// <summary>Article numbers from the smallest set to the largest; below, an article's place in this order is its rank.</summary>
    private readonly int[] bySize;

    /// <summary>For each shingle that two or more articles have: their ranks, ascending.</summary>
    private readonly Dictionary<ulong, List<int>> postings = [];

    internal ExactPairs(ShingleSets sets, double floor)
    {
        this.sets = sets;
        this.floor = floor;
        bySize = [.. Enumerable.Range(0, sets.Count).OrderBy(article => sets[article].Length).ThenBy(article => article)];
        var once = new HashSet<ulong>();
        for (int rank = 0; rank < bySize.Length; rank++)
        {
            foreach (ulong shingle in sets[bySize[rank]])
            {
                if (!once.Add(shingle))
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(postings, shingle, out _) ??= [];
                }
            }
        }

        for (int rank = 0; rank < bySize.Length; rank++)
        {
            foreach (ulong shingle in sets[bySize[rank]])
            {
                if (postings.TryGetValue(shingle, out List<int>? ranks))
                {
                    ranks.Add(rank);
                }
            }
        }
    }

    /// <summary>Each pair once, in no promised order.</summary>
    internal IEnumerable<ExactSimilarity> Find()
    {
        int[] shared = new int[bySize.Length];
        var met = new List<int>();
        for (int rank = 0; rank < bySize.Length; rank++)
        {
            ulong[] set = sets[bySize[rank]];
            int need = Math.Max(1, (int)Math.Ceiling((floor * set.Length) - 1e-9));
            List<List<int>> frequent = [.. set.Select(postings.GetValueOrDefault).OfType<List<int>>().OrderBy(ranks => ranks.Count)];
            Count(CollectionsMarshal.AsSpan(frequent), Math.Max(0, frequent.Count - need + 1), rank, shared, met);
            foreach (int larger in met)
            {
                if (shared[larger] >= need)
                {
                    yield return new ExactSimilarity(ArticlePair.Of(bySize[rank], bySize[larger]), shared[larger], sets);
                }

                shared[larger] = 0;
            }

            met.Clear();
        }
    }

    /// <summary>Counts for each article of a higher rank how many of the shingles it shares.</summary>
    private static void Count(ReadOnlySpan<List<int>> postings, int prefix, int rank, int[] shared, List<int> met)
    {
        foreach (List<int> ranks in postings[..prefix])
        {
            ReadOnlySpan<int> all = CollectionsMarshal.AsSpan(ranks);
            foreach (int larger in all[(all.BinarySearch(rank) + 1)..])
            {
                if (shared[larger]++ == 0)
                {
                    met.Add(larger);
                }
            }
        }

        foreach (List<int> ranks in postings[prefix..])
        {
            ReadOnlySpan<int> all = CollectionsMarshal.AsSpan(ranks);
            foreach (int larger in met)
            {
                shared[larger] += all.BinarySearch(larger) >= 0 ? 1 : 0;
            }
        }
    }
}
