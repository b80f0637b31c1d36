#if NET10_0_OR_GREATER
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
#endif

namespace Dedup.Text;

/// <summary>Turns UTF-8 into UTF-16 units, 64 bytes at a time, up to the first thing that is not a code point of the Basic Multilingual Plane, and says where each stands.</summary>
internal static class Utf8Units
{
    /// <summary>Bytes that are read at once.</summary>
    internal const int Block = 64;

    /// <summary>Bytes behind a block that must be there.</summary>
    internal const int Behind = MostBytes - 1;

    /// <summary>Units past the last one that are written to.</summary>
    internal const int Slack = Block;

    /// <summary>The most bytes that a code point takes here.</summary>
    private const int MostBytes = 3;

    /// <summary>The first byte of two, of three, and the one past these.</summary>
    private const byte FirstOfTwo = 0xC2;
    private const byte FirstOfThree = 0xE0;
    private const byte FirstOfFour = 0xF0;

    /// <summary>Of the bytes behind <see cref="FirstOfThree"/>, the first one with which the code point would not do with two.</summary>
    private const byte FirstBehindIt = 0xA0;

    /// <summary>The bits of a byte behind the first one that count.</summary>
    private const byte InnerBits = 0x3F;

    /// <summary>Decodes the code points that are whole in the blocks of a text, up to the first that is not sound or takes four bytes.</summary>
    /// <param name="text">A code point starts at its first byte. It has as many blocks as leave <see cref="Behind"/>.</param>
    /// <param name="place">Of the first byte.</param>
    /// <param name="units">Receives the units; room for one to each byte, and <see cref="Slack"/>.</param>
    /// <param name="places">Receives where each starts; as long.</param>
    /// <param name="taken">The bytes that were decoded.</param>
    /// <returns>The number of units. Surrogates, which are no code points, are units here.</returns>
    internal static int Decode(ReadOnlySpan<byte> text, int place, Span<ushort> units, Span<ushort> places, out int taken)
    {
#if NET10_0_OR_GREATER
        if (UnitFolding.IsAccelerated)
        {
            return DecodeVector512(text, place, units, places, out taken);
        }
#endif
        return DecodeScalar(text, place, units, places, out taken);
    }

    /// <summary>The definition.</summary>
    internal static int DecodeScalar(ReadOnlySpan<byte> text, int place, Span<ushort> units, Span<ushort> places, out int taken)
    {
        ReadOnlySpan<byte> blocks = text[..(Math.Max(0, text.Length - Behind) & -Block)];
        int count = 0;
        taken = 0;
        while (TryDecode(blocks[taken..], out uint unit, out int length))
        {
            places[count] = (ushort)(place + taken);
            units[count++] = (ushort)unit;
            taken += length;
        }

        return count;
    }

