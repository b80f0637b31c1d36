using System.Buffers.Binary;

namespace Dedup.Storage;

/// <summary>What the table of slots says of one slot: where record and text start, and what is asked of many articles at once. Immutable.</summary>
/// <param name="Record">Start of the record, from the start of all records.</param>
/// <param name="Text">Start of the text, from the start of all texts.</param>
/// <param name="IsPresent">Whether there is an article.</param>
/// <param name="LowHashes">How many hashes of its sketch lie below the bound that every sketch reaches, at most 255.</param>
/// <param name="Date">When it appeared, in ticks of UTC; <see cref="NoDate"/> when that is not known.</param>
internal readonly record struct SegmentSlot(long Record, long Text, bool IsPresent, byte LowHashes, long Date)
{
    internal const int Bytes = 24;
    internal const long NoDate = long.MinValue;

    internal void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, Record);
        BinaryPrimitives.WriteInt64LittleEndian(destination[6..], Text);
        destination[12] = (byte)(IsPresent ? 1 : 0);
        destination[13] = LowHashes;
        destination[14..16].Clear();
        BinaryPrimitives.WriteInt64LittleEndian(destination[16..], Date);
    }

    internal static SegmentSlot Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt64LittleEndian(source) & 0xFFFFFFFFFFFF,
        BinaryPrimitives.ReadInt64LittleEndian(source[6..]) & 0xFFFFFFFFFFFF,
        source[12] != 0,
        source[13],
        BinaryPrimitives.ReadInt64LittleEndian(source[16..]));
}
