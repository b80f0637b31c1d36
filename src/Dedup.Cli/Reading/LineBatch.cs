namespace Dedup.Cli.Reading;

/// <summary>Lines of a JSON Lines file that are parsed together, on any thread, and handed out in their order. Used again and again; one thread at a time.</summary>
internal sealed class LineBatch(FieldNames names, TextStore? texts, string unit)
{
    /// <summary>Enough lines to be worth another thread, few enough to stay in its cache.</summary>
    private const int FullBytes = 256 * 1024;

    /// <summary>What one enormous line has asked for is given back.</summary>
    private const int MostKeptBytes = 4 * 1024 * 1024;

    private readonly JsonArticleParser parser = new(names, texts, unit);
    private readonly List<(long Number, int Start, int Length)> lines = [];
    private readonly List<(long Number, Article? Article, ProblemKind Kind, string? Problem)> results = [];
    private Action<ProblemKind, string>? report;
    private byte[] bytes = new byte[FullBytes];
    private long current;
    private int used;

    public bool IsFull => used >= FullBytes;

    /// <summary>Takes in a line. Its bytes are copied.</summary>
    public void Add(long number, ReadOnlySpan<byte> line)
    {
        if (bytes.Length - used < line.Length)
        {
            Array.Resize(ref bytes, (int)Math.Min(Math.Max(2L * bytes.Length, (long)used + line.Length), Array.MaxLength));
        }

        line.CopyTo(bytes.AsSpan(used));
        lines.Add((number, used, line.Length));
        used += line.Length;
    }

    /// <summary>Parses all lines.</summary>
    public void Parse()
    {
        report ??= (kind, what) => results.Add((current, null, kind, what));
        foreach ((long number, int start, int length) in lines)
        {
            current = number;
            if (parser.Parse(bytes.AsSpan(start, length), report) is { } article)
            {
                results.Add((number, article, default, null));
            }
        }
    }

    /// <summary>Hands out the articles and the problems, and empties the batch.</summary>
    /// <param name="accept">Takes each article and the number of its line.</param>
    /// <param name="problem">Takes each problem and the number of its line.</param>
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

        lines.Clear();
        results.Clear();
        used = 0;
        if (bytes.Length > MostKeptBytes)
        {
            bytes = new byte[FullBytes];
        }
    }
}
