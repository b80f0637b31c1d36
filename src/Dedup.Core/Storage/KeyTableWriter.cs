using System.Buffers.Binary;

namespace Dedup.Storage;

/// <summary>Writes the entries of one table in ascending order of key and value. Keeps about 2 MB in memory, whatever their number. One thread at a time.</summary>
internal sealed class KeyTableWriter
{
    private const int FlushBytes = 1 << 16;
    private readonly PageWriter file;
    private readonly KeyTableShape shape;
    private readonly KeyTablePart[] parts;
    private readonly int partShift;
    private readonly int bucketShift;
    private readonly int restBits;
    private readonly int entryBits;
    private readonly int lowBits;
    private readonly ulong bucketMask;
    private readonly ulong tagMask;
    private readonly PostingCap cap;
    private readonly uint[] directory;
    private readonly BitSink entries = new();
    private readonly BitSink tags = new();
    private int part;
    private int bucket;
    private uint count;
    private ulong lastTag;

    /// <param name="file">Where it goes.</param>
    /// <param name="most">At least as many entries as will come; few more, or the buckets will be too small.</param>
    /// <param name="valueBits">Bits of a value.</param>
    /// <param name="cap">Which entries of a key stay.</param>
    internal KeyTableWriter(PageWriter file, long most, int valueBits, PostingCap cap)
    {
        this.file = file;
        this.cap = cap;
        shape = KeyTableShape.Cut(most, valueBits);
        parts = shape.Parts;
        restBits = shape.RestBits;
        entryBits = shape.EntryBits;
        lowBits = shape.LowBits;
        bucketShift = restBits + shape.TagBits;
        partShift = bucketShift + shape.BucketBits;
        bucketMask = (ulong)shape.BucketCount - 1;
        tagMask = (1UL << shape.TagBits) - 1;
        directory = new uint[2 * (shape.BucketCount + 1)];
        parts[0] = parts[0] with { Start = file.Position };
    }

    internal void Add(ulong key, ulong value)
    {
        System.Diagnostics.Debug.Assert(key >= cap.Key, "Entries come in order.");
        if (key != cap.Key)
        {
            WriteRun(key);
        }

        cap.Add(value);
    }

    /// <summary>Writes what is left; then the shape says where everything lies.</summary>
    internal KeyTableShape Finish()
    {
        WriteRun(0);
        while (part < parts.Length)
        {
            EndPart();
        }

        return shape;
    }

    /// <summary>Writes the entries of the key before, and begins those of the next.</summary>
    private void WriteRun(ulong next)
    {
        foreach (ulong value in cap.Kept)
        {
            Write(cap.Key, value);
        }

        cap.Begin(next);
    }

    private void Write(ulong key, ulong value)
    {
        while (part < (int)(key >> partShift))
        {
            EndPart();
        }

        EndBuckets((int)((key >> bucketShift) & bucketMask));
        ulong tag = (key >> restBits) & tagMask;
        tags.WriteRice(tag - lastTag, lowBits);
        lastTag = tag;
        entries.Write((key & ((1UL << restBits) - 1)) | (value << restBits), entryBits);
        count = checked(count + 1);
        if (entries.Full.Length >= FlushBytes)
        {
            file.Write(entries.Full);
            entries.Clear();
        }
    }

    private void EndBuckets(int own)
    {
        while (bucket < own)
        {
            bucket++;
            directory[2 * bucket] = count;
            directory[(2 * bucket) + 1] = checked((uint)tags.Bits);
            lastTag = 0;
        }
    }

    private void EndPart()
    {
        EndBuckets(shape.BucketCount);
        entries.EndByte();
        file.Write(entries.Full);
        entries.Clear();
        tags.EndByte();
        file.Write(tags.Full);
        parts[part] = parts[part] with { Count = count, TagBytes = (uint)tags.Full.Length };
        tags.Clear();
        Span<byte> place = stackalloc byte[sizeof(uint)];
        foreach (uint number in directory)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(place, number);
            file.Write(place);
        }

        part++;
        bucket = 0;
        count = 0;
        lastTag = 0;
        if (part < parts.Length)
        {
            parts[part] = parts[part] with { Start = file.Position };
        }
    }
}
