namespace Dedup.Candidates;

/// <summary>Where one thread puts the <see cref="KeyParts"/> of a turn, used again for the next turn: so many megabytes made anew each time would pile up until the collector comes by.</summary>
internal sealed class KeyMemory
{
    private const int EntriesInBlock = 1 << 16;

    private readonly List<(uint[] Keys, int[] Articles)> blocks = [];
    private readonly List<int[]> endBlocks = [];
    private (int Block, int Used) entries;
    private (int Block, int Used) ends;

    /// <summary>The entries of one article or a few, before they are dealt out.</summary>
    internal KeyEntries Entries { get; } = new();

    /// <summary>Lets all of it be used again.</summary>
    internal void Clear()
    {
        entries = default;
        ends = default;
    }

    /// <summary>Room for so many entries in so many parts.</summary>
    internal KeyParts Take(int count, int parts)
    {
        while (entries.Block == blocks.Count || blocks[entries.Block].Keys.Length - entries.Used < count)
        {
            entries = Next(entries, blocks, () => (Make<uint>(count), Make<int>(count)));
        }

        while (ends.Block == endBlocks.Count || endBlocks[ends.Block].Length - ends.Used < parts)
        {
            ends = Next(ends, endBlocks, () => Make<int>(parts));
        }

        (uint[] keys, int[] articles) = blocks[entries.Block];
        KeyParts taken = new(new(keys, entries.Used, count), new(articles, entries.Used, count), new(endBlocks[ends.Block], ends.Used, parts));
        entries.Used += count;
        ends.Used += parts;
        return taken;
    }

    /// <summary>The block behind this one, or a new one behind the last.</summary>
    private static (int Block, int Used) Next<TBlock>((int Block, int Used) at, List<TBlock> all, Func<TBlock> make)
    {
        if (at.Block < all.Count)
        {
            at.Block++;
        }

        if (at.Block == all.Count)
        {
            all.Add(make());
        }

        return (at.Block, 0);
    }

    private static TElement[] Make<TElement>(int least) => GC.AllocateUninitializedArray<TElement>(Math.Max(EntriesInBlock, least));
}
