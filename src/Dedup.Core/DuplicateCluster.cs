namespace Dedup;

/// <summary>Articles that are all identical to, or near-duplicates of, one of them. Immutable and thread-safe.</summary>
/// <remarks>
/// Every member meets the threshold against the representative itself, so a chain of small changes cannot drift into a cluster
/// whose ends have nothing in common. Containment and passages never join articles.
/// </remarks>
public sealed record DuplicateCluster
{
    /// <summary>Id of the article to keep, chosen by <see cref="DedupOptions.Representative"/>.</summary>
    public required string Representative { get; init; }

    /// <summary>Ids of all members, the representative among them, in ordinal order; at least two.</summary>
    public required IReadOnlyList<string> Members { get; init; }

    /// <summary>The lowest Jaccard similarity between the representative and a member: the cluster's weakest link.</summary>
    public required double WeakestJaccard { get; init; }
}
