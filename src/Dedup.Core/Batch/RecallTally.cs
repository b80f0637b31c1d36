namespace Dedup.Batch;

/// <summary>Counts the true pairs of one band and what became of them. Thread-safe.</summary>
internal sealed class RecallTally
{
    // Fixed point: a sum of whole numbers is the same in any order.
    private const double Unit = 1_000_000;
    private long truePairs;
    private long found;
    private long clustered;
    private long dropped;
    private long expected;

    /// <summary>Counts a true pair.</summary>
    /// <param name="isCompared">Whether the run compared it.</param>
    /// <param name="isReported">Whether the run reports it.</param>
    /// <param name="isClustered">Whether the two stand in one cluster.</param>
    /// <param name="hitProbability">How likely it was to be found.</param>
    internal void Enter(bool isCompared, bool isReported, bool isClustered, double hitProbability)
    {
        Interlocked.Increment(ref truePairs);
        Interlocked.Add(ref found, isCompared || isClustered ? 1 : 0);
        Interlocked.Add(ref clustered, isClustered && !isCompared ? 1 : 0);
        Interlocked.Add(ref dropped, isCompared && !isReported ? 1 : 0);
        Interlocked.Add(ref expected, (long)Math.Round(hitProbability * Unit));
    }

    internal RecallBand ToBand(DuplicateRelation relation, bool isShort, double leastJaccard, double jaccardBelow) => new()
    {
        Relation = relation,
        IsShort = isShort,
        LeastJaccard = leastJaccard,
        JaccardBelow = jaccardBelow,
        TruePairs = truePairs,
        Found = found,
        Clustered = clustered,
        Dropped = dropped,
        ExpectedRecall = relation == DuplicateRelation.NearDuplicate && truePairs > 0 ? expected / Unit / truePairs : null,
    };
}
