using System.Buffers.Binary;

namespace Dedup.Storage;

/// <summary>Goes through all entries of a table in order and reads past the cache, a part at a time: about 5 MB. One thread at a time.</summary>
internal sealed class KeyTableCursor(PagedFile file, KeyTableShape shape)
{
    private readonly int restBits = shape.RestBits;
    private readonly int entryBits = shape.EntryBits;
    private readonly int lowBits = shape.LowBits;
    private byte[] entries = [];
    private byte[] tags = [];
    private byte[] directory = [];
    private int part = -1;
    private uint partEnd;
    private int bucket;
    private uint index;
    private uint bucketEnd;
    private ulong bucketStart;
    private ulong tag;
    private long entryBit;
    private long tagBit;

    internal ulong Key { get; private set; }

    internal ulong Value { get; private set; }

    /// <summary>Goes to the next entry; false when there is none.</summary>
    /// <exception cref="InvalidDataException">The table is damaged.</exception>
    internal bool MoveNext()
    {
        while (index == partEnd)
        {
            if (++part == shape.Parts.Length)
            {
                part--;
                return false;
            }

            LoadPart();
        }

        while (index == bucketEnd)
        {
            EnterBucket(bucket + 1);
        }

        BitSource tagSource = new(tags, tagBit);
        tag += tagSource.ReadRice(lowBits);
        tagBit = tagSource.Bit;
        ulong entry = new BitSource(entries, entryBit).Read(entryBits);
        entryBit += entryBits;
        Value = entry >> restBits;
        Key = ((bucketStart + tag) << restBits) | (entry & ((1UL << restBits) - 1));
        index++;
        return true;
    }

    private void LoadPart()
    {
        KeyTablePart loaded = shape.Parts[part];
        index = 0;
        partEnd = loaded.Count;
        if (loaded.Count == 0)
        {
            return;
        }

        entries = Load(entries, loaded.Start, shape.TagsOf(loaded));
        tags = Load(tags, shape.TagsOf(loaded), shape.DirectoryOf(loaded));
        directory = Load(directory, shape.DirectoryOf(loaded), shape.EndOf(loaded));
        entryBit = 0;
        EnterBucket(0);
    }

    private void EnterBucket(int number)
    {
        if (number == shape.BucketCount)
        {
            throw file.Damaged(shape.DirectoryOf(shape.Parts[part]), "the directory of a table is out of order");
        }

        bucket = number;
        bucketStart = shape.BucketStart(part, number);
        ReadOnlySpan<byte> place = directory.AsSpan(number * KeyTablePart.DirectoryBytes);
        tagBit = BinaryPrimitives.ReadUInt32LittleEndian(place[sizeof(uint)..]);
        bucketEnd = BinaryPrimitives.ReadUInt32LittleEndian(place[KeyTablePart.DirectoryBytes..]);
        tag = 0;
        if (bucketEnd < index || bucketEnd > shape.Parts[part].Count || BinaryPrimitives.ReadUInt32LittleEndian(place) != index)
        {
            throw file.Damaged(shape.DirectoryOf(shape.Parts[part]), "the directory of a table is out of order");
        }
    }

    private byte[] Load(byte[] buffer, long start, long end)
    {
        int length = checked((int)(end - start));
        buffer = buffer.Length >= length ? buffer : new byte[length];
        file.ReadThrough(start, buffer.AsSpan(0, length));
        return buffer;
    }
}
