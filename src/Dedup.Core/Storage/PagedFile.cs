using System.Buffers;

namespace Dedup.Storage;

/// <summary>Reads the payload of a paged file at any place and checks every page it touches. Thread-safe.</summary>
/// <remarks>Positioned reads, no memory map: a map of a file that was cut short ends the process, and nothing can catch that.</remarks>
internal sealed class PagedFile : IDisposable
{
    private const int PagesAtOnce = 64;
    private readonly IStorageFile file;
    private readonly PageCache cache;
    private readonly long fileBytes;

    /// <param name="folder">Where it lies.</param>
    /// <param name="name">Its name.</param>
    /// <param name="number">Its number, which its checksums cover.</param>
    /// <param name="fileBytes">How long it must be; null when that is not known.</param>
    /// <param name="cache">Where pages are kept.</param>
    /// <exception cref="InvalidDataException">It is missing or of another length.</exception>
    internal PagedFile(IStorageFolder folder, string name, ulong number, long? fileBytes, PageCache cache)
    {
        file = folder.Open(name) ?? throw new InvalidDataException($"{System.IO.Path.Combine(folder.Path, name)}: the file is missing.");
        Path = System.IO.Path.Combine(folder.Path, name);
        Name = name;
        Number = number;
        this.cache = cache;
        this.fileBytes = file.Length;
        if (fileBytes is { } expected && expected != file.Length)
        {
            file.Dispose();
            throw new InvalidDataException($"{Path}: damaged from byte {Math.Min(expected, file.Length)} on: the file has {file.Length} bytes, not {expected}.");
        }
    }

    internal string Path { get; }

    internal string Name { get; }

    internal ulong Number { get; }

    /// <summary>Bytes on the disk.</summary>
    internal long FileBytes => fileBytes;

    /// <summary>Bytes of payload.</summary>
    internal long Length => PageFormat.Payload(fileBytes);

    private long PageCount => (fileBytes + PageFormat.PageBytes - 1) / PageFormat.PageBytes;

    /// <summary>Reads payload, by way of the cache.</summary>
    /// <exception cref="InvalidDataException">A page is damaged, or the place lies outside the file.</exception>
    internal void Read(long offset, Span<byte> destination)
    {
        CheckPlace(offset, destination.Length);
        while (!destination.IsEmpty)
        {
            (long number, long at) = Math.DivRem(offset, PageFormat.PayloadBytes);
            byte[] payload = (cache.Find(Number, number) ?? Load(number)).Payload;
            int count = Math.Min(destination.Length, payload.Length - (int)at);
            payload.AsSpan((int)at, count).CopyTo(destination);
            destination = destination[count..];
            offset += count;
        }
    }

    /// <summary>Reads payload past the cache: for whoever reads a file through.</summary>
    /// <exception cref="InvalidDataException">A page is damaged, or the place lies outside the file.</exception>
    internal void ReadThrough(long offset, Span<byte> destination)
    {
        CheckPlace(offset, destination.Length);
        byte[] pages = ArrayPool<byte>.Shared.Rent(PagesAtOnce * PageFormat.PageBytes);
        try
        {
            while (!destination.IsEmpty)
            {
                (long number, long at) = Math.DivRem(offset, PageFormat.PayloadBytes);
                long wanted = Math.Min(PagesAtOnce, ((at + destination.Length - 1) / PageFormat.PayloadBytes) + 1);
                int bytes = (int)Math.Min(wanted * PageFormat.PageBytes, fileBytes - (number * PageFormat.PageBytes));
                int read = file.Read(pages.AsSpan(0, bytes), number * PageFormat.PageBytes);
                for (int start = 0; start < bytes && !destination.IsEmpty; start += PageFormat.PageBytes, number++, at = 0)
                {
                    Span<byte> page = pages.AsSpan(start, Math.Min(PageFormat.PageBytes, bytes - start));
                    if (read < start + page.Length || !PageFormat.IsSound(Number, number, page))
                    {
                        throw Damaged(number);
                    }

                    int count = Math.Min(destination.Length, page.Length - PageFormat.ChecksumBytes - (int)at);
                    page.Slice((int)at, count).CopyTo(destination);
                    destination = destination[count..];
                    offset += count;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pages);
        }
    }

    /// <summary>The places in the file, in bytes, of all pages that are not what was written.</summary>
    internal IEnumerable<long> FindDamage()
    {
        byte[] page = new byte[PageFormat.PageBytes];
        for (long number = 0; number < PageCount; number++)
        {
            int bytes = PageBytesOf(number);
            if (file.Read(page.AsSpan(0, bytes), number * PageFormat.PageBytes) < bytes || !PageFormat.IsSound(Number, number, page.AsSpan(0, bytes)))
            {
                yield return number * PageFormat.PageBytes;
            }
        }
    }

    /// <summary>Says that what stands at a place of the payload cannot be.</summary>
    internal InvalidDataException Damaged(long offset, string what) => new($"{Path}: damaged at byte {offset / PageFormat.PayloadBytes * PageFormat.PageBytes}: {what}.");

    public void Dispose() => file.Dispose();

    private PageCache.Page Load(long number)
    {
        byte[] page = ArrayPool<byte>.Shared.Rent(PageFormat.PageBytes);
        try
        {
            Span<byte> bytes = page.AsSpan(0, PageBytesOf(number));
            if (file.Read(bytes, number * PageFormat.PageBytes) < bytes.Length || !PageFormat.IsSound(Number, number, bytes))
            {
                throw Damaged(number);
            }

            PageCache.Page loaded = new(Number, number, bytes[..^PageFormat.ChecksumBytes].ToArray());
            cache.Keep(loaded);
            return loaded;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(page);
        }
    }

    private int PageBytesOf(long number) => (int)Math.Min(PageFormat.PageBytes, fileBytes - (number * PageFormat.PageBytes));

    private void CheckPlace(long offset, int length)
    {
        if (offset < 0 || offset + length > Length)
        {
            throw Damaged(Math.Clamp(offset, 0, Length), $"{length} bytes are read at {offset} of {Length}");
        }
    }

    private InvalidDataException Damaged(long page) => new($"{Path}: damaged at byte {page * PageFormat.PageBytes}: the page's checksum is wrong.");
}
