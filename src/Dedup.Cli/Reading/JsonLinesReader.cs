using System.Text;

namespace Dedup.Cli.Reading;

/// <summary>Reads JSON Lines, an article from each line and blank lines passed over, or an array of JSON objects. They are parsed on several threads and come out in their order.</summary>
/// <param name="names">What the fields are called.</param>
/// <param name="problems">Told what is wrong.</param>
/// <param name="limits">How long a line may be.</param>
/// <param name="texts">Where texts go; each article holds its own when null.</param>
/// <param name="threads">How many threads may parse at once; 0 is one per processor. With 1, each article is handed out as soon as its line is there.</param>
internal sealed class JsonLinesReader(FieldNames names, Problems problems, ReadingLimits limits, RecordTexts? texts = null, int threads = 0)
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
        long delivered = 0;
        BatchQueue batches = new(names, limits, texts, Unit, threads, batch =>
        {
            batch.Deliver((article, line) => accept(article, new Place(file, delivered + line)), (kind, line, what) => Report(kind, delivered + line, what));
            delivered += batch.LineCount;
        });
        if (Format == RecordFormat.JsonArray)
        {
            ReadArray(stream, batches, Report);
            return;
        }

        Stream utf8 = Utf8(stream);
        LineBlocks lines = new(utf8, limits.RecordBytes, ReferenceEquals(utf8, stream) ? stream.Offset : null);
        try
        {
            while (batches.Filling.Fill(lines, wantsFull: !batches.IsAlone))
            {
                batches.Start(static batch => batch.ParseLines());
            }

            batches.DeliverAll();
        }
        catch (Exception exception) when (InputError.Is(exception))
        {
            batches.Start(static batch => batch.ParseLines());
            batches.DeliverAll();
            Report(InputError.KindOf(exception), delivered + 1, Broken(exception));
        }

        void Report(ProblemKind kind, long line, string what) => problems.Add(kind, file, new Place(file, line), what);
    }

    private void ReadArray(PeekStream stream, BatchQueue batches, Action<ProblemKind, long, string> report)
    {
        JsonArrayCutter records = new(Utf8(stream), limits.RecordBytes);
        try
        {
            while (records.TryRead(out ReadOnlySpan<byte> record, out bool tooLong))
            {
                if (tooLong)
                {
                    Finish();
                    report(ProblemKind.TooLong, records.Number, $"{limits.TooLong} ({Unit} skipped)");
                }
                else if (!record.Trim(" \t\r"u8).IsEmpty)
                {
                    batches.Filling.Add(records.Number, record);
                    if (batches.IsAlone || batches.Filling.IsFull)
                    {
                        batches.Start(static batch => batch.Parse());
                    }
                }
            }

            Finish();
        }
        catch (Exception exception) when (InputError.Is(exception))
        {
            Finish();
            report(InputError.KindOf(exception), records.Number, Broken(exception));
        }

        void Finish()
        {
            batches.Start(static batch => batch.Parse());
            batches.DeliverAll();
        }
    }

    private string Broken(Exception exception) => $"{InputError.Describe(exception)} (the {Unit}s before are kept, the rest is skipped)";

    /// <summary>The stream in UTF-8, without a byte-order mark.</summary>
    public static Stream Utf8(PeekStream stream)
    {
        Encoding encoding = TextDecoder.Detect(stream.Peek(), out int markBytes);
        stream.Skip(markBytes);
        return encoding is UnicodeEncoding ? Encoding.CreateTranscodingStream(stream, TextDecoder.Lenient(encoding), Encoding.UTF8) : stream;
    }
}
