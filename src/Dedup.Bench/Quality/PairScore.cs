namespace Dedup.Bench.Quality;

/// <summary>How well a set of flagged pairs agrees with the true ones. All shares are of pairs.</summary>
internal readonly record struct PairScore(long TruePositives, long FalsePositives, long FalseNegatives)
{
    internal double Precision => Share(TruePositives, TruePositives + FalsePositives);

    internal double Recall => Share(TruePositives, TruePositives + FalseNegatives);

    /// <summary>The harmonic mean of precision and recall.</summary>
    internal double F1 => Share(2 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>A share of nothing is 1: who is asked for no pair and flags none makes no mistake.</summary>
    internal static double Share(long part, long whole) => whole == 0 ? 1 : (double)part / whole;
}
