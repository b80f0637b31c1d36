namespace Dedup;

/// <summary>
/// Where a run keeps the parts that are done, so that a later run over the same articles with the same options need not do them again
/// (<see cref="Deduplicator.Resume"/>). Implementations are thread-safe.
/// </summary>
/// <remarks>
/// A part's name holds a fingerprint of the articles, the options and the library's build, so parts of other runs do no harm: they are not asked for. The names are made of
/// letters A to F, digits and dashes.
/// </remarks>
public interface ICheckpointStore
{
    /// <summary>The part of a name as it was saved, or null when there is none or it is damaged.</summary>
    /// <param name="name">The part's name.</param>
    byte[]? Load(string name);

    /// <summary>Saves a part, all of it or nothing. Called from any thread. What it throws ends the run.</summary>
    /// <param name="name">The part's name.</param>
    /// <param name="content">What <see cref="Load"/> is to give back.</param>
    void Save(string name, ReadOnlySpan<byte> content);
}
