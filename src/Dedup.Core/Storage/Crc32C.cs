using System.Buffers.Binary;
using System.Numerics;

namespace Dedup.Storage;

/// <summary>The CRC-32C checksum (Castagnoli, Brauer and Herrmann 1993; the parameters of RFC 3720): detects every error of up to 32 adjacent bits, and three flipped bits anywhere in a page.</summary>
internal static class Crc32C
{
    internal const uint Start = uint.MaxValue;

    /// <summary>The checksum of some bytes.</summary>
    internal static uint Compute(ReadOnlySpan<byte> bytes) => ~Append(Start, bytes);

    /// <summary>Goes on with a running value, which is the checksum's complement.</summary>
    internal static uint Append(uint running, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            running = BitOperations.Crc32C(running, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte value in bytes)
        {
            running = BitOperations.Crc32C(running, value);
        }

        return running;
    }
}
