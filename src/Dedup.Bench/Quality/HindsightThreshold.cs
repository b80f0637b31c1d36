namespace Dedup.Bench.Quality;

/// <summary>The best that any threshold on a similarity can do on a labelled set, found by trying all with the truth at hand. No detector knows it beforehand.</summary>
/// <param name="Threshold">The least similarity that is flagged.</param>
/// <param name="Score">What flagging all pairs from there up gives.</param>
internal readonly record struct HindsightThreshold(double Threshold, PairScore Score)
{
    /// <param name="pairs">All pairs with a chance: similarity and whether it is a true one.</param>
    /// <param name="positives">How many true pairs there are, those that <paramref name="pairs"/> does not hold included.</param>
    internal static HindsightThreshold Best(IEnumerable<(double Similarity, bool IsPositive)> pairs, int positives)
    {
        var best = new HindsightThreshold(1, new PairScore(0, 0, positives));
        long flagged = 0;
        long right = 0;
        foreach (IGrouping<double, bool> level in pairs.GroupBy(pair => pair.Similarity, pair => pair.IsPositive).OrderByDescending(level => level.Key))
        {
            flagged += level.Count();
            right += level.Count(isPositive => isPositive);
            var score = new PairScore(right, flagged - right, positives - right);
            best = score.F1 > best.Score.F1 ? new HindsightThreshold(level.Key, score) : best;
        }

        return best;
    }
}
