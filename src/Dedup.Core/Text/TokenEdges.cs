using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
#if NET10_0_OR_GREATER
using System.Runtime.Intrinsics.X86;
#endif

namespace Dedup.Text;

/// <summary>Finds where tokens start and end in folded text (<see cref="FoldedChunk"/>): they are its runs of bytes greater than <see cref="LastSeparator"/>.</summary>
internal static class TokenEdges
{
    /// <summary>Bytes up to this one separate; which of them it is says what kind of token follows.</summary>
    internal const byte LastSeparator = 3;

    /// <summary>Places past the last token that one step may write to.</summary>
    internal const int Slack = 2 * Half;

    /// <summary>Most tokens that start, or end, in a block are twice as many: every other byte.</summary>
    private const int Half = 16;

    private const int Block = 64;

    /// <summary>Writes where tokens start and end (exclusive); what runs on to the end of the bytes ends there.</summary>
    /// <param name="folded">Whole blocks of 64 bytes, the last byte a separator.</param>
    /// <param name="starts">Receives the starts; room for one in two bytes, and <see cref="Slack"/> more.</param>
    /// <param name="ends">Receives the ends; as long.</param>
    /// <returns>The number of tokens.</returns>
    internal static int Find(ReadOnlySpan<byte> folded, Span<int> starts, Span<int> ends)
    {
        ulong carry = 0;
        int started = 0;
        int ended = 0;
        for (int from = 0; from < folded.Length; from += Block)
        {
            ulong inside = Inside(folded.Slice(from, Block));

            // A token starts at a byte that is inside behind one that is not, and ends where it is the other way round.
            ulong behind = (inside << 1) | carry;
            carry = inside >> (Block - 1);
            started += Write(inside & ~behind, from, starts[started..]);
            ended += Write(~inside & behind, from, ends[ended..]);
        }

        return ended;
    }

    /// <summary>A bit for each byte of a block that does not separate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Inside(ReadOnlySpan<byte> block)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return Vector512.GreaterThan(Vector512.Create(block), Vector512.Create(LastSeparator)).ExtractMostSignificantBits();
        }

        ulong inside = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (int i = 0; i < Block; i += Vector256<byte>.Count)
            {
                inside |= (ulong)Vector256.GreaterThan(Vector256.Create(block.Slice(i, Vector256<byte>.Count)), Vector256.Create(LastSeparator)).ExtractMostSignificantBits() << i;
            }
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            for (int i = 0; i < Block; i += Vector128<byte>.Count)
            {
                inside |= (ulong)Vector128.GreaterThan(Vector128.Create(block.Slice(i, Vector128<byte>.Count)), Vector128.Create(LastSeparator)).ExtractMostSignificantBits() << i;
            }
        }
        else
        {
            for (int i = 0; i < Block; i++)
            {
                inside |= (block[i] > LastSeparator ? 1UL : 0) << i;
            }
        }

        return inside;
    }

    /// <summary>Writes the places of a mask's bits, counted from <paramref name="from"/>, and says how many there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Write(ulong bits, int from, Span<int> places)
    {
#if NET10_0_OR_GREATER
        if (Avx512Vbmi2.IsSupported)
        {
            return WriteVector512(bits, from, places);
        }
#endif
        return WriteScalar(bits, from, places);
    }

    /// <summary>The definition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int WriteScalar(ulong bits, int from, Span<int> places)
    {
        int count = 0;
        for (; bits != 0; bits &= bits - 1)
        {
            places[count++] = from + BitOperations.TrailingZeroCount(bits);
        }

        return count;
    }

#if NET10_0_OR_GREATER
    // Defined by WriteScalar. What differs here: a loop over the bits ends after a number of rounds that cannot be guessed, once a block. Instead the numbers 0 to 63 stand in a vector, the mask moves those of its
    // bits to the front, and sixteen of them at once become places; the second sixteen are seldom wanted. What is written past the last place is written over by the next block, hence the slack.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int WriteVector512(ulong bits, int from, Span<int> places)
    {
        int count = BitOperations.PopCount(bits);
        Vector256<byte> numbers = Avx512Vbmi2.Compress(Vector512<byte>.Zero, Lanes(bits), Vector512<byte>.Indices).GetLower();
        Vector512<int> first = Vector512.Create(from);
        (Avx512F.ConvertToVector512Int32(numbers.GetLower()) + first).CopyTo(places);
        if (count > Half)
        {
            (Avx512F.ConvertToVector512Int32(numbers.GetUpper()) + first).CopyTo(places[Half..]);
        }

        return count;
    }

    /// <summary>All ones in each lane whose bit is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Lanes(ulong bits)
    {
        // Each lane gets the byte that its bit is in; a shuffle stays within 16 lanes, which hold all eight bytes twice.
        Vector512<byte> lanes = Avx512BW.Shuffle(Vector512.Create(bits).AsByte(), Vector512<byte>.Indices >>> 3);
        Vector512<byte> own = Vector512.Create(0x80_40_20_10_08_04_02_01UL).AsByte();
        return Vector512.Equals(lanes & own, own);
    }
#endif
}
