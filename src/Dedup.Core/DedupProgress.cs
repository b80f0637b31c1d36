namespace Dedup;

/// <summary>How far a run has come.</summary>
/// <param name="Stage">The stage at work.</param>
/// <param name="Done">Items finished in this stage: articles, or candidate pairs while verifying.</param>
/// <param name="Total">Items in this stage.</param>
public readonly record struct DedupProgress(DedupStage Stage, long Done, long Total);

