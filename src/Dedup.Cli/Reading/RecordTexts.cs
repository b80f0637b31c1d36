namespace Dedup.Cli.Reading;

/// <summary>Where the texts of a file's records go. Thread-safe.</summary>
/// <param name="store">Takes those that cannot stay where they are.</param>
/// <param name="file">The file, if texts may stay in it.</param>
internal sealed class RecordTexts(TextStore store, TextFile? file = null)
{
    /// <summary>Shorter texts go to the store: reading one again would take longer than copying it, and what is known of it takes memory either way. Default: 512 bytes.</summary>
    public int LeastInFile { get; init; } = 512;

    /// <summary>Makes an article of a text in UTF-8.</summary>
    /// <param name="id">The article's id.</param>
    /// <param name="utf8">The text; valid.</param>
    /// <param name="place">Where it starts in the file, as a JSON string; null when it is not there in this form.</param>
    /// <param name="jsonBytes">How many bytes it has there, the quotes apart.</param>
    public Article Keep(string id, ReadOnlySpan<byte> utf8, long? place, int jsonBytes) =>
        place is { } start && file is not null && utf8.Length >= LeastInFile ? new Article(id, file.TextAt(start, jsonBytes, utf8)) : store.Keep(id, utf8);
}
