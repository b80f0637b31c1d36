using System.Text;

namespace Dedup.Cli.Reading;

/// <summary>Reads JSON Lines, an article from each line and blank lines passed over, or an array of JSON objects. They are parsed on several threads and come out in their order.</summary>
/// <param name="names">What the fields are called.</param>
/// <param name="problems">Told what is wrong.</param>
/// <param name="limits">How long a line may be.</param>
/// <param name="texts">Where texts go; each article holds its own when null.</param>
/// <param name="threads">How many threads may parse at once; 0 is one per processor. With 1, each article is handed out as soon as its line is there.</param>
internal sealed class JsonLinesReader(FieldNames names, Problems problems, ReadingLimits limits, TextStore? texts = null, int threads = 0)
{
    private string Unit => Format == RecordFormat.JsonArray ? "record" : "line";

    /// <summary>Lines or an array. Default: lines.</summary>
    public RecordFormat Format { get; init; } = RecordFormat.JsonLines;

    /// <summary>Reads to the end of the stream, or to where it cannot be read on.</summary>
    /// <param name="stream">The lines.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="accept">Takes each article.</param>
    public void Read(PeekStream stream, string file, Action<Article, Place> accept)
    {
        // While the oldest batch is waited for, the others are parsed; one more is being filled.
        int most = threads == 0 ? Environment.ProcessorCount : threads;
        Queue<(LineBatch Batch, Task Parsing)> parsing = new();
        LineBatch filling = new(names, texts, Unit);
        RecordCutter lines = RecordCutter.Open(Format, Utf8(stream), limits.RecordBytes);
        try
        {
            while (lines.TryRead(out ReadOnlySpan<byte> line, out bool tooLong))
            {
                if (tooLong)
                {
                    DeliverAll();
                    Report(ProblemKind.TooLong, lines.Number, $"{limits.TooLong} ({Unit} skipped)");
                }
                else if (!line.Trim(" \t\r"u8).IsEmpty)
                {
                    filling.Add(lines.Number, line);
                    if (most == 1 || filling.IsFull)
                    {
                        Start();
                    }
                }
            }

            DeliverAll();
        }
        catch (Exception exception) when (InputError.Is(exception))
        {
            DeliverAll();
            Report(InputError.KindOf(exception), lines.Number, $"{InputError.Describe(exception)} (the {Unit}s before are kept, the rest is skipped)");
        }

        void Start()
        {
            LineBatch full = filling;
            if (most == 1)
            {
                full.Parse();
                full.Deliver(Accept, Report);
                return;
            }

            parsing.Enqueue((full, Task.Run(full.Parse)));
            filling = parsing.Count > most ? Deliver() : new LineBatch(names, texts, Unit);
        }

        LineBatch Deliver()
        {
            (LineBatch oldest, Task task) = parsing.Dequeue();
            task.GetAwaiter().GetResult();
            oldest.Deliver(Accept, Report);
            return oldest;
        }

        void DeliverAll()
        {
            while (parsing.Count > 0)
            {
                Deliver();
            }

            filling.Parse();
            filling.Deliver(Accept, Report);
        }

        void Accept(Article article, long line) => accept(article, new Place(file, line));

        void Report(ProblemKind kind, long line, string what) => problems.Add(kind, file, new Place(file, line), what);
    }

    /// <summary>The stream in UTF-8, without a byte-order mark.</summary>
    public static Stream Utf8(PeekStream stream)
    {
        Encoding encoding = TextDecoder.Detect(stream.Peek(), out int markBytes);
        stream.Skip(markBytes);
        return encoding is UnicodeEncoding ? Encoding.CreateTranscodingStream(stream, TextDecoder.Lenient(encoding), Encoding.UTF8) : stream;
    }
}
