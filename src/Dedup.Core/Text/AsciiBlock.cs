using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dedup.Text;

/// <summary>What 64 units of a text are: a bit for each that is a letter or digit of ASCII, and a bit for each that is not ASCII at all. Bit i is unit i.</summary>
internal static class AsciiBlock
{
    /// <summary>Units of a block.</summary>
    internal const int Length = 64;

    private const int Letters = 26;
    private const int Digits = 10;
    private const int LastAscii = 0x7F;

    /// <summary>The bit in which small and capital letters of ASCII differ; digits have it too.</summary>
    private const int SmallBit = 0x20;

    /// <summary>Whether there are vectors to do it with; without them it does not pay.</summary>
    internal static bool IsAccelerated => Vector128.IsHardwareAccelerated;

    /// <summary>Classifies a block.</summary>
    /// <param name="block">Exactly <see cref="Length"/> units of UTF-8 (bytes) or UTF-16 (16-bit numbers).</param>
    /// <param name="words">Letters and digits of ASCII.</param>
    /// <param name="others">Units that are not ASCII.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Classify<TUnit>(ReadOnlySpan<TUnit> block, out ulong words, out ulong others)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            ClassifyVector512(block, out words, out others);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            ClassifyVector256(block, out words, out others);
        }
        else
        {
            ClassifyVector128(block, out words, out others);
        }
    }

    /// <summary>The definition.</summary>
    internal static void ClassifyScalar<TUnit>(ReadOnlySpan<TUnit> block, out ulong words, out ulong others)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
    {
        words = 0;
        others = 0;
        for (int i = 0; i < Length; i++)
        {
            uint unit = uint.CreateTruncating(block[i]);
            bool isWord = unit <= LastAscii && CharacterTable.ClassOf(CharacterTable.EntryOf((int)unit)) == CharacterClass.Word;
            words |= (isWord ? 1UL : 0) << i;
            others |= (unit > LastAscii ? 1UL : 0) << i;
        }
    }

    // Defined by ClassifyScalar. What differs here, and in the two narrower ones below, which are the same but for the width:
    //  1. A range check of an unsigned number is one comparison: x - first < count, which wraps around for smaller x. With the small bit set, capital letters fall into the range of the small ones,
    //     and no unit that is not a letter does: 16-bit units keep their upper bits, and of ASCII only 0x41..0x5A reach 0x61..0x7A.
    //  2. A comparison makes all ones of a lane or none; their top bits are the mask. A vector has 64 lanes of bytes, or 32 of 16 bits.
    //  3. The loop has a constant count and is unrolled.
    internal static void ClassifyVector512<TUnit>(ReadOnlySpan<TUnit> block, out ulong words, out ulong others)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
    {
        words = 0;
        others = 0;
        for (int i = 0; i < Length; i += Vector512<TUnit>.Count)
        {
            Vector512<TUnit> units = Vector512.Create(block.Slice(i, Vector512<TUnit>.Count));
            Vector512<TUnit> letters = Vector512.LessThan((units | Vector512.Create(TUnit.CreateTruncating(SmallBit))) - Vector512.Create(TUnit.CreateTruncating('a')), Vector512.Create(TUnit.CreateTruncating(Letters)));
            Vector512<TUnit> digits = Vector512.LessThan(units - Vector512.Create(TUnit.CreateTruncating('0')), Vector512.Create(TUnit.CreateTruncating(Digits)));
            words |= (letters | digits).ExtractMostSignificantBits() << i;
            others |= Vector512.GreaterThan(units, Vector512.Create(TUnit.CreateTruncating(LastAscii))).ExtractMostSignificantBits() << i;
        }
    }

    // Defined by ClassifyScalar; see ClassifyVector512. 32 lanes of bytes, or 16 of 16 bits.
    internal static void ClassifyVector256<TUnit>(ReadOnlySpan<TUnit> block, out ulong words, out ulong others)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
    {
        words = 0;
        others = 0;
        for (int i = 0; i < Length; i += Vector256<TUnit>.Count)
        {
            Vector256<TUnit> units = Vector256.Create(block.Slice(i, Vector256<TUnit>.Count));
            Vector256<TUnit> letters = Vector256.LessThan((units | Vector256.Create(TUnit.CreateTruncating(SmallBit))) - Vector256.Create(TUnit.CreateTruncating('a')), Vector256.Create(TUnit.CreateTruncating(Letters)));
            Vector256<TUnit> digits = Vector256.LessThan(units - Vector256.Create(TUnit.CreateTruncating('0')), Vector256.Create(TUnit.CreateTruncating(Digits)));
            words |= (ulong)(letters | digits).ExtractMostSignificantBits() << i;
            others |= (ulong)Vector256.GreaterThan(units, Vector256.Create(TUnit.CreateTruncating(LastAscii))).ExtractMostSignificantBits() << i;
        }
    }

    // Defined by ClassifyScalar; see ClassifyVector512. 16 lanes of bytes, or 8 of 16 bits.
    internal static void ClassifyVector128<TUnit>(ReadOnlySpan<TUnit> block, out ulong words, out ulong others)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
    {
        words = 0;
        others = 0;
        for (int i = 0; i < Length; i += Vector128<TUnit>.Count)
        {
            Vector128<TUnit> units = Vector128.Create(block.Slice(i, Vector128<TUnit>.Count));
            Vector128<TUnit> letters = Vector128.LessThan((units | Vector128.Create(TUnit.CreateTruncating(SmallBit))) - Vector128.Create(TUnit.CreateTruncating('a')), Vector128.Create(TUnit.CreateTruncating(Letters)));
            Vector128<TUnit> digits = Vector128.LessThan(units - Vector128.Create(TUnit.CreateTruncating('0')), Vector128.Create(TUnit.CreateTruncating(Digits)));
            words |= (ulong)(letters | digits).ExtractMostSignificantBits() << i;
            others |= (ulong)Vector128.GreaterThan(units, Vector128.Create(TUnit.CreateTruncating(LastAscii))).ExtractMostSignificantBits() << i;
        }
    }
}
