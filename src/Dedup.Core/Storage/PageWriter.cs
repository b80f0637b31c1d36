using System.Buffers.Binary;

namespace Dedup.Storage;

/// <summary>Writes a paged file from its start to its end. One thread at a time.</summary>
internal sealed class PageWriter(IStorageWriter file, ulong number) : IDisposable
{
    // Fewer and larger writes; a multiple of the page.
    private readonly byte[] buffer = new byte[64 * PageFormat.PageBytes];
    private int pageStart;
    private int inPage;
    private long page;

    /// <summary>Bytes of payload written so far.</summary>
    internal long Position => (page * PageFormat.PayloadBytes) + inPage;

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int count = Math.Min(bytes.Length, PageFormat.PayloadBytes - inPage);
            bytes[..count].CopyTo(buffer.AsSpan(pageStart + inPage));
            inPage += count;
            bytes = bytes[count..];
            if (inPage == PageFormat.PayloadBytes)
            {
                ClosePage();
            }
        }
    }

    /// <summary>Ends the last page and returns the file's length once it is durable.</summary>
    internal long Finish()
    {
        long payload = Position;
        if (inPage > 0)
        {
            ClosePage();
        }

        Flush();
        file.Sync();
        return PageFormat.FileBytes(payload);
    }

    public void Dispose() => file.Dispose();

    private void ClosePage()
    {
        Span<byte> place = buffer.AsSpan(pageStart);
        BinaryPrimitives.WriteUInt32LittleEndian(place[inPage..], PageFormat.Checksum(number, page, place[..inPage]));
        pageStart += inPage + PageFormat.ChecksumBytes;
        page++;
        inPage = 0;
        if (pageStart == buffer.Length)
        {
            Flush();
        }
    }

    private void Flush()
    {
        file.Write(buffer.AsSpan(0, pageStart));
        pageStart = 0;
    }
}
