using System.Numerics;

namespace Dedup.Storage;

/// <summary>Where a table of keys lies in the payload of its file, and how its entries are cut. Immutable.</summary>
/// <remarks>
/// <para>
/// Entries are sorted by key, then by value. The leading <see cref="PartBits"/> of a key choose its part, the next <see cref="BucketBits"/> its bucket in the part, the next
/// <see cref="TagBits"/> are its tag and the others its rest. Each part has, one after the other: the rests and values, in a fixed number of bits; the tags of each bucket, ascending,
/// as the Rice codes of their differences; and a directory of the buckets.
/// </para>
/// <para>
/// So whether a key is there at all is seen from directory and tags, about 9 bits an entry, except once in a hundred times; and it is the other pages, three times as many, that
/// most questions never touch.
/// </para>
/// </remarks>
internal sealed record KeyTableShape
{
    private const int EntriesPerPart = 1 << 20;
    private const int EntriesPerBucket = 64;
    private const int MostTagBits = 13;
    private const int MostPartBits = 12;

    internal required int PartBits { get; init; }

    internal required int BucketBits { get; init; }

    /// <summary>Of the difference of two tags, the bits that are not written in unary.</summary>
    internal required int LowBits { get; init; }

    internal required int ValueBits { get; init; }

    internal required KeyTablePart[] Parts { get; init; }

    internal int TagBits => Math.Min(MostTagBits, StoredKeys.Bits - PartBits - BucketBits);

    internal int RestBits => StoredKeys.Bits - PartBits - BucketBits - TagBits;

    /// <summary>Bits of a rest and a value.</summary>
    internal int EntryBits => RestBits + ValueBits;

    internal int BucketCount => 1 << BucketBits;

    /// <summary>Entries of all parts.</summary>
    internal long Count => Parts.Sum(static part => (long)part.Count);

    /// <summary>The cut for about so many entries, fewer rather than more, with values of so many bits.</summary>
    internal static KeyTableShape Cut(long entries, int valueBits)
    {
        int partBits = Math.Min(MostPartBits, LogUp(entries, EntriesPerPart));
        long perPart = Math.Max(1, entries >> partBits);
        int bucketBits = BitOperations.Log2((ulong)Math.Max(1, perPart / EntriesPerBucket));
        KeyTableShape shape = new() { PartBits = partBits, BucketBits = bucketBits, LowBits = 0, ValueBits = valueBits, Parts = new KeyTablePart[1 << partBits] };
        return shape with { LowBits = Math.Max(0, shape.TagBits - BitOperations.Log2((ulong)Math.Max(1, perPart >> bucketBits))) };
    }

    internal int PartOf(ulong key) => (int)(key >> (StoredKeys.Bits - PartBits));

    internal int BucketOf(ulong key) => (int)(key >> (TagBits + RestBits)) & (BucketCount - 1);

    internal ulong TagOf(ulong key) => (key >> RestBits) & ((1UL << TagBits) - 1);

    internal ulong RestOf(ulong key) => key & ((1UL << RestBits) - 1);

    /// <summary>What the keys of a bucket are above their rests when the tag is 0.</summary>
    internal ulong BucketStart(int part, int bucket) => (((ulong)part << BucketBits) | (uint)bucket) << TagBits;

    /// <summary>Start of the tags of a part.</summary>
    internal long TagsOf(KeyTablePart part) => part.Start + ((((long)part.Count * EntryBits) + 7) / 8);

    /// <summary>Start of the directory of a part.</summary>
    internal long DirectoryOf(KeyTablePart part) => TagsOf(part) + part.TagBytes;

    /// <summary>End of a part.</summary>
    internal long EndOf(KeyTablePart part) => DirectoryOf(part) + ((BucketCount + 1L) * KeyTablePart.DirectoryBytes);

    internal void Write(ByteSink sink)
    {
        sink.Write((byte)PartBits);
        sink.Write((byte)BucketBits);
        sink.Write((byte)LowBits);
        sink.Write((byte)ValueBits);
        foreach (KeyTablePart part in Parts)
        {
            sink.Write(part.Start);
            sink.Write(part.Count);
            sink.Write(part.TagBytes);
        }
    }

    internal static KeyTableShape Read(ref ByteSource source)
    {
        KeyTableShape shape = new() { PartBits = source.ReadByte(), BucketBits = source.ReadByte(), LowBits = source.ReadByte(), ValueBits = source.ReadByte(), Parts = [] };
        if (shape.PartBits > MostPartBits || shape.BucketBits > 24 || shape.LowBits > MostTagBits || shape.ValueBits is 0 or > 40 || shape.EntryBits > 64)
        {
            throw new InvalidDataException($"A table cannot have {shape.PartBits} part bits, {shape.BucketBits} bucket bits and {shape.ValueBits} value bits.");
        }

        KeyTablePart[] parts = new KeyTablePart[1 << shape.PartBits];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = new KeyTablePart(source.ReadInt64(), source.ReadUInt32(), source.ReadUInt32());
        }

        return shape with { Parts = parts };
    }

    private static int LogUp(long entries, long perPart) => entries <= perPart ? 0 : BitOperations.Log2((ulong)((entries - 1) / perPart)) + 1;
}

/// <summary>One part of a table: the entries whose keys begin alike.</summary>
/// <param name="Start">Where it starts in the payload.</param>
/// <param name="Count">How many entries it has.</param>
/// <param name="TagBytes">Bytes of their tags.</param>
internal readonly record struct KeyTablePart(long Start, uint Count, uint TagBytes)
{
    /// <summary>Of each bucket, and of the end: the index of its first entry and the bit at which its tags start, four bytes each.</summary>
    internal const int DirectoryBytes = 2 * sizeof(uint);
}
