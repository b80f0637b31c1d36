using System.Text;
using Dedup.Cli.Writing;

namespace Dedup.Cli.Reading;

/// <summary>Reads articles from everything that the command line names. What cannot be used is reported and passed over; the rest goes on.</summary>
internal sealed class ArticleReader
{
    private readonly Problems problems;
    private readonly Action<int> progress;
    private readonly CancellationToken cancellation;
    private readonly FieldNames names;
    private readonly Dictionary<string, Place> firstUse = new(StringComparer.Ordinal);
    private readonly List<Article> articles = [];
    private readonly List<long> lines = [];
    private readonly List<SourceFile> sources = [];
    private TextFileReader? textFiles;
    private bool standardInputIsRead;

    /// <summary>Creates a reader.</summary>
    /// <param name="names">What the fields of records are called.</param>
    /// <param name="problems">Told what is wrong.</param>
    /// <param name="progress">Told how many articles there are so far.</param>
    /// <param name="cancellation">Ends the reading between two articles.</param>
    public ArticleReader(FieldNames names, Problems problems, Action<int> progress, CancellationToken cancellation)
    {
        this.problems = problems;
        this.progress = progress;
        this.cancellation = cancellation;
        this.names = names;
    }

    /// <summary>A file that is not read when it lies in a folder: the page that an earlier run has left there. Default: none.</summary>
    public string? Excluded { get; init; }

    /// <summary>More such files.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>How large records may be and how far files may unpack.</summary>
    public ReadingLimits Limits { get; init; } = new();

    /// <summary>How many threads may parse at once; 0 is one per processor. Never changes what is read.</summary>
    public int Threads { get; init; }

    /// <summary>What comes through pipes; told by its first bytes when null.</summary>
    public RecordFormat? PipeFormat { get; init; }

    /// <summary>Where to keep what comes through pipes, for those who read it twice. Not kept when null.</summary>
    public PipeCopies? Copies { get; init; }

    /// <summary>Keeps the texts within bounds; each article holds its own when null.</summary>
    public RunMemory? Memory { get; init; }

    /// <summary>Whether pages that hold several articles are split; never those in HTML unless <see cref="SplitsHtml"/> is set.</summary>
    public bool Splits { get; init; }

    /// <summary>Whether pages in HTML are split too; what is found in them has no place in the file.</summary>
    public bool SplitsHtml { get; init; }

    /// <summary>The articles that are parts of pages.</summary>
    public PageParts Parts { get; } = new();

    /// <summary>Takes each article as soon as it is read; nothing is collected then, and whether ids are unique is its business. Default: none.</summary>
    public Action<Article, Place>? Sink { get; init; }

    public ReadingCounts Counts { get; } = new();

    /// <summary>The files that were read, in order.</summary>
    public IReadOnlyList<SourceFile> Sources => sources;

    /// <summary>For each article the line on which it starts in its file; 0 where it is the whole file.</summary>
    public IReadOnlyList<long> Lines => lines;

