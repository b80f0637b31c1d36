namespace Dedup.Cli.Reading;

/// <summary>Records that are parsed together, on any thread, and handed out in their order. Used again and again; one thread at a time.</summary>
/// <param name="names">What the fields are called.</param>
/// <param name="limits">How long a line may be.</param>
/// <param name="texts">Where texts go; each article holds its own when null.</param>
/// <param name="unit">What is skipped when it is broken, for messages.</param>
internal sealed class LineBatch(FieldNames names, ReadingLimits limits, RecordTexts? texts, string unit)
{
    /// <summary>Enough lines to be worth another thread, few enough to stay in its cache.</summary>
    public const int FullBytes = 256 * 1024;

    private const int MostKeptBytes = 4 * 1024 * 1024;

    private readonly JsonArticleParser parser = new(names, texts, unit);
    private readonly List<(long Number, int Start, int Length)> records = [];
    private readonly List<(long Number, Article? Article, ProblemKind Kind, string? Problem)> results = [];
    private Action<ProblemKind, string>? report;
    private byte[] bytes = new byte[FullBytes];
    private bool isFirstPassedOver;
    private long current;
    private long? place;
    private int used;

    public bool IsFull => used >= FullBytes;

    /// <summary>Takes in the next lines of a stream.</summary>
    /// <param name="lines">The stream.</param>
    /// <param name="wantsFull">Whether to wait for as many lines as there is room for.</param>
    /// <returns>False at its end.</returns>
    public bool Fill(LineBlocks lines, bool wantsFull)
    {
        bool isFilled = lines.TryFill(ref bytes, wantsFull, out used, out isFirstPassedOver);
        place = lines.Place;
        return isFilled;
    }

    /// <summary>Takes in a record. Its bytes are copied.</summary>
    public void Add(long number, ReadOnlySpan<byte> record)
    {
        if (bytes.Length - used < record.Length)
        {
            Array.Resize(ref bytes, (int)Math.Min(Math.Max(2L * bytes.Length, (long)used + record.Length), Array.MaxLength));
        }

        record.CopyTo(bytes.AsSpan(used));
        records.Add((number, used, record.Length));
        used += record.Length;
    }

    /// <summary>Parses all records that were added.</summary>
    public void Parse()
    {
        foreach ((long number, int start, int length) in records)
        {
            Parse(number, bytes.AsSpan(start, length), lineStart: null);
        }
    }

    /// <summary>Parses all lines that were taken in; their numbers count from the first one.</summary>
    public void ParseLines()
    {
        LineCount = 0;
        if (isFirstPassedOver)
        {
            RefuseLine();
        }

        for (ReadOnlySpan<byte> rest = bytes.AsSpan(0, used); rest.Length > 0;)
        {
            int end = rest.IndexOf((byte)'\n');
            long? start = place + used - rest.Length;
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (line.Length > limits.RecordBytes)
            {
                RefuseLine();
                continue;
            }

            LineCount++;
            if (!line.Trim(" \t\r"u8).IsEmpty)
            {
                Parse(LineCount, line, start);
            }
        }
    }

    /// <summary>How many lines were taken in, the blank ones too, once they are parsed.</summary>
    public int LineCount { get; private set; }

    /// <summary>Hands out the articles and the problems, and empties the batch.</summary>
    /// <param name="accept">Takes each article and the number of its record.</param>
    /// <param name="problem">Takes each problem and the number of its record.</param>
    public void Deliver(Action<Article, long> accept, Action<ProblemKind, long, string> problem)
    {
        foreach ((long number, Article? article, ProblemKind kind, string? what) in results)
        {
            if (article is null)
            {
                problem(kind, number, what!);
            }
            else
            {
                accept(article, number);
            }
        }

        // What one enormous line has asked for is given back, unless others follow it.
        if (IsSparse(bytes, used))
        {
            bytes = new byte[FullBytes];
        }

        records.Clear();
        results.Clear();
        used = 0;
    }

    /// <summary>Whether a buffer is far larger than what was in it, and large enough to be worth giving back.</summary>
    public static bool IsSparse(byte[] buffer, int used) => buffer.Length > MostKeptBytes && used <= FullBytes;

    private void Parse(long number, ReadOnlySpan<byte> record, long? lineStart)
    {
        report ??= (kind, what) => results.Add((current, null, kind, what));
        current = number;
        if (parser.Parse(record, report, lineStart) is { } article)
        {
            results.Add((number, article, default, null));
        }
    }

    private void RefuseLine() => results.Add((++LineCount, null, ProblemKind.TooLong, $"{limits.TooLong} ({unit} skipped)"));
}
