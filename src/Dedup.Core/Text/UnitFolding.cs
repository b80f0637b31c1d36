#if NET10_0_OR_GREATER
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
#endif

namespace Dedup.Text;

/// <summary>Folds UTF-16 units of any script, 16 at a time: each by what <see cref="PackedTable"/> has for it, up to the first one that takes more than that.</summary>
internal static partial class UnitFolding
{
    /// <summary>Units that are folded at once; up to a multiple of it they are read, whatever is behind the last one.</summary>
    internal const int AtOnce = 16;

    /// <summary>The bytes of a unit at most: a syllable of Hangul, and a separator before it.</summary>
    internal const int BytesOfAUnit = (3 * Hangul.LetterBytes) + 1;

    /// <summary>The same of any other unit, and of a lane.</summary>
    private const int BytesOfALane = 4;

    private const uint AllUnits = (1u << AtOnce) - 1;

    /// <summary>Whether it is faster here than one unit after the other.</summary>
    internal static bool IsAccelerated => PageFolding.IsAccelerated;

    /// <summary>Folds units.</summary>
    /// <param name="units">The units; see <see cref="AtOnce"/>.</param>
    /// <param name="places">Where each stands; as long.</param>
    /// <param name="count">How many to fold.</param>
    /// <param name="folded">Receives the bytes (<see cref="FoldedChunk"/>), without the separator behind a last character that is a token of its own. Room for <see cref="BytesOfAUnit"/> for each, up to a multiple of <see cref="AtOnce"/>; what is written behind them means nothing.</param>
    /// <param name="placed">Receives for each byte the place of its unit; as long.</param>
    /// <param name="state">What stands before the units; receives what stands before what comes next.</param>
    /// <param name="written">The number of bytes.</param>
    /// <returns>How many units were folded. The next one is ignored, a second mark that others may have to pass, or not in the table.</returns>
    internal static int Fold(ReadOnlySpan<ushort> units, ReadOnlySpan<ushort> places, int count, Span<byte> folded, Span<ushort> placed, ref State state, out int written)
    {
#if NET10_0_OR_GREATER
        if (IsAccelerated)
        {
            int taken = 0;
            written = 0;
            bool goesOn = true;
            while (goesOn)
            {
                taken += FoldVector512(units[taken..], places[taken..], count - taken, folded[written..], placed[written..], ref state, out int more);
                written += more;
                goesOn = taken < count && PackedTable.ClassOf(PackedTable.EntryOf((char)units[taken])) == PackedClass.Hangul;
                if (goesOn)
                {
                    taken += FoldHangulVector512(units[taken..], places[taken..], count - taken, folded[written..], placed[written..], ref state, out more);
                    written += more;
                }
            }

            return taken;
        }
#endif
        return FoldScalar(units, places, count, folded, placed, ref state, out written);
    }

    /// <summary>The definition.</summary>
    internal static int FoldScalar(ReadOnlySpan<ushort> units, ReadOnlySpan<ushort> places, int count, Span<byte> folded, Span<ushort> placed, ref State state, out int written)
    {
        int next = 0;
        int taken = 0;
        for (; taken < count; taken++)
        {
            uint entry = PackedTable.EntryOf((char)units[taken]);
            PackedClass packedClass = PackedTable.ClassOf(entry);
            bool isOrdered = packedClass == PackedClass.OrderedMark;
            if (packedClass is PackedClass.Ignored or PackedClass.Other || (isOrdered && state.IsAfterOrderedMark))
            {
                break;
            }

            int start = next;
            if (packedClass == PackedClass.Character)
            {
                folded[next++] = (byte)PackedTable.KindOf(entry);
            }
            else if (packedClass is PackedClass.Word or PackedClass.Hangul && state.IsAfterCharacter)
            {
                folded[next++] = 0;
            }

            if (packedClass == PackedClass.Hangul)
            {
                ulong letters = Hangul.Pack((int)PackedTable.ValueOf(entry), out ulong third, out int length);
                Write(letters, 2 * Hangul.LetterBytes, folded, ref next);
                Write(third, length - (2 * Hangul.LetterBytes), folded, ref next);
            }
            else
            {
                Write(PackedTable.ValueOf(entry), PackedTable.BytesOf(entry), folded, ref next);
            }

            placed[start..next].Fill(places[taken]);
            state.HasCharacters |= packedClass == PackedClass.Character;
            state.IsAfterCharacter = packedClass == PackedClass.Character || (packedClass is PackedClass.Mark or PackedClass.OrderedMark && state.IsAfterCharacter);
            state.IsAfterOrderedMark = isOrdered;
        }

        written = next;
        return taken;
    }

