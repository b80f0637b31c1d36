namespace Dedup;

/// <summary>What one stage of a run took.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Elapsed">Wall-clock time; a stage that calls on another one, as clustering on verification, does not count the other's time.</param>
/// <param name="Items">What it worked on: articles, or pairs while verifying and listing.</param>
public readonly record struct StageCost(DedupStage Stage, TimeSpan Elapsed, long Items);
