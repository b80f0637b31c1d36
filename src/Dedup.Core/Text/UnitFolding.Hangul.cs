#if NET10_0_OR_GREATER
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dedup.Text;

/// <content>Korean: a syllable becomes two letters or three, of three bytes each.</content>
internal static partial class UnitFolding
{
    private const int Parts = 3;

    // Of the i-th lane of the parts of all units one after another: the unit, i / 3 (171 / 512 is a third, as far as that), and which part of it.
    private static readonly Vector512<uint>[] Unit = [.. Enumerable.Range(0, Parts).Select(static k => (Vector512<uint>.Indices + Vector512.Create((uint)(k * AtOnce))) * 171 >>> 9)];
    private static readonly Vector512<uint>[] Part = [.. Enumerable.Range(0, Parts).Select(static k => Vector512<uint>.Indices + Vector512.Create((uint)(k * AtOnce)) - (Unit[k] * Parts))];

    // Defined by FoldScalar, but for what is no syllable, letter or separator, at which it ends. What differs here:
    //  1. Each unit has three lanes, in three vectors: its first, second and third letter, or, if it is no syllable, its bytes in the first one. Bytes are complements, so that zero is none.
    //  2. The letters are worked out as in Hangul.Pack. The divisions are multiplications and shifts, exact for the 11,172 syllables.
    //  3. The three vectors are put in the order of the text, and from there on it goes as with other scripts.
    // SAFETY: see FoldVector512.
    private static int FoldHangulVector512(ReadOnlySpan<ushort> units, ReadOnlySpan<ushort> places, int count, Span<byte> folded, Span<ushort> placed, ref State state, out int written)
    {
        ref byte to = ref MemoryMarshal.GetReference(folded);
        ref ushort toPlaces = ref MemoryMarshal.GetReference(placed);
        ref ushort unit = ref MemoryMarshal.GetReference(units);
        ref ushort place = ref MemoryMarshal.GetReference(places);

        // Asked for once, while no register is in use: the question may be compiled as a call.
        Vector512<uint>[] unitOfLane = Unit;
        Vector512<uint>[] partOfLane = Part;
        int next = 0;
        int taken = 0;
        int folds = AtOnce;
        for (; folds == AtOnce && taken < count; taken += folds)
        {
            Vector512<uint> entries = Entries(ref Unsafe.Add(ref unit, taken));
            Vector512<uint> classes = entries >>> PackedTable.ClassShift;
            uint separators = Are(classes, PackedClass.Separator);
            uint others = ~(separators | Are(classes, PackedClass.Word) | Are(classes, PackedClass.Hangul));
            if ((others & AllUnits) != 0 || count - taken < AtOnce)
            {
                folds = Math.Min(BitOperations.TrailingZeroCount(others), count - taken);
                if (folds == 0)
                {
                    break;
                }
            }

            if (state.IsAfterCharacter)
            {
                to = 0;
                toPlaces = place;
                next = (int)(~separators & 1);
            }

            state.IsAfterCharacter = false;
            state.IsAfterOrderedMark = false;
            next += FoldHangul(entries, folds, Vector256.LoadUnsafe(ref place, (nuint)taken).ToVector512Unsafe(), unitOfLane, partOfLane, ref Unsafe.Add(ref to, next), ref Unsafe.Add(ref toPlaces, next));
        }

        written = next;
        return taken;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FoldHangul(Vector512<uint> entries, int folds, Vector512<ushort> places, Vector512<uint>[] unitOfLane, Vector512<uint>[] partOfLane, ref byte to, ref ushort toPlaces)
    {
        Vector512<uint> isFolded = Vector512.LessThan(Vector512<uint>.Indices, Vector512.Create((uint)folds));
        Vector512<uint> isSyllable = Vector512.Equals(entries >>> PackedTable.ClassShift, Vector512.Create((uint)PackedClass.Hangul)) & isFolded;
        Vector512<uint> values = entries & Vector512.Create((1u << PackedTable.BytesShift) - 1);
        Vector512<uint> number = values - Vector512.Create((uint)Hangul.FirstSyllable);
        Vector512<uint> pair = (number * 37450) >>> 20;
        Vector512<uint> leading = (pair * 3121) >>> 16;
        Vector512<uint> trailing = number - (pair * Hangul.Trailings);
        Vector512<uint> lengths = entries >>> PackedTable.BytesShift & Vector512.Create(3u);
        Vector512<uint> none = Avx512F.ShiftLeftLogicalVariable(Vector512<uint>.AllBitsSet, lengths << 3);

        Vector512<uint> firsts = Vector512.ConditionalSelect(isSyllable, Complement(leading + Vector512.Create((uint)Hangul.FirstLeading)), ~(values | none) & isFolded);
        Vector512<uint> seconds = isSyllable & Complement(pair - (leading * Hangul.Vowels) + Vector512.Create((uint)Hangul.FirstVowel));
        Vector512<uint> thirds = isSyllable & ~Vector512.Equals(trailing, Vector512<uint>.Zero) & Complement(trailing + Vector512.Create((uint)Hangul.BeforeTrailings));

        int next = 0;
        for (int k = 0; k < Parts; k++)
        {
            Vector512<uint> unit = unitOfLane[k];
            Vector512<uint> part = partOfLane[k];
            Vector512<uint> two = Avx512F.PermuteVar16x32x2(firsts, unit + (part << 4), seconds);
            Vector512<uint> three = Vector512.ConditionalSelect(Vector512.Equals(part, Vector512.Create(2u)), Avx512F.PermuteVar16x32(thirds, unit), two);
            Vector512<byte> isKept = ~Vector512.Equals(three.AsByte(), Vector512<byte>.Zero);
            Avx512Vbmi2.Compress(Vector512<byte>.Zero, isKept, ~three.AsByte()).StoreUnsafe(ref to, (nuint)next);
            WritePlaces(Avx512Vbmi2.Compress(Vector512<byte>.Zero, isKept, (unit * 0x01010101).AsByte()), places, ref toPlaces, next);
            next += BitOperations.PopCount(isKept.ExtractMostSignificantBits());
        }

        return next;
    }

    /// <summary>The complements of a letter's UTF-8 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Complement(Vector512<uint> letter)
    {
        Vector512<uint> inner = Vector512.Create(0x3Fu);
        return Vector512.Create(0xFF_FF_FFu) ^ (Vector512.Create(0x80_80_E1u) | ((letter >>> 6 & inner) << 8) | ((letter & inner) << 16));
    }
}
#endif
