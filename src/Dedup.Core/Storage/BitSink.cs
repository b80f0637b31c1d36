using System.Buffers.Binary;

namespace Dedup.Storage;

/// <summary>Collects numbers of any width in bits, the lowest bit of each first. One thread at a time.</summary>
internal sealed class BitSink
{
    private byte[] bytes = new byte[1024];
    private int filled;
    private ulong rest;
    private int restBits;

    /// <summary>Bits written so far.</summary>
    internal long Bits => (8L * filled) + restBits;

    /// <summary>The bytes that are full.</summary>
    internal ReadOnlySpan<byte> Full => bytes.AsSpan(0, filled);

    /// <summary>Writes the lowest <paramref name="width"/> bits of a value, 0 to 64; the others must be 0.</summary>
    internal void Write(ulong value, int width)
    {
        rest |= value << restBits;
        if (restBits + width < 64)
        {
            restBits += width;
            return;
        }

        BinaryPrimitives.WriteUInt64LittleEndian(Room(), rest);
        filled += sizeof(ulong);
        rest = restBits == 0 ? 0 : value >> (64 - restBits);
        restBits += width - 64;
    }

    /// <summary>Writes a number in the code of Rice, "Some practical universal noiseless coding techniques" (1979): what it is beyond so many low bits in unary, as zeros and a one, then those bits.</summary>
    internal void WriteRice(ulong value, int lowBits)
    {
        ulong high = value >> lowBits;
        for (; high >= 32; high -= 32)
        {
            Write(0, 32);
        }

        Write(1UL << (int)high, (int)high + 1);
        Write(value & ((1UL << lowBits) - 1), lowBits);
    }

    /// <summary>Fills the last byte with zeros.</summary>
    internal void EndByte()
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Room(), rest);
        filled += (restBits + 7) / 8;
        rest = 0;
        restBits = 0;
    }

    /// <summary>Forgets the full bytes.</summary>
    internal void Clear() => filled = 0;

    private Span<byte> Room()
    {
        if (bytes.Length - filled < sizeof(ulong))
        {
            Array.Resize(ref bytes, bytes.Length * 2);
        }

        return bytes.AsSpan(filled);
    }
}
