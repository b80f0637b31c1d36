using System.Buffers.Binary;

namespace Dedup.Storage;

/// <summary>What the table of slots says of one slot: where its article starts, and what is asked of many articles at once. Immutable.</summary>
/// <param name="Start">Start of the article, from the start of all articles; it ends where the next slot starts.</param>
/// <param name="IsPresent">Whether there is an article.</param>
/// <param name="LowHashes">How many hashes of its sketch lie below the bound that every sketch reaches, at most 255.</param>
/// <param name="Date">When it appeared, in ticks of UTC; <see cref="NoDate"/> when that is not known.</param>
internal readonly record struct SegmentSlot(long Start, bool IsPresent, byte LowHashes, long Date)
{
    internal const int Bytes = 16;
    internal const long NoDate = long.MinValue;
    private const int StartBytes = 6;

    internal void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, Start);
        destination[StartBytes] = (byte)(IsPresent ? 1 : 0);
        destination[StartBytes + 1] = LowHashes;
        BinaryPrimitives.WriteInt64LittleEndian(destination[(StartBytes + 2)..], Date);
    }

    internal static SegmentSlot Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt64LittleEndian(source) & ((1L << (8 * StartBytes)) - 1),
        source[StartBytes] != 0,
        source[StartBytes + 1],
        BinaryPrimitives.ReadInt64LittleEndian(source[(StartBytes + 2)..]));
}
