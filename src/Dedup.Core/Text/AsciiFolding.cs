using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dedup.Text;

/// <summary>Folds 64 units of ASCII at a time: letters to their small form, digits to themselves, all that separates to zero.</summary>
/// <remarks>In ASCII there are only words, of letters and digits, and separators; so a byte for each unit says all that a token needs.</remarks>
internal static class AsciiFolding
{
    /// <summary>Units of a block.</summary>
    internal const int Block = 64;

    private const int Letters = 26;
    private const int Digits = 10;
    private const int LastAscii = 0x7F;

    /// <summary>The bit in which small and capital letters of ASCII differ; digits have it too.</summary>
    private const byte SmallBit = 0x20;

    /// <summary>Whether there are vectors to do it with; without them a unit at a time is as fast.</summary>
    internal static bool IsAccelerated => Vector128.IsHardwareAccelerated;

    /// <summary>Folds a block.</summary>
    /// <param name="units">Exactly <see cref="Block"/> units of UTF-8 (bytes) or UTF-16 (16-bit numbers).</param>
    /// <param name="folded">Receives as many bytes. What stands at the place of a unit that is not ASCII, or behind one, means nothing.</param>
    /// <returns>How many units there are before the first that is not ASCII.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Fold<TUnit>(ReadOnlySpan<TUnit> units, Span<byte> folded)
        where TUnit : unmanaged =>
        typeof(TUnit) == typeof(byte) ? FoldBytes(MemoryMarshal.Cast<TUnit, byte>(units), folded) : FoldWide(MemoryMarshal.Cast<TUnit, ushort>(units), folded);

    /// <summary>The definition.</summary>
    internal static int FoldScalar<TUnit>(ReadOnlySpan<TUnit> units, Span<byte> folded)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
    {
        for (int i = 0; i < Block; i++)
        {
            uint unit = uint.CreateTruncating(units[i]);
            if (unit > LastAscii)
            {
                return i;
            }

            uint entry = CharacterTable.EntryOf((int)unit);
            folded[i] = CharacterTable.ClassOf(entry) == CharacterClass.Word ? (byte)CharacterTable.CodePointOf(entry) : (byte)0;
        }

        return Block;
    }

    // Defined by FoldScalar. What differs here and in FoldWide:
    //  1. A range check of an unsigned number is one comparison: x - first < count, which wraps around for smaller x. With the small bit set, capital letters fall into the range of the small ones,
    //     and no byte that is not a letter does.
    //  2. A comparison makes all ones of a lane or none, which keeps the folded byte of a letter or digit or clears it.
    //  3. The loop has a constant count and is unrolled. Units of 16 bits are narrowed to bytes, which changes none of ASCII.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int FoldBytes(ReadOnlySpan<byte> units, Span<byte> folded)
    {
        ulong others = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<byte> block = Vector512.Create(units);
            others = block.ExtractMostSignificantBits();
            Fold(block).CopyTo(folded);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (int i = 0; i < Block; i += Vector256<byte>.Count)
            {
                Vector256<byte> part = Vector256.Create(units.Slice(i, Vector256<byte>.Count));
                others |= (ulong)part.ExtractMostSignificantBits() << i;
                Fold(part).CopyTo(folded[i..]);
            }
        }
        else
        {
            for (int i = 0; i < Block; i += Vector128<byte>.Count)
            {
                Vector128<byte> part = Vector128.Create(units.Slice(i, Vector128<byte>.Count));
                others |= (ulong)part.ExtractMostSignificantBits() << i;
                Fold(part).CopyTo(folded[i..]);
            }
        }

        return BitOperations.TrailingZeroCount(others);
    }

    // Defined by FoldScalar; see FoldBytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int FoldWide(ReadOnlySpan<ushort> units, Span<byte> folded)
    {
        ulong others = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<ushort> low = Vector512.Create(units);
            Vector512<ushort> high = Vector512.Create(units[Vector512<ushort>.Count..]);
            Vector512<ushort> last = Vector512.Create((ushort)LastAscii);
            others = Vector512.GreaterThan(low, last).ExtractMostSignificantBits() | (Vector512.GreaterThan(high, last).ExtractMostSignificantBits() << Vector512<ushort>.Count);
            Fold(Vector512.Narrow(low, high)).CopyTo(folded);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (int i = 0; i < Block; i += Vector256<byte>.Count)
            {
                Vector256<ushort> low = Vector256.Create(units[i..]);
                Vector256<ushort> high = Vector256.Create(units[(i + Vector256<ushort>.Count)..]);
                Vector256<ushort> last = Vector256.Create((ushort)LastAscii);
                others |= (ulong)Vector256.Narrow(Vector256.GreaterThan(low, last), Vector256.GreaterThan(high, last)).ExtractMostSignificantBits() << i;
                Fold(Vector256.Narrow(low, high)).CopyTo(folded[i..]);
            }
        }
        else
        {
            for (int i = 0; i < Block; i += Vector128<byte>.Count)
            {
                Vector128<ushort> low = Vector128.Create(units[i..]);
                Vector128<ushort> high = Vector128.Create(units[(i + Vector128<ushort>.Count)..]);
                Vector128<ushort> last = Vector128.Create((ushort)LastAscii);
                others |= (ulong)Vector128.Narrow(Vector128.GreaterThan(low, last), Vector128.GreaterThan(high, last)).ExtractMostSignificantBits() << i;
                Fold(Vector128.Narrow(low, high)).CopyTo(folded[i..]);
            }
        }

        return BitOperations.TrailingZeroCount(others);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<byte> Fold(Vector512<byte> units)
    {
        Vector512<byte> small = units | Vector512.Create(SmallBit);
        Vector512<byte> letters = Vector512.LessThan(small - Vector512.Create((byte)'a'), Vector512.Create((byte)Letters));
        Vector512<byte> digits = Vector512.LessThan(units - Vector512.Create((byte)'0'), Vector512.Create((byte)Digits));
        return small & (letters | digits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Fold(Vector256<byte> units)
    {
        Vector256<byte> small = units | Vector256.Create(SmallBit);
        Vector256<byte> letters = Vector256.LessThan(small - Vector256.Create((byte)'a'), Vector256.Create((byte)Letters));
        Vector256<byte> digits = Vector256.LessThan(units - Vector256.Create((byte)'0'), Vector256.Create((byte)Digits));
        return small & (letters | digits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Fold(Vector128<byte> units)
    {
        Vector128<byte> small = units | Vector128.Create(SmallBit);
        Vector128<byte> letters = Vector128.LessThan(small - Vector128.Create((byte)'a'), Vector128.Create((byte)Letters));
        Vector128<byte> digits = Vector128.LessThan(units - Vector128.Create((byte)'0'), Vector128.Create((byte)Digits));
        return small & (letters | digits);
    }
}