    private static bool TryDecode(ReadOnlySpan<byte> text, out uint unit, out int length)
    {
        unit = text.IsEmpty ? byte.MaxValue : (uint)text[0];
        length = unit < 0x80 ? 1 : unit < FirstOfTwo ? 0 : unit < FirstOfThree ? 2 : unit < FirstOfFour ? MostBytes : 0;
        if (length == 0 || length > text.Length)
        {
            return false;
        }

        bool isSound = unit != FirstOfThree || text[1] >= FirstBehindIt;
        unit &= length == 1 ? 0x7Fu : length == 2 ? 0x1Fu : 0x0Fu;
        foreach (byte inner in text[1..length])
        {
            isSound &= (inner & ~InnerBits) == 0x80;
            unit = (unit << 6) | (inner & (uint)InnerBits);
        }

        return isSound;
    }

#if NET10_0_OR_GREATER
    // Defined by DecodeScalar. What differs here:
    //  1. Which bytes start a code point is told by each byte alone. That as many follow as must is checked in words of a bit for each byte, over the end of the block: the next one is read without waiting for what is in this one.
    //  2. The first bytes are moved to the front of a vector, and so are those behind them and behind these, from loads one and two bytes on. So each code point is a lane of three vectors, however many bytes it takes.
    //  3. All are put together in the three ways there are, and the first byte says which one counts. A script with three bytes to a character fills no more than half of the lanes.
    // SAFETY: blocks are read as long as the text has them; the units have room for what is written past them.
    internal static int DecodeVector512(ReadOnlySpan<byte> text, int place, Span<ushort> units, Span<ushort> places, out int taken)
    {
        ref byte at = ref MemoryMarshal.GetReference(text);
        ref ushort unit = ref MemoryMarshal.GetReference(units);
        ref ushort unitPlace = ref MemoryMarshal.GetReference(places);
        int from = 0;
        int count = 0;
        int sound = Block;
        ulong open = 0;
        for (; sound == Block && text.Length - from >= Block + Behind; from += sound)
        {
            Vector512<byte> first = Vector512.LoadUnsafe(ref at, (nuint)from);
            Vector512<byte> second = Vector512.LoadUnsafe(ref at, (nuint)from + 1);
            Vector512<byte> third = Vector512.LoadUnsafe(ref at, (nuint)from + 2);
            Vector512<byte> starts = Vector512.GreaterThanOrEqual(first.AsSByte(), Vector512.Create(unchecked((sbyte)0xC0))).AsByte();
            ulong startBits = starts.ExtractMostSignificantBits();
            ulong leads = Vector512.LessThan(first - Vector512.Create(FirstOfTwo), Vector512.Create((byte)(FirstOfFour - FirstOfTwo))).ExtractMostSignificantBits();
            ulong threes = Vector512.Equals(first & Vector512.Create(FirstOfFour), Vector512.Create(FirstOfThree)).ExtractMostSignificantBits();
            ulong overlong = (Vector512.Equals(first, Vector512.Create(FirstOfThree)) & Vector512.LessThan(second, Vector512.Create(FirstBehindIt))).ExtractMostSignificantBits();
            ulong expected = open | (leads << 1) | (threes << 2);
            ulong wrong = ~(startBits ^ expected) | (startBits & first.ExtractMostSignificantBits() & ~leads) | overlong;
            open = (leads >> (Block - 1)) | (threes >> (Block - 2));
            if (wrong != 0)
            {
                sound = BitOperations.TrailingZeroCount(wrong);
                starts &= Vector512.LessThan(Vector512<byte>.Indices, Vector512.Create((byte)sound));
                open = expected >> sound;
            }

            int found = BitOperations.PopCount(starts.ExtractMostSignificantBits());
            first = Avx512Vbmi2.Compress(Vector512<byte>.Zero, starts, first);
            second = Avx512Vbmi2.Compress(Vector512<byte>.Zero, starts, second) & Vector512.Create(InnerBits);
            third = Avx512Vbmi2.Compress(Vector512<byte>.Zero, starts, third) & Vector512.Create(InnerBits);
            Vector512<byte> lanes = Avx512Vbmi2.Compress(Vector512<byte>.Zero, starts, Vector512<byte>.Indices);
            Vector512<ushort> origin = Vector512.Create((ushort)(place + from));
            Combine(first.GetLower(), second.GetLower(), third.GetLower()).StoreUnsafe(ref unit, (nuint)count);
            (Avx512BW.ConvertToVector512UInt16(lanes.GetLower()) + origin).StoreUnsafe(ref unitPlace, (nuint)count);
            if (found > Vector512<ushort>.Count)
            {
                Combine(first.GetUpper(), second.GetUpper(), third.GetUpper()).StoreUnsafe(ref unit, (nuint)(count + Vector512<ushort>.Count));
                (Avx512BW.ConvertToVector512UInt16(lanes.GetUpper()) + origin).StoreUnsafe(ref unitPlace, (nuint)(count + Vector512<ushort>.Count));
            }

            count += found;
        }

        if ((open & 1) != 0)
        {
            // The last one goes on past what is sound, or past the last block.
            count--;
            from = places[count] - place;
        }

        taken = from;
        return count;
    }

    /// <summary>Code points from their bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> Combine(Vector256<byte> firsts, Vector256<byte> seconds, Vector256<byte> thirds)
    {
        Vector512<ushort> first = Avx512BW.ConvertToVector512UInt16(firsts);
        Vector512<ushort> second = Avx512BW.ConvertToVector512UInt16(seconds);
        Vector512<ushort> third = Avx512BW.ConvertToVector512UInt16(thirds);
        Vector512<ushort> ofTwo = ((first & Vector512.Create((ushort)0x1F)) << 6) | second;
        Vector512<ushort> ofThree = (first << 12) | (second << 6) | third;
        Vector512<ushort> ofMore = Vector512.ConditionalSelect(Vector512.LessThan(first, Vector512.Create((ushort)FirstOfThree)), ofTwo, ofThree);
        return Vector512.ConditionalSelect(Vector512.LessThan(first, Vector512.Create((ushort)0x80)), first, ofMore);
    }
#endif
}
