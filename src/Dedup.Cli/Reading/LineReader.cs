namespace Dedup.Cli.Reading;

/// <summary>Cuts a stream of bytes into lines.</summary>
internal sealed class LineReader(Stream stream, int longestLine) : RecordCutter
{
    private const int FirstBufferBytes = 128 * 1024;

    private byte[] buffer = new byte[FirstBufferBytes];
    private int start;
    private int end;
    private bool atEnd;

    /// <summary>Reads the next line. Without its line feed; a carriage return stays, as it is white space to JSON.</summary>
    /// <param name="line">The line, valid until the next call. Empty when it is too long.</param>
    /// <param name="tooLong">Whether the line is over the limit; it has been passed over.</param>
    /// <returns>False at the end of the stream.</returns>
    public override bool TryRead(out ReadOnlySpan<byte> line, out bool tooLong)
    {
        Number++;
        tooLong = false;
        int searched = start;
        while (true)
        {
            int length = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                int lineEnd = searched + length;
                tooLong |= lineEnd - start > longestLine;
                line = tooLong ? default : buffer.AsSpan(start, lineEnd - start);
                start = lineEnd + 1;
                return true;
            }

            searched = end;
            tooLong |= end - start > longestLine;
            if (atEnd)
            {
                bool any = end > start || tooLong;
                line = tooLong ? default : buffer.AsSpan(start, end - start);
                start = end;
                return any;
            }

            if (tooLong)
            {
                start = searched = end = 0;
            }
            else if (start > 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                searched = end -= start;
                start = 0;
            }

            if (end == buffer.Length)
            {
                // One byte above the limit is enough to know that a line is too long.
                Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, Math.Max(longestLine + 1L, FirstBufferBytes)));
            }

            int count = stream.Read(buffer, end, buffer.Length - end);
            atEnd = count == 0;
            end += count;
        }
    }
}
