using System.Buffers.Binary;

namespace Dedup.Storage;

/// <summary>Writes the entries of one table in ascending order of key and slot. One thread at a time.</summary>
internal sealed class KeyTableWriter
{
    private readonly PageWriter file;
    private readonly KeyTableShape shape;
    private readonly int mostPerKey;
    private readonly uint[] directory;
    private long bucket;
    private uint count;
    private ulong lastKey = ulong.MaxValue;
    private int ofLastKey;

    /// <param name="file">Where it goes.</param>
    /// <param name="most">At least as many entries as will come; few more, or the buckets will be too small.</param>
    /// <param name="slots">How many slots the segment has.</param>
    /// <param name="mostPerKey">How many entries a key keeps, the first ones.</param>
    internal KeyTableWriter(PageWriter file, long most, int slots, int mostPerKey)
    {
        if (most > uint.MaxValue)
        {
            throw new NotSupportedException($"A segment holds at most {uint.MaxValue} entries in a table, not {most}.");
        }

        this.file = file;
        this.mostPerKey = mostPerKey;
        (int bucketBits, int slotBytes) = KeyTableShape.Cut(most, slots);
        shape = new KeyTableShape { Entries = file.Position, Count = 0, Directory = 0, BucketBits = bucketBits, SlotBytes = slotBytes };
        directory = new uint[shape.BucketCount + 1];
    }

    internal void Add(ulong key, int slot)
    {
        System.Diagnostics.Debug.Assert(lastKey == ulong.MaxValue || key >= lastKey, "Entries come in order.");
        ofLastKey = key == lastKey ? ofLastKey + 1 : 1;
        lastKey = key;
        if (ofLastKey > mostPerKey)
        {
            return;
        }

        for (long own = (long)(key >> shape.TagBits); bucket < own;)
        {
            directory[++bucket] = count;
        }

        Span<byte> entry = stackalloc byte[2 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(entry, key & ((1UL << shape.TagBits) - 1));
        BinaryPrimitives.WriteUInt32LittleEndian(entry[shape.TagBytes..], (uint)slot);
        file.Write(entry[..shape.EntryBytes]);
        count++;
    }

    /// <summary>Writes the directory.</summary>
    internal KeyTableShape Finish()
    {
        while (bucket < shape.BucketCount)
        {
            directory[++bucket] = count;
        }

        long place = file.Position;
        Span<byte> start = stackalloc byte[sizeof(uint)];
        foreach (uint first in directory)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(start, first);
            file.Write(start);
        }

        return shape with { Count = count, Directory = place };
    }
}
