using Dedup.Signatures;

namespace Dedup;

/// <summary>
/// How many of the true pairs of a pile a run found. Some articles are drawn and compared exactly with all others. The same for the same articles and options, in
/// whatever order they came. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// A true pair is one that reaches the Jaccard or the containment threshold of the run and has an article of the sample on at least one side. Every pair has the same chance
/// to be seen, so the share that was found estimates the recall of pairs over the whole pile. Passages are not measured.
/// </para>
/// <para>
/// A pair counts as missed when nothing proposed it, whatever would have become of it. Where more articles carry one form or one header than a bucket holds
/// (<see cref="Candidates.CandidateOptions.BucketLimit"/>), most of their pairs are missed that would have been left out of the report if they had been compared.
/// </para>
/// <para>
/// Identical articles count as one: they are gathered before any index is asked. The pairs of one article may all be found or missed for the same reason, so
/// the true uncertainty is somewhat larger than the interval of independent pairs says.
/// </para>
/// </remarks>
public sealed record RecallEstimate
{
    /// <summary>How many articles were drawn; fewer than asked for where the pile has no more.</summary>
    public required int SampledArticles { get; init; }

    /// <summary>Whether the sample is the whole pile, so that nothing is estimated: <see cref="Interval"/> has no width then.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>
    /// The true pairs by kind: near-duplicates by tenths of Jaccard similarity from the threshold up, then near-duplicates among texts too short to shingle, then contained
    /// articles. Kinds that are not looked for are left out; kinds without a true pair are listed.
    /// </summary>
    public required IReadOnlyList<RecallBand> Bands { get; init; }

    /// <summary>
    /// The true pairs that were missed, with their exact similarities and without passages, ordered by left id, then right id: at most
    /// 1,000, and at most 16 for one article.
    /// </summary>
    public required IReadOnlyList<DuplicatePair> Missed { get; init; }

    /// <summary>The share of all true pairs that was found.</summary>
    public Proportion Recall => new(Bands.Sum(static band => band.Found), Bands.Sum(static band => band.TruePairs));

    /// <summary>The 95 % interval of a recall (Wilson's), or the recall itself twice where the sample is the whole pile.</summary>
    /// <param name="recall">The recall of a band, or of all.</param>
    public (double Low, double High) Interval(Proportion recall) => IsComplete && recall.Trials > 0 ? (recall.Value, recall.Value) : recall.Interval();
}
