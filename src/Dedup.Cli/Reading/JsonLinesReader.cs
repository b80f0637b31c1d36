using System.Text;

namespace Dedup.Cli.Reading;

/// <summary>Reads JSON Lines: an article from each line, blank lines passed over.</summary>
internal sealed class JsonLinesReader(FieldNames names, Problems problems, ReadingLimits limits)
{
    private readonly JsonArticleParser parser = new(names);

    /// <summary>Reads to the end of the stream, or to where it cannot be read on.</summary>
    /// <param name="stream">The lines.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="accept">Takes each article.</param>
    public void Read(PeekStream stream, string file, Action<Article, Place> accept)
    {
        LineReader lines = new(Utf8(stream), limits.RecordBytes);
        void Report(ProblemKind kind, string what) => problems.Add(kind, file, new Place(file, lines.LineNumber), what);
        try
        {
            while (lines.TryRead(out ReadOnlySpan<byte> line, out bool tooLong))
            {
                if (tooLong)
                {
                    Report(ProblemKind.TooLong, $"{limits.TooLong} (line skipped)");
                }
                else if (!line.Trim(" \t\r"u8).IsEmpty && parser.Parse(line, Report) is { } article)
                {
                    accept(article, new Place(file, lines.LineNumber));
                }
            }
        }
        catch (Exception exception) when (InputError.Is(exception))
        {
            Report(InputError.KindOf(exception), $"{InputError.Describe(exception)} (the lines before are kept, the rest is skipped)");
        }
    }

    /// <summary>The stream in UTF-8, without a byte-order mark.</summary>
    public static Stream Utf8(PeekStream stream)
    {
        Encoding encoding = TextDecoder.Detect(stream.Peek(), out int markBytes);
        stream.Skip(markBytes);
        return encoding is UnicodeEncoding ? Encoding.CreateTranscodingStream(stream, TextDecoder.Lenient(encoding), Encoding.UTF8) : stream;
    }
}
