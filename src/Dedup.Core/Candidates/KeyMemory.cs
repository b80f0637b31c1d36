namespace Dedup.Candidates;

/// <summary>Where one thread puts the <see cref="KeyParts"/> of a turn, used again for the next turn: so many megabytes made anew each time would pile up until the collector comes by.</summary>
internal sealed class KeyMemory
{
    private const int EntriesInBlock = 1 << 16;

    private readonly List<ulong[]> entryBlocks = [];
    private readonly List<int[]> endBlocks = [];
    private (int Block, int Used) entries;
    private (int Block, int Used) ends;

    /// <summary>The entries of some articles, before they are dealt out.</summary>
    internal KeyEntries Entries { get; } = new();

    /// <summary>Lets all of it be used again.</summary>
    internal void Clear()
    {
        entries = default;
        ends = default;
    }

    /// <summary>Room for so many entries in so many parts.</summary>
    internal KeyParts Take(int count, int parts) => new(Take(entryBlocks, ref entries, count), Take(endBlocks, ref ends, parts));

    private static ArraySegment<T> Take<T>(List<T[]> blocks, ref (int Block, int Used) at, int count)
    {
        while (at.Block == blocks.Count || blocks[at.Block].Length - at.Used < count)
        {
            at = (Math.Min(at.Block + 1, blocks.Count), 0);
            if (at.Block == blocks.Count)
            {
                blocks.Add(GC.AllocateUninitializedArray<T>(Math.Max(EntriesInBlock, count)));
            }
        }

        ArraySegment<T> taken = new(blocks[at.Block], at.Used, count);
        at.Used += count;
        return taken;
    }
}
