namespace Dedup.Cli.Reading;

/// <summary>Cuts a stream into blocks of whole lines, read straight to where they are parsed.</summary>
/// <param name="stream">The lines.</param>
/// <param name="longestLine">A longer line is passed over.</param>
/// <param name="place">Where in a file the stream is; null when it gives other bytes than a file has.</param>
internal sealed class LineBlocks(Stream stream, int longestLine, long? place = null)
{
    // The beginning of the next block's first line.
    private byte[] rest = [];
    private int restLength;
    private bool atEnd;
    private long bytesRead;

    /// <summary>Where in the file the block starts that was filled last; null when that is not known.</summary>
    public long? Place { get; private set; }

    /// <summary>Fills a block.</summary>
    /// <param name="bytes">Takes the lines, and grows for a line that is longer.</param>
    /// <param name="wantsFull">Whether to wait for more lines while there is room, or to return as soon as there is one.</param>
    /// <param name="length">How many bytes are whole lines. Each ends with a line feed, but perhaps the last one of the stream. Some may still be over the limit. Set also when reading has failed.</param>
    /// <param name="isFirstPassedOver">Whether a line over the limit stood before these lines; nothing of it is among them.</param>
    /// <returns>False at the end of the stream.</returns>
    public bool TryFill(ref byte[] bytes, bool wantsFull, out int length, out bool isFirstPassedOver)
    {
        length = 0;
        isFirstPassedOver = false;
        if (bytes.Length < restLength)
        {
            bytes = new byte[Math.Max(restLength, Math.Min(2L * bytes.Length, Array.MaxLength))];
        }

        rest.AsSpan(0, restLength).CopyTo(bytes);
        int used = restLength;
        if (LineBatch.IsSparse(rest, restLength))
        {
            rest = [];
        }

        restLength = 0;
        while (!atEnd && (length == 0 || (wantsFull && used < LineBatch.FullBytes)))
        {
            if (length == 0 && used > longestLine)
            {
                used = PassOver(bytes);
                isFirstPassedOver = true;
                length = bytes.AsSpan(0, used).LastIndexOf((byte)'\n') + 1;
                break;
            }

            if (used == bytes.Length)
            {
                // One byte above the limit is enough to know that a line is too long.
                Array.Resize(ref bytes, (int)Math.Min(2L * bytes.Length, Math.Max(longestLine + 1L, bytes.Length + 1L)));
            }

            // A buffer that grew for a long line is not filled with short ones.
            int count = stream.Read(bytes, used, (used < LineBatch.FullBytes ? LineBatch.FullBytes : bytes.Length) - used);
            atEnd = count == 0;
            bytesRead += count;
            int lines = bytes.AsSpan(used, count).LastIndexOf((byte)'\n') + 1;
            length = lines > 0 ? used + lines : length;
            used += count;
        }

        Place = place + bytesRead - used;
        if (atEnd)
        {
            length = used;
        }
        else
        {
            Keep(bytes.AsSpan(length, used - length));
        }

        return length > 0 || isFirstPassedOver;
    }

    /// <summary>Reads to the end of the line; returns how many bytes of what follows are there.</summary>
    private int PassOver(byte[] buffer)
    {
        while (true)
        {
            int count = stream.Read(buffer, 0, buffer.Length);
            int end = buffer.AsSpan(0, count).IndexOf((byte)'\n');
            bytesRead += count;
            if (count == 0 || end >= 0)
            {
                atEnd = count == 0;
                buffer.AsSpan(end + 1, count - end - 1).CopyTo(buffer);
                return atEnd ? 0 : count - end - 1;
            }
        }
    }

    private void Keep(ReadOnlySpan<byte> start)
    {
        if (rest.Length < start.Length)
        {
            rest = new byte[start.Length];
        }

        start.CopyTo(rest);
        restLength = start.Length;
    }
}
