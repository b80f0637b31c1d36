namespace Dedup.Cli.Reading;

/// <summary>One thing to read.</summary>
/// <param name="Path">Its path as the user would write it; the id of a text file. "-" is standard input.</param>
/// <param name="Scope">The argument that led to it.</param>
/// <param name="IsNamed">Whether the user named this very file, so that passing it over in silence would be wrong.</param>
/// <param name="IsEmpty">Whether its length is known to be zero.</param>
internal readonly record struct InputFile(string Path, string Scope, bool IsNamed, bool IsEmpty = false)
{
    public const string StandardInput = "-";

    public bool IsStandardInput => IsNamed && Path == StandardInput;

    public bool IsGzip => EndsWith(Path, ".gz");

    public bool IsJsonLines
    {
        get
        {
            ReadOnlySpan<char> inner = IsGzip ? Path.AsSpan(0, Path.Length - ".gz".Length) : Path;
            return EndsWith(inner, ".jsonl") || EndsWith(inner, ".ndjson");
        }
    }

    private static bool EndsWith(ReadOnlySpan<char> path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