    private static void Write(ulong value, int length, Span<byte> folded, ref int next)
    {
        for (int i = 0; i < length; i++)
        {
            folded[next++] = (byte)(value >> (8 * i));
        }
    }

#if NET10_0_OR_GREATER
    // Defined by FoldScalar, but for syllables of Hangul, at which it ends. What differs here:
    //  1. Sixteen entries are loaded one by one into a vector of 32-bit lanes: each has room for the bytes of its unit and one before them.
    //  2. What a unit is to its neighbours is worked out in words of a bit for each. Marks behind a character are the run of ones that a carry goes through, when the bit behind the character is added to theirs.
    //  3. The bytes that count are moved to the front of a vector, and so are the numbers of their units, by which the places are looked up.
    //  4. Nearly always all sixteen are folded. That is a branch, because it can be guessed: where the next ones stand must not wait for what is in these.
    // SAFETY: the spans are as long as is said at Fold, and the table has an entry for every unit.
    private static int FoldVector512(ReadOnlySpan<ushort> units, ReadOnlySpan<ushort> places, int count, Span<byte> folded, Span<ushort> placed, ref State state, out int written)
    {
        ref byte to = ref MemoryMarshal.GetReference(folded);
        ref ushort toPlaces = ref MemoryMarshal.GetReference(placed);
        ref ushort unit = ref MemoryMarshal.GetReference(units);
        ref ushort place = ref MemoryMarshal.GetReference(places);
        Vector512<uint> bits = Avx512F.ShiftLeftLogicalVariable(Vector512<uint>.One, Vector512<uint>.Indices);
        Vector512<byte> byteOfUnit = Vector512<byte>.Indices & Vector512.Create((byte)(BytesOfALane - 1));
        Vector512<byte> unitOfByte = Vector512<byte>.Indices >>> 2;
        Vector512<byte> lengthOfByte = Vector512<byte>.Indices & Vector512.Create((byte)(16 - BytesOfALane));
        uint afterCharacter = state.IsAfterCharacter ? 1u : 0;
        uint afterOrdered = state.IsAfterOrderedMark ? 1u : 0;
        uint anyCharacter = 0;
        int next = 0;
        int taken = 0;
        int folds = AtOnce;
        for (; folds == AtOnce && taken < count; taken += folds)
        {
            Vector512<uint> entries = Entries(ref Unsafe.Add(ref unit, taken));
            Vector512<ushort> own = Vector256.LoadUnsafe(ref place, (nuint)taken).ToVector512Unsafe();
            Vector512<uint> classes = entries >>> PackedTable.ClassShift;
            uint words = Are(classes, PackedClass.Word);
            uint ordered = Are(classes, PackedClass.OrderedMark);
            uint characters = Are(classes, PackedClass.Character);
            uint marks = Are(classes, PackedClass.Mark) | ordered;
            uint separators = Are(classes, PackedClass.Separator);
            uint others = ~(words | marks | characters | separators) | (ordered & ((ordered << 1) | afterOrdered));
            if ((others & AllUnits) != 0 || count - taken < AtOnce)
            {
                folds = Math.Min(BitOperations.TrailingZeroCount(others), count - taken);
                if (folds == 0)
                {
                    break;
                }
            }

            uint joined = marks & ((characters << 1) | afterCharacter);
            uint ofCharacters = characters | (((marks + joined) ^ marks) & marks);
            uint led = characters | (words & ((ofCharacters << 1) | afterCharacter));
            anyCharacter |= characters & (uint.MaxValue >> (32 - folds));
            afterCharacter = ofCharacters >> (folds - 1) & 1;
            afterOrdered = ordered >> (folds - 1) & 1;

            // The kind of a character, which is 0 for all else, is the separator before it.
            Vector512<uint> isLed = Vector512.Equals(Vector512.Create(led) & bits, bits);
            Vector512<uint> values = Vector512.ConditionalSelect(isLed, (entries << 8) | (entries >>> PackedTable.KindShift & Vector512.Create(3u)), entries);
            Vector512<uint> lengths = (entries >>> PackedTable.BytesShift & Vector512.Create(3u)) - isLed;
            if (folds < AtOnce)
            {
                lengths &= Vector512.LessThan(Vector512<uint>.Indices, Vector512.Create((uint)folds));
            }

            Vector512<byte> isKept = Vector512.LessThan(byteOfUnit, Avx512BW.Shuffle(lengths.AsByte(), lengthOfByte));
            Avx512Vbmi2.Compress(Vector512<byte>.Zero, isKept, values.AsByte()).StoreUnsafe(ref to, (nuint)next);
            Vector512<byte> numbers = Avx512Vbmi2.Compress(Vector512<byte>.Zero, isKept, unitOfByte);
            WritePlaces(numbers, own, ref toPlaces, next);
            next += BitOperations.PopCount(isKept.ExtractMostSignificantBits());
        }

        state.IsAfterCharacter = afterCharacter != 0;
        state.IsAfterOrderedMark = afterOrdered != 0;
        state.HasCharacters |= anyCharacter != 0;
        written = next;
        return taken;
    }

    /// <summary>Writes the places of the units with these numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WritePlaces(Vector512<byte> numbers, Vector512<ushort> places, ref ushort to, int next)
    {
        Avx512BW.PermuteVar32x16(places, Avx512BW.ConvertToVector512UInt16(numbers.GetLower())).StoreUnsafe(ref to, (nuint)next);
        Avx512BW.PermuteVar32x16(places, Avx512BW.ConvertToVector512UInt16(numbers.GetUpper())).StoreUnsafe(ref to, (nuint)(next + Vector512<ushort>.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Are(Vector512<uint> classes, PackedClass packedClass) => (uint)Vector512.Equals(classes, Vector512.Create((uint)packedClass)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Entries(ref ushort unit) => Eight(ref unit).ToVector512Unsafe().WithUpper(Eight(ref Unsafe.Add(ref unit, 8)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Eight(ref ushort unit) => Vector256.Create(Four(ref unit), Four(ref Unsafe.Add(ref unit, 4)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Four(ref ushort unit) => Vector128.Create(Entry(ref unit, 0), Entry(ref unit, 1), Entry(ref unit, 2), Entry(ref unit, 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Entry(ref ushort unit, int at) => PackedTable.EntryOf((char)Unsafe.Add(ref unit, at));
#endif

    /// <summary>What stands before a unit.</summary>
    internal struct State
    {
        /// <summary>A character that is a token of its own, and marks that join it at most.</summary>
        internal bool IsAfterCharacter;

        /// <summary>A mark that others may have to pass.</summary>
        internal bool IsAfterOrderedMark;

        /// <summary>Whether there was a character that is a token of its own.</summary>
        internal bool HasCharacters;
    }
}
