namespace Dedup.Storage;

/// <summary>Reads a file in one direction, much at a time, past the cache. One thread at a time.</summary>
internal sealed class PayloadWindow(PagedFile file)
{
    private const int WindowBytes = 64 * PageFormat.PayloadBytes;
    private byte[] window = new byte[WindowBytes];
    private long start;
    private int filled;

    /// <summary>Some payload; valid until the next call.</summary>
    internal ReadOnlySpan<byte> Read(long offset, int length)
    {
        if (offset < start || offset + length > start + filled)
        {
            int wanted = (int)Math.Max(length, Math.Min(WindowBytes, file.Length - offset));
            if (window.Length < wanted)
            {
                window = new byte[wanted];
            }

            filled = 0;
            file.ReadThrough(offset, window.AsSpan(0, wanted));
            start = offset;
            filled = wanted;
        }

        return window.AsSpan((int)(offset - start), length);
    }
}
