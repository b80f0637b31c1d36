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

    /// <summary>The compression that the name says.</summary>
    public Packing Packing => PackingOf(Path);

    /// <summary>The format that the name says, compression aside.</summary>
    public RecordFormat Format => FormatOf(Path);

    /// <summary>The compression that a file name says.</summary>
    public static Packing PackingOf(string path) => EndsWith(path, ".gz") ? Packing.Gzip : EndsWith(path, ".br") ? Packing.Brotli : Packing.None;

    /// <summary>The format that a file name says, compression aside. What is not known is taken for text.</summary>
    public static RecordFormat FormatOf(string path)
    {
        // Both endings of packed files are three characters long.
        ReadOnlySpan<char> inner = PackingOf(path) == Packing.None ? path : path.AsSpan(0, path.Length - 3);
        return EndsWith(inner, ".jsonl") || EndsWith(inner, ".ndjson") ? RecordFormat.JsonLines
            : EndsWith(inner, ".json") ? RecordFormat.Json
            : EndsWith(inner, ".csv") ? RecordFormat.Csv
            : EndsWith(inner, ".tsv") || EndsWith(inner, ".tab") ? RecordFormat.Tsv
            : EndsWith(inner, ".html") || EndsWith(inner, ".htm") || EndsWith(inner, ".xhtml") ? RecordFormat.Html
            : EndsWith(inner, ".parquet") ? RecordFormat.Parquet
            : RecordFormat.Text;
    }

    private static bool EndsWith(ReadOnlySpan<char> path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
