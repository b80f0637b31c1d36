namespace Dedup;

/// <summary>What an index on disk holds and takes. Immutable and thread-safe.</summary>
public sealed record IndexStatistics
{
    /// <summary>How many articles it holds.</summary>
    public required int Articles { get; init; }

    /// <summary>How many of them are not committed.</summary>
    public required int Uncommitted { get; init; }

    /// <summary>How many removed articles still take room in it, until a later commit or <see cref="DuplicateIndex.Compact"/>.</summary>
    public required int Removed { get; init; }

    /// <summary>How many segments it consists of.</summary>
    public required int Segments { get; init; }

    /// <summary>How many times it has changed on disk.</summary>
    public required long Generation { get; init; }

    /// <summary>Bytes on disk of the texts, packed.</summary>
    public required long TextBytes { get; init; }

    /// <summary>Bytes on disk of all else: what articles are found by, their ids, titles, sources and dates.</summary>
    public required long IndexBytes { get; init; }
}
