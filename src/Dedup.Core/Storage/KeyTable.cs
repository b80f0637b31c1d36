using System.Buffers.Binary;

namespace Dedup.Storage;

/// <summary>Looks up the slots that are filed under a key: one read in the directory and a few in the bucket, which is a few hundred bytes long. Thread-safe.</summary>
internal sealed class KeyTable
{
    private readonly PagedFile file;
    private readonly KeyTableShape shape;

    internal KeyTable(PagedFile file, KeyTableShape shape)
    {
        this.file = file;
        this.shape = shape;
        if (shape.Entries < 0 || shape.Directory < 0 || shape.Entries + shape.Bytes > file.Length || shape.Directory + ((shape.BucketCount + 1) * sizeof(uint)) > file.Length)
        {
            throw file.Damaged(file.Length, "a table lies outside the file");
        }
    }

    internal KeyTableShape Shape => shape;

    /// <summary>The slots under a key, ascending.</summary>
    internal Matches this[ulong key]
    {
        get
        {
            if (shape.Count == 0)
            {
                return default;
            }

            ulong tag = key & ((1UL << shape.TagBits) - 1);
            (uint first, uint end) = ReadBucket((long)(key >> shape.TagBits));
            uint low = first;
            uint high = end;
            while (low < high)
            {
                uint middle = low + ((high - low) / 2);
                if (ReadEntry(middle).Tag < tag)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return new Matches(this, tag, low, end);
        }
    }

    /// <summary>All entries in order, read past the cache.</summary>
    internal IEnumerable<(ulong Key, int Slot)> ReadThrough()
    {
        const int AtOnce = 16 * 1024;
        byte[] entries = new byte[AtOnce * shape.EntryBytes];
        byte[] directory = new byte[(shape.BucketCount + 1) * sizeof(uint)];
        file.ReadThrough(shape.Directory, directory);
        long bucket = 0;
        for (uint done = 0; done < shape.Count; done += AtOnce)
        {
            int count = (int)Math.Min(AtOnce, shape.Count - done);
            file.ReadThrough(shape.Entries + (done * (long)shape.EntryBytes), entries.AsSpan(0, count * shape.EntryBytes));
            for (int i = 0; i < count; i++)
            {
                while (bucket + 1 < shape.BucketCount && BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan((int)(bucket + 1) * sizeof(uint))) <= done + i)
                {
                    bucket++;
                }

                (ulong tag, int slot) = Parse(entries.AsSpan(i * shape.EntryBytes, shape.EntryBytes));
                yield return (((ulong)bucket << shape.TagBits) | tag, slot);
            }
        }
    }

    private (uint First, uint End) ReadBucket(long bucket)
    {
        Span<byte> bounds = stackalloc byte[2 * sizeof(uint)];
        file.Read(shape.Directory + (bucket * sizeof(uint)), bounds);
        uint first = BinaryPrimitives.ReadUInt32LittleEndian(bounds);
        uint end = BinaryPrimitives.ReadUInt32LittleEndian(bounds[sizeof(uint)..]);
        return first <= end && end <= shape.Count ? (first, end) : throw file.Damaged(shape.Directory + (bucket * sizeof(uint)), "the directory of a table is out of order");
    }

    private (ulong Tag, int Slot) ReadEntry(uint index)
    {
        Span<byte> entry = stackalloc byte[2 * sizeof(ulong)];
        file.Read(shape.Entries + (index * (long)shape.EntryBytes), entry[..shape.EntryBytes]);
        return Parse(entry[..shape.EntryBytes]);
    }

    private (ulong Tag, int Slot) Parse(ReadOnlySpan<byte> entry)
    {
        ulong tag = 0;
        for (int i = shape.TagBytes - 1; i >= 0; i--)
        {
            tag = (tag << 8) | entry[i];
        }

        uint slot = 0;
        for (int i = shape.EntryBytes - 1; i >= shape.TagBytes; i--)
        {
            slot = (slot << 8) | entry[i];
        }

        return (tag, (int)slot);
    }

    /// <summary>The slots under one key.</summary>
    internal struct Matches
    {
        private readonly KeyTable? table;
        private readonly ulong tag;
        private readonly uint end;
        private uint next;

        internal Matches(KeyTable table, ulong tag, uint next, uint end)
        {
            this.table = table;
            this.tag = tag;
            this.next = next;
            this.end = end;
        }

        public int Current { get; private set; }

        public readonly Matches GetEnumerator() => this;

        public bool MoveNext()
        {
            if (table is null || next == end || table.ReadEntry(next) is var entry && entry.Tag != tag)
            {
                return false;
            }

            Current = entry.Slot;
            next++;
            return true;
        }
    }
}
