namespace Dedup.Cli.Reading;

/// <summary>A JSON array is not one, or not whole.</summary>
internal sealed class JsonArrayException(string message) : IOException(message);
