namespace Dedup.Cli.Reading;

/// <summary>Reads a whole file as the text of one article. Keeps its buffer from file to file; not thread-safe.</summary>
internal sealed class TextFileReader(Problems problems, ReadingLimits limits)
{
    private byte[] buffer = new byte[256 * 1024];

    /// <summary>Reads the text, replacing invalid sequences with U+FFFD.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="scope">The argument that led to it.</param>
    /// <returns>The text, or null when it is too large.</returns>
    public string? Read(Stream stream, string file, string scope)
    {
        int length = 0;
        while (true)
        {
            int count = stream.Read(buffer, length, buffer.Length - length);
            if (count == 0)
            {
                break;
            }

            length += count;
            if (length > limits.RecordBytes)
            {
                problems.Add(ProblemKind.TooLong, scope, new Place(file), $"{limits.TooLong} (file skipped)");
                return null;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, Math.Max(limits.RecordBytes + 1L, buffer.Length + 1L)));
            }
        }

        string text = TextDecoder.Decode(buffer.AsSpan(0, length), out long badLine);
        if (badLine > 0)
        {
            problems.Add(ProblemKind.BadEncoding, scope, new Place(file, badLine), "invalid text encoding (bad bytes replaced with U+FFFD, article kept)");
        }

        return text;
    }
}
