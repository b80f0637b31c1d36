using System.Text;
using Dedup.Cli.Writing;

namespace Dedup.Cli.Reading;

/// <summary>Reads articles from everything that the command line names. What cannot be used is reported and passed over; the rest goes on.</summary>
internal sealed class ArticleReader
{
    private readonly Problems problems;
    private readonly Action<int> progress;
    private readonly CancellationToken cancellation;
    private readonly JsonLinesReader jsonLines;
    private readonly TextFileReader textFiles;
    private readonly Dictionary<string, Place> firstUse = new(StringComparer.Ordinal);
    private readonly List<Article> articles = [];
    private bool standardInputIsRead;

    /// <summary>Creates a reader.</summary>
    /// <param name="names">What the fields of JSON Lines are called.</param>
    /// <param name="problems">Told what is wrong.</param>
    /// <param name="progress">Told how many articles there are so far.</param>
    /// <param name="cancellation">Ends the reading between two articles.</param>
    public ArticleReader(FieldNames names, Problems problems, Action<int> progress, CancellationToken cancellation)
    {
        this.problems = problems;
        this.progress = progress;
        this.cancellation = cancellation;
        jsonLines = new(names, problems);
        textFiles = new(problems);
    }

    /// <summary>A file that is not read when it lies in a folder: the page that an earlier run has left there. Default: none.</summary>
    public string? Excluded { get; init; }

    public ReadingCounts Counts { get; } = new();

    /// <summary>Reads all articles of some paths; their ids are unique.</summary>
    public IReadOnlyList<Article> Read(IEnumerable<string> paths)
    {
        PathWalker walker = new(problems, Counts);
        foreach (string path in paths)
        {
            foreach (InputFile file in walker.Walk(path))
            {
                cancellation.ThrowIfCancellationRequested();
                if (file.IsNamed || !HtmlFile.IsSame(file.Path, Excluded))
                {
                    ReadFile(file);
                }
            }
        }

        problems.PrintOmitted();
        return articles;
    }

    private void ReadFile(InputFile file)
    {
        if (file.IsStandardInput && standardInputIsRead)
        {
            Report(ProblemKind.Unreadable, file, "standard input can be read only once (skipped)");
            return;
        }

        standardInputIsRead |= file.IsStandardInput;
        if (file is { IsEmpty: true, IsGzip: false, IsJsonLines: false })
        {
            // Not opened: a named pipe in a folder is of length 0 too, and opening one waits for whoever writes to it.
            Accept(new Article(file.Path, string.Empty), file);
            return;
        }

        try
        {
            using PeekStream stream = InputStream.Open(file, out bool isPipe);
            try
            {
                ReadStream(stream, file, isPipe ? LooksLikeJsonLines(stream.Peek()) : file.IsJsonLines);
            }
            finally
            {
                Counts.Bytes += stream.BytesRead;
            }
        }
        catch (Exception exception) when (InputError.Is(exception))
        {
            Report(InputError.KindOf(exception), file, $"{InputError.Describe(exception)} (skipped)");
        }
    }

    private void ReadStream(PeekStream stream, InputFile file, bool isJsonLines)
    {
        if (isJsonLines)
        {
            Counts.Files++;
            jsonLines.Read(stream, file.Path, AcceptLine);
        }
        else if (!TextDecoder.LooksBinary(stream.Peek()))
        {
            Counts.Files++;
            if (textFiles.Read(stream, file.Path, file.Scope) is { } text)
            {
                Accept(new Article(file.Path, text), file);
            }
        }
        else if (file.IsNamed)
        {
            Report(ProblemKind.Binary, file, "looks like a binary file (skipped)");
        }
        else
        {
            Counts.BinaryFiles++;
        }
    }

    // Many articles come from one line each: no delegate or message is made for them.
    private void AcceptLine(Article article, Place place)
    {
        cancellation.ThrowIfCancellationRequested();
        if (firstUse.TryAdd(article.Id, place))
        {
            articles.Add(article);
            progress(articles.Count);
        }
        else
        {
            problems.Add(ProblemKind.DoubleId, place.File, place, $"the id \"{article.Id}\" is taken by {firstUse[article.Id]} (line skipped)");
        }
    }

    private void Accept(Article article, InputFile file)
    {
        if (firstUse.TryAdd(article.Id, new Place(file.Path)))
        {
            articles.Add(article);
            progress(articles.Count);
        }
        else
        {
            Place first = firstUse[article.Id];
            Report(ProblemKind.DoubleId, file, first.File == file.Path ? "this file was read already (not read again)" : $"this path is taken as an id by {first} (file skipped)");
        }
    }

    private void Report(ProblemKind kind, InputFile file, string what) => problems.Add(kind, file.Scope, new Place(file.Path), what);

    private static bool LooksLikeJsonLines(ReadOnlySpan<byte> head)
    {
        Encoding encoding = TextDecoder.Detect(head, out int markBytes);
        foreach (byte value in head[markBytes..])
        {
            // In UTF-16 every other byte of a blank or a brace is zero.
            if (value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' || (value == 0 && encoding is UnicodeEncoding))
            {
                continue;
            }

            return value == (byte)'{';
        }

        return false;
    }
}