    /// <summary>Reads all articles of some paths; their ids are unique.</summary>
    public IReadOnlyList<Article> Read(IEnumerable<string> paths)
    {
        PathWalker walker = new(problems, Counts);
        foreach (string path in paths)
        {
            foreach (InputFile file in walker.Walk(path))
            {
                cancellation.ThrowIfCancellationRequested();
                if (file.IsNamed || !(HtmlFile.IsSame(file.Path, Excluded) || Outputs.Any(output => HtmlFile.IsSame(file.Path, output))))
                {
                    ReadFile(file);
                }
            }
        }

        // A name and a place for each article, which nobody asks for any more.
        firstUse.Clear();
        firstUse.TrimExcess();
        Memory?.EndReading();
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
        if (file is { IsEmpty: true, Packing: Packing.None, Format: RecordFormat.Text or RecordFormat.Html or RecordFormat.Json })
        {
            // Not opened: a named pipe in a folder is of length 0 too, and opening one waits for whoever writes to it.
            Counts.Files++;
            Begin(file, RecordFormat.Text, isPipe: false);
            Accept(new Article(file.Path, string.Empty), file);
            return;
        }

        try
        {
            using PeekStream stream = Open(file, out bool isPipe);
            try
            {
                ReadStream(stream, file, isPipe ? PipeFormat ?? FormatOf(stream.Peek()) : file.Format, isPipe);
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

    private PeekStream Open(InputFile file, out bool isPipe) => Copies is null ? InputStream.Open(file, out isPipe, Limits) : Copies.Open(file, out isPipe, Limits);

    private void ReadStream(PeekStream stream, InputFile file, RecordFormat format, bool isPipe)
    {
        if (format == RecordFormat.Json)
        {
            format = JsonFormatOf(stream.Peek());
        }

        if (format is RecordFormat.JsonLines or RecordFormat.JsonArray)
        {
            Begin(file, format, isPipe);

            // What is packed or comes through a pipe cannot be read again from any place.
            TextFile? inPlace = format == RecordFormat.JsonLines && !isPipe && file.Packing == Packing.None ? Memory?.Open(file.Path) : null;
            RecordTexts? texts = Memory is null ? null : new RecordTexts(Memory.Texts, inPlace);

            // Whoever takes articles one by one may be following a feed that is still being written.
            new JsonLinesReader(names, problems, Limits, texts, Sink is null ? Threads : 1) { Format = format }.Read(stream, file.Path, AcceptRecord);
        }
        else if (format == RecordFormat.Parquet || ParquetFileReader.IsMark(stream.Peek()))
        {
            if (isPipe || file.Packing != Packing.None)
            {
                Report(ProblemKind.Unreadable, file, "Parquet is read from files only, and not from packed ones (skipped)");
                return;
            }

            Begin(file, RecordFormat.Parquet, isPipe);
            new ParquetFileReader(names, problems, Limits).Read(file.Path, file.Path, AcceptRecord);
        }
        else if (format is not (RecordFormat.Csv or RecordFormat.Tsv) && TextDecoder.LooksBinary(stream.Peek()))
        {
            if (file.IsNamed)
            {
                Report(ProblemKind.Binary, file, "looks like a binary file (skipped)");
            }
            else
            {
                Counts.BinaryFiles++;
            }

            return;
        }
        else
        {
            Begin(file, format, isPipe);
            if (format is RecordFormat.Csv or RecordFormat.Tsv)
            {
                new TableReader(names, problems, Limits).Read(stream, format, file.Path, AcceptRecord);
            }
            else if ((textFiles ??= new TextFileReader(problems, Limits)).Read(stream, file.Path, file.Scope) is { } text)
            {
                Accept(format == RecordFormat.Html ? HtmlPage.Read(file.Path, text) : new Article(file.Path, text), file);
            }
        }

        Counts.Files++;
    }

    private void Begin(InputFile file, RecordFormat format, bool isPipe) => sources.Add(new SourceFile(file, format, isPipe, articles.Count));

    private void Add(Article article, Place place)
    {
        if (Splits && (SplitsHtml || sources[^1].Format != RecordFormat.Html) && Parts.Split(article, articles.Count, id => firstUse.ContainsKey(id)) is { } parts)
        {
            Counts.SplitPages++;
            foreach (Article part in parts)
            {
                firstUse.Add(part.Id, place);
                Append(part, place.Line);
            }
        }
        else
        {
            Append(article, place.Line);
        }
    }

    private void Append(Article article, long line)
    {
        articles.Add(Memory is null ? article : Memory.Keep(article, articles.Count + 1));
        lines.Add(line);
        sources[^1].Articles++;
        progress(articles.Count);
    }

    // Many articles come from one file: no delegate or message is made for them.
    private void AcceptRecord(Article article, Place place)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Sink is not null)
        {
            Sink(article, place);
        }
        else if (firstUse.TryAdd(article.Id, place))
        {
            Add(article, place);
        }
        else
        {
            problems.Add(ProblemKind.DoubleId, place.File, place, $"the id \"{article.Id}\" is taken by {firstUse[article.Id]} (line skipped)");
        }
    }

    private void Accept(Article article, InputFile file)
    {
        if (Sink is not null)
        {
            Sink(article, new Place(file.Path));
        }
        else if (firstUse.TryAdd(article.Id, new Place(file.Path)))
        {
            Add(article, new Place(file.Path));
        }
        else
        {
            Place first = firstUse[article.Id];
            Report(ProblemKind.DoubleId, file, first.File == file.Path ? "this file was read already (not read again)" : $"this path is taken as an id by {first} (file skipped)");
        }
    }

    private void Report(ProblemKind kind, InputFile file, string what) => problems.Add(kind, file.Scope, new Place(file.Path), what);

    private static RecordFormat FormatOf(ReadOnlySpan<byte> head)
    {
        Encoding encoding = TextDecoder.Detect(head, out int markBytes);
        foreach (byte value in head[markBytes..])
        {
            // In UTF-16 every other byte of a blank or a brace is zero.
            if (value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' || (value == 0 && encoding is UnicodeEncoding))
            {
                continue;
            }

            return value == (byte)'{' ? RecordFormat.JsonLines : IsArrayOfObjects(head[markBytes..]) ? RecordFormat.JsonArray : RecordFormat.Text;
        }

        return RecordFormat.Text;
    }

    /// <summary>What a file is that is only known to be JSON. An object over several lines is no record of many, so that stays one text.</summary>
    private static RecordFormat JsonFormatOf(ReadOnlySpan<byte> head)
    {
        RecordFormat format = FormatOf(head);
        if (format != RecordFormat.JsonLines)
        {
            return format;
        }

        ReadOnlySpan<byte> first = head.TrimStart(" \t\r\n"u8);
        int end = first.IndexOf((byte)'\n');
        return end < 0 || first[..end].TrimEnd(" \t\r"u8) is [.., (byte)'}'] ? format : RecordFormat.Text;
    }

    // A text may well start with a word in brackets. In UTF-16 every other byte is zero.
    private static bool IsArrayOfObjects(ReadOnlySpan<byte> head) =>
        head.TrimStart(" \t\r\n\0"u8) is [(byte)'[', .. var rest] && rest.TrimStart(" \t\r\n\0"u8) is [(byte)'{', ..];
}
