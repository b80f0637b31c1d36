using System.Buffers.Binary;

namespace Dedup.Storage;

/// <summary>Looks up the values that are filed under a key: one read in the directory, one among the tags, and for a key that is there one among the entries. Thread-safe.</summary>
internal sealed class KeyTable
{
    private const int UsualTagBytes = 512;
    private readonly PagedFile file;
    private readonly KeyTableShape shape;

    internal KeyTable(PagedFile file, KeyTableShape shape)
    {
        this.file = file;
        this.shape = shape;
        foreach (KeyTablePart part in shape.Parts)
        {
            if (part.Start < 0 || part.TagBytes > 1 << 30 || shape.EndOf(part) > file.Length)
            {
                throw file.Damaged(file.Length, "a table lies outside the file");
            }
        }
    }

    internal KeyTableShape Shape => shape;

    /// <summary>Adds the values under a key, ascending.</summary>
    internal void Find(ulong key, List<ulong> values)
    {
        KeyTablePart part = shape.Parts[shape.PartOf(key)];
        if (part.Count == 0)
        {
            return;
        }

        long place = shape.DirectoryOf(part) + (shape.BucketOf(key) * (long)KeyTablePart.DirectoryBytes);
        Span<byte> directory = stackalloc byte[2 * KeyTablePart.DirectoryBytes];
        file.Read(place, directory);
        uint first = BinaryPrimitives.ReadUInt32LittleEndian(directory);
        uint start = BinaryPrimitives.ReadUInt32LittleEndian(directory[sizeof(uint)..]);
        uint end = BinaryPrimitives.ReadUInt32LittleEndian(directory[(2 * sizeof(uint))..]);
        uint stop = BinaryPrimitives.ReadUInt32LittleEndian(directory[(3 * sizeof(uint))..]);
        if (first > end || end > part.Count || start > stop || stop > 8L * part.TagBytes)
        {
            throw file.Damaged(place, "the directory of a table is out of order");
        }

        if (first == end)
        {
            return;
        }

        int bytes = (int)(((stop + 7) / 8) - (start / 8));
        Span<byte> tags = bytes <= UsualTagBytes ? stackalloc byte[UsualTagBytes] : new byte[bytes];
        tags = tags[..bytes];
        file.Read(shape.TagsOf(part) + (start / 8), tags);
        (uint run, uint runEnd) = FindRun(new BitSource(tags, start % 8), first, end, shape.TagOf(key));
        if (run < runEnd)
        {
            ReadEntries(part, run, runEnd, shape.RestOf(key), values);
        }
    }

    /// <summary>All entries in order, read past the cache.</summary>
    internal KeyTableCursor ReadThrough() => new(file, shape);

    /// <summary>The entries of a bucket that have a tag.</summary>
    private (uint Start, uint End) FindRun(BitSource tags, uint first, uint end, ulong wanted)
    {
        ulong tag = 0;
        for (uint entry = first; entry < end; entry++)
        {
            tag += tags.ReadRice(shape.LowBits);
            if (tag >= wanted)
            {
                uint run = entry;
                while (tag == wanted && ++entry < end)
                {
                    tag += tags.ReadRice(shape.LowBits);
                }

                return (run, entry);
            }
        }

        return (end, end);
    }

    private void ReadEntries(KeyTablePart part, uint start, uint end, ulong rest, List<ulong> values)
    {
        const int AtOnce = 64;
        Span<byte> buffer = stackalloc byte[(AtOnce * sizeof(ulong)) + 1];
        while (start < end)
        {
            int count = (int)Math.Min(AtOnce, end - start);
            long bit = start * (long)shape.EntryBits;
            Span<byte> bytes = buffer[..(int)((((bit % 8) + (count * (long)shape.EntryBits)) + 7) / 8)];
            file.Read(part.Start + (bit / 8), bytes);
            BitSource source = new(bytes, bit % 8);
            for (int i = 0; i < count; i++)
            {
                ulong entry = source.Read(shape.EntryBits);
                if ((entry & ((1UL << shape.RestBits) - 1)) == rest)
                {
                    values.Add(entry >> shape.RestBits);
                }
            }

            start += (uint)count;
        }
    }
}
