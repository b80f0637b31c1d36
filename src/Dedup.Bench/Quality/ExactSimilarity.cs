namespace Dedup.Bench.Quality;

/// <summary>How alike two articles are, counted over all their distinct shingles.</summary>
internal readonly record struct ExactSimilarity(ArticlePair Pair, double Jaccard, double Containment)
{
    internal ExactSimilarity(ArticlePair pair, int shared, ShingleSets sets)
        : this(pair, Share(shared, sets[pair.First].Length + sets[pair.Second].Length - shared), Share(shared, Math.Min(sets[pair.First].Length, sets[pair.Second].Length)))
    {
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
