using Microsoft.Win32.SafeHandles;

namespace Dedup.Cli.Reading;

/// <summary>Reads files at any place, and some more of one that is read from front to back: of short texts that follow each other, one call of the operating system brings many. One per thread.</summary>
internal sealed class ReadAhead
{
    private const int Window = 1 << 16;

    /// <summary>What lies between two texts that follow each other, the other fields of a record, is mostly less.</summary>
    private const int MostBetween = 1 << 12;

    private readonly byte[] window = new byte[Window];
    private SafeFileHandle? file;
    private long start;
    private int length;
    private long lastEnd;

    /// <summary>Reads from a place on.</summary>
    /// <param name="from">The file.</param>
    /// <param name="bytes">Receives them.</param>
    /// <param name="place">Where the first one is.</param>
    /// <returns>How many there were, as of <see cref="RandomAccess.Read(SafeFileHandle, Span{byte}, long)"/>: 0 only where the file ends.</returns>
    public int Read(SafeFileHandle from, Span<byte> bytes, long place)
    {
        if (file != from)
        {
            (file, length, lastEnd) = (from, 0, long.MaxValue);
        }

        long between = place - lastEnd;
        lastEnd = place + bytes.Length;
        if (!Holds(place, bytes.Length) && between is >= 0 and <= MostBetween && bytes.Length <= Window / 2)
        {
            (start, length) = (place, RandomAccess.Read(from, window, place));
        }

        if (Holds(place, bytes.Length))
        {
            window.AsSpan((int)(place - start), bytes.Length).CopyTo(bytes);
            return bytes.Length;
        }

        return RandomAccess.Read(from, bytes, place);
    }

    private bool Holds(long place, int bytes) => place >= start && place + bytes <= start + length;
}
