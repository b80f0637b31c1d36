namespace Dedup.Storage;

/// <summary>Checked pages of the files of one index, those that were asked for lately. Thread-safe without locks: a page never changes.</summary>
/// <remarks>A page has four places, and takes that of the first, from a random one on, that was not asked for since it was last passed over (the second-chance rule): reading many pages once leaves those that every question asks for.</remarks>
internal sealed class PageCache
{
    private const int Ways = 4;

    /// <summary>Bytes of memory for a page: its contents and what the runtime adds.</summary>
    private const int BytesAPage = 4224;

    private readonly Page?[] pages;
    private readonly uint sets;

    /// <param name="bytes">How much memory to use at most; there is room for four pages in any case.</param>
    internal PageCache(long bytes)
    {
        sets = (uint)Math.Clamp(bytes / (BytesAPage * Ways), 1, 1 << 26);
        pages = new Page?[sets * Ways];
    }

    internal Page? Find(ulong file, long number)
    {
        int start = Set(file, number);
        for (int way = start; way < start + Ways; way++)
        {
            if (Volatile.Read(ref pages[way]) is { } page && page.Number == number && page.File == file)
            {
                page.WasAsked = true;
                return page;
            }
        }

        return null;
    }

    internal void Keep(Page page)
    {
        int start = Set(page.File, page.Number);
        int first = (int)(page.Number % Ways);
        for (int i = 0; i < Ways; i++)
        {
            int way = start + ((first + i) % Ways);
            if (Volatile.Read(ref pages[way]) is not { WasAsked: true } before)
            {
                Volatile.Write(ref pages[way], page);
                return;
            }

            before.WasAsked = false;
        }

        Volatile.Write(ref pages[start + first], page);
    }

    private int Set(ulong file, long number)
    {
        ulong mixed = ((ulong)number + (file * 0x9E3779B97F4A7C15)) * 0xD6E8FEB86659FD93;
        return (int)(((mixed >> 32) * sets) >> 32) * Ways;
    }

    /// <param name="file">Number of the file.</param>
    /// <param name="number">Number of the page in it.</param>
    /// <param name="payload">Its contents without the checksum.</param>
    internal sealed class Page(ulong file, long number, byte[] payload)
    {
        internal ulong File => file;

        internal long Number => number;

        internal byte[] Payload => payload;

        /// <summary>Whether it was asked for since it was last passed over. A write that is lost costs a read.</summary>
        internal bool WasAsked { get; set; }
    }
}
