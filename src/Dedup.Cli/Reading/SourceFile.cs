namespace Dedup.Cli.Reading;

/// <summary>A file that articles were read from.</summary>
/// <param name="File">Where it is.</param>
/// <param name="Format">How the articles stand in it.</param>
/// <param name="IsPipe">Whether it came through a pipe.</param>
/// <param name="FirstArticle">The number of its first article among all; those of one file follow each other.</param>
internal sealed record SourceFile(InputFile File, RecordFormat Format, bool IsPipe, int FirstArticle)
{
    private readonly (long Length, DateTime Written) stamp = IsPipe ? default : StampOf(File.Path);

    /// <summary>How many articles were read from it.</summary>
    public int Articles { get; set; }

    /// <summary>Whether the file is one article as a whole.</summary>
    public bool IsWhole => Format is RecordFormat.Text or RecordFormat.Html;

    /// <summary>Whether the file has another length or time than when it was read.</summary>
    public bool HasChanged => !IsPipe && StampOf(File.Path) != stamp;

    private static (long Length, DateTime Written) StampOf(string path)
    {
        FileInfo file = new(path);
        return file.Exists ? (file.Length, file.LastWriteTimeUtc) : default;
    }
}
