using System.Buffers.Binary;
using System.Numerics;

namespace Dedup.Storage;

/// <summary>Takes numbers apart that a <see cref="BitSink"/> put together. Beyond the end there are zeros.</summary>
internal ref struct BitSource(ReadOnlySpan<byte> bytes, long bit)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>The next bit.</summary>
    internal long Bit { get; private set; } = bit;

    /// <summary>A number of 0 to 64 bits.</summary>
    internal ulong Read(int width)
    {
        ulong value = Peek(out int known);
        if (width > known)
        {
            // An eighth byte was cut off at the front.
            int at = (int)(Bit >> 3) + sizeof(ulong);
            value |= (at < bytes.Length ? (ulong)bytes[at] : 0) << known;
        }

        Bit += width;
        return width == 64 ? value : value & ((1UL << width) - 1);
    }

    /// <summary>A number in the code of Rice.</summary>
    /// <exception cref="InvalidDataException">It does not end.</exception>
    internal ulong ReadRice(int lowBits)
    {
        ulong high = 0;
        ulong next;
        int known;
        while ((next = Peek(out known)) == 0)
        {
            high += (uint)known;
            Bit += known;
            if (Bit >= 8L * bytes.Length)
            {
                throw new InvalidDataException("A list of keys does not end.");
            }
        }

        int zeros = BitOperations.TrailingZeroCount(next);
        Bit += zeros + 1;
        return ((high + (uint)zeros) << lowBits) | Read(lowBits);
    }

    /// <summary>The next bits, and how many of them are known: 57 to 64.</summary>
    private readonly ulong Peek(out int known)
    {
        int at = (int)(Bit >> 3);
        int skipped = (int)(Bit & 7);
        known = 64 - skipped;
        if (at + sizeof(ulong) <= bytes.Length)
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]) >> skipped;
        }

        ulong value = 0;
        for (int i = Math.Min(bytes.Length, at + sizeof(ulong)) - 1; i >= at; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return value >> skipped;
    }
}
