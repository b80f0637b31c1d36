namespace Dedup;

/// <summary>An article of a <see cref="DuplicateIndex"/> that repeats the one asked about. Immutable and thread-safe.</summary>
/// <remarks>The left side of the similarities and passages is the article asked about, the right side the one found.</remarks>
public sealed record DuplicateMatch
{
    /// <summary>Id of the article in the index.</summary>
    public required string Id { get; init; }

    /// <summary>How the article asked about relates to the one found; <see cref="DuplicateRelation.Contains"/> when the found one lies inside it.</summary>
    public required DuplicateRelation Relation { get; init; }

    /// <inheritdoc cref="DuplicatePair.Jaccard"/>
    public required double Jaccard { get; init; }

    /// <summary>Shared shingles over all shingles of the article asked about, 0 to 1.</summary>
    public required double QueryInMatch { get; init; }

    /// <summary>Shared shingles over all shingles of the article found, 0 to 1.</summary>
    public required double MatchInQuery { get; init; }

    /// <inheritdoc cref="DuplicatePair.SharedShingles"/>
    public required int SharedShingles { get; init; }

    /// <inheritdoc cref="DuplicatePair.ShingleWidth"/>
    public required int ShingleWidth { get; init; }

    /// <summary>The shared passages, ordered by their place in the article asked about (its left side).</summary>
    public IReadOnlyList<Passage> Passages { get; init; } = [];

    /// <inheritdoc cref="DuplicatePair.TitleSimilarity"/>
    public double? TitleSimilarity { get; init; }
}
