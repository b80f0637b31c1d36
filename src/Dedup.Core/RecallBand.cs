using Dedup.Signatures;

namespace Dedup;

/// <summary>How many of the true pairs of one kind a run found, by exact comparison of a sample. Immutable and thread-safe.</summary>
public sealed record RecallBand
{
    /// <summary><see cref="DuplicateRelation.NearDuplicate"/> or <see cref="DuplicateRelation.ContainedIn"/>.</summary>
    public required DuplicateRelation Relation { get; init; }

    /// <summary>Whether these are pairs of texts too short to shingle, compared word by word.</summary>
    public required bool IsShort { get; init; }

    /// <summary>The least Jaccard similarity of the band.</summary>
    public required double LeastJaccard { get; init; }

    /// <summary>The Jaccard similarity that the band ends before; 1 is part of the last one.</summary>
    public required double JaccardBelow { get; init; }

    /// <summary>Pairs of an article of the sample with any other article that reach the thresholds.</summary>
    public required long TruePairs { get; init; }

    /// <summary>Those of them that the run compared on their texts, and so could report, or put into one cluster.</summary>
    public required long Found { get; init; }

    /// <summary>
    /// Those of the found pairs that were never compared with each other and stand in one cluster all the same: of large sets of near-duplicates each
    /// is compared with the representative only.
    /// </summary>
    public required long Clustered { get; init; }

    /// <summary>Those of the found pairs that were left out of the report on purpose, as a form filled with other facts.</summary>
    public required long Dropped { get; init; }

    /// <summary>
    /// What the index lets expect at the similarities of these pairs, 0 to 1; null where pairs are not proposed by similarity. That is how likely two texts share
    /// <see cref="Candidates.CandidateOptions.SharedHashes"/> of their smallest hashes, as many as <see cref="Signatures.PositionalSketchOptions.Floor"/> says; where nothing but resemblance is looked for,
    /// <see cref="Candidates.LshBanding.HitProbability"/>. Larger samples and the comparisons within a cluster come on top of it, a full bucket
    /// (<see cref="Candidates.CandidateOptions.BucketLimit"/>) takes away from it.
    /// </summary>
    public required double? ExpectedRecall { get; init; }

    /// <summary>Those of the true pairs that were neither compared nor put into one cluster.</summary>
    public long Missed => TruePairs - Found;

    /// <summary>The share that was found.</summary>
    public Proportion Recall => new(Found, TruePairs);
}
