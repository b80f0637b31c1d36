using System.Numerics;

namespace Dedup.Storage;

/// <summary>Where a table of keys lies in the payload of its file, and how its entries are cut. Immutable.</summary>
/// <remarks>
/// Entries are sorted by key, then by slot. The leading <see cref="BucketBits"/> of a key choose its bucket, and the entry holds the others, the tag, and the slot, each in as few bytes
/// as will do. The directory has the index of the first entry of each bucket, and one more for the end, in four bytes each.
/// </remarks>
internal sealed record KeyTableShape
{
    private const int EntriesPerBucket = 64;
    private const int MostBucketBits = 26;

    internal required long Entries { get; init; }

    internal required uint Count { get; init; }

    internal required long Directory { get; init; }

    internal required int BucketBits { get; init; }

    internal required int SlotBytes { get; init; }

    internal int TagBits => StoredKeys.Bits - BucketBits;

    internal int TagBytes => (TagBits + 7) / 8;

    internal int EntryBytes => TagBytes + SlotBytes;

    internal long BucketCount => 1L << BucketBits;

    /// <summary>Bytes of payload of entries and directory.</summary>
    internal long Bytes => (Count * (long)EntryBytes) + ((BucketCount + 1) * sizeof(uint));

    /// <summary>The cut for about so many entries that point to so many slots.</summary>
    internal static (int BucketBits, int SlotBytes) Cut(long entries, int slots) =>
        (Math.Min(MostBucketBits, BitOperations.Log2((ulong)Math.Max(1, entries / EntriesPerBucket))), (BitOperations.Log2((uint)Math.Max(1, slots - 1)) / 8) + 1);

    internal void Write(ByteSink sink)
    {
        sink.Write(Entries);
        sink.Write(Count);
        sink.Write(Directory);
        sink.Write((byte)BucketBits);
        sink.Write((byte)SlotBytes);
    }

    internal static KeyTableShape Read(ref ByteSource source)
    {
        KeyTableShape shape = new()
        {
            Entries = source.ReadInt64(),
            Count = source.ReadUInt32(),
            Directory = source.ReadInt64(),
            BucketBits = source.ReadByte(),
            SlotBytes = source.ReadByte(),
        };
        return shape.BucketBits <= MostBucketBits && shape.SlotBytes is >= 1 and <= 4
            ? shape
            : throw new InvalidDataException($"A table cannot have {shape.BucketBits} bucket bits and {shape.SlotBytes} slot bytes.");
    }
}
