namespace Dedup.Storage;

/// <summary>Checked pages of the files of one index, the latest at each place of a table of fixed size. Thread-safe without locks: a page never changes.</summary>
/// <param name="bits">Logarithm of how many pages it holds; 12, the default, makes 16 MiB.</param>
internal sealed class PageCache(int bits = 12)
{
    private readonly Page?[] pages = new Page?[1 << bits];

    internal Page? Find(ulong file, long number) => Volatile.Read(ref pages[Slot(file, number)]) is { } page && page.File == file && page.Number == number ? page : null;

    internal void Keep(Page page) => Volatile.Write(ref pages[Slot(page.File, page.Number)], page);

    private int Slot(ulong file, long number) => (int)((((ulong)number + (file * 0x9E3779B97F4A7C15)) * 0xD6E8FEB86659FD93) >> (64 - bits));

    /// <param name="File">Number of the file.</param>
    /// <param name="Number">Number of the page in it.</param>
    /// <param name="Payload">Its contents without the checksum.</param>
    internal sealed record Page(ulong File, long Number, byte[] Payload);
}
