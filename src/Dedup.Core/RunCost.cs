namespace Dedup;

/// <summary>What a run took in time and memory. Times differ from run to run; nothing that is found depends on them. Immutable and thread-safe.</summary>
public sealed record RunCost
{
    /// <summary>Wall-clock time of the whole run. More than the sum of the stages by what lies between them, such as putting the articles in order.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The stages that had work to do, in order, each once.</summary>
    public required IReadOnlyList<StageCost> Stages { get; init; }

    /// <summary>Bytes of all texts, in UTF-8 whatever they are kept in.</summary>
    public required long TextBytes { get; init; }

    /// <summary>Bytes of the MinHash signatures of all articles.</summary>
    public required long SignatureBytes { get; init; }

    /// <summary>Bytes of the positional sketches of all articles.</summary>
    public required long SketchBytes { get; init; }

    /// <summary>Bytes of the tables in which bands and sampled shingles are looked up.</summary>
    public required long TableBytes { get; init; }

    /// <summary>Bytes of all that is kept of the articles beside their texts: signatures, sketches and tables, counted by the length of their arrays.</summary>
    public long IndexBytes => SignatureBytes + SketchBytes + TableBytes;
}
