using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
#if NET10_0_OR_GREATER
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
#endif

namespace Dedup.Text;

/// <summary>Folds 64 bytes of text at a time as long as there are only letters and separators of <see cref="FoldingPages"/>: Latin with or without accents, Greek, Cyrillic, Hebrew, Arabic, and ASCII among them.</summary>
internal static class PageFolding
{
    /// <summary>Bytes of text that are read at once, and that are written at most.</summary>
    internal const int Block = 64;

    /// <summary>Whether it is faster here than one code point after the other.</summary>
    internal static bool IsAccelerated =>
#if NET10_0_OR_GREATER
        Avx512Vbmi2.IsSupported && Vector512.IsHardwareAccelerated;
#else
        false;
#endif

    /// <summary>Whether a code point of these pages may start with a unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool MayStart<TUnit>(TUnit unit)
        where TUnit : unmanaged, IBinaryInteger<TUnit> =>
        uint.CreateTruncating(unit) <= (typeof(TUnit) == typeof(byte) ? 0xE0u | (FoldingPages.Last >> 12) : FoldingPages.Last);

    /// <summary>Folds the code points from the first on that are in the pages and whole in the block.</summary>
    /// <param name="units"><see cref="Block"/> bytes of UTF-8 (bytes) or UTF-16 (16-bit numbers), at the start of a code point.</param>
    /// <param name="place">Where they stand.</param>
    /// <param name="folded">Receives the bytes (<see cref="FoldedChunk"/>); room for a block, and what is written behind them means nothing.</param>
    /// <param name="places">Receives for each byte that is the first of its code point where that stands; as long.</param>
    /// <param name="written">The number of bytes.</param>
    /// <returns>How many units were folded.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Fold<TUnit>(ReadOnlySpan<TUnit> units, int place, Span<byte> folded, Span<ushort> places, out int written)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
    {
#if NET10_0_OR_GREATER
        if (IsAccelerated)
        {
            return typeof(TUnit) == typeof(byte)
                ? FoldBytes(MemoryMarshal.Cast<TUnit, byte>(units), place, folded, places, out written)
                : FoldWide(MemoryMarshal.Cast<TUnit, ushort>(units), place, folded, places, out written);
        }
#endif
        return typeof(TUnit) == typeof(byte)
            ? FoldScalar<byte, Utf8Decoder>(MemoryMarshal.Cast<TUnit, byte>(units), place, folded, places, out written)
            : FoldScalar<char, Utf16Decoder>(MemoryMarshal.Cast<TUnit, char>(units), place, folded, places, out written);
    }

    /// <summary>The definition.</summary>
    internal static int FoldScalar<TUnit, TDecoder>(ReadOnlySpan<TUnit> units, int place, Span<byte> folded, Span<ushort> places, out int written)
        where TUnit : unmanaged
        where TDecoder : ICodePointDecoder<TUnit>
    {
        written = 0;
        int at = 0;
        while (at < units.Length)
        {
            uint codePoint = (uint)TDecoder.Decode(units, at, out int length);
            uint entry = codePoint <= FoldingPages.Last ? PackedTable.EntryOf((char)codePoint) : PackedTable.OtherEntry;
            if (!PackedTable.IsPlain(entry) || PackedTable.BytesOf(entry) > FoldingPages.MostBytes)
            {
                break;
            }

            for (int i = 0; i < PackedTable.BytesOf(entry); i++)
            {
                places[written] = (ushort)(place + at);
                folded[written++] = (byte)(PackedTable.ValueOf(entry) >> (8 * i));
            }

            at += length;
        }

        return at;
    }

#if NET10_0_OR_GREATER
    // Defined by FoldScalar. What differs here and in FoldWide:
    //  1. No code point is decoded. All but its last byte says which page it is on; the pages that a block has come one after the other, and each serves all of its code points: the last bytes are the places in
    //     two tables of 64 bytes, which one instruction looks up for all lanes. Most blocks of a European language need one page beside ASCII, those of Russian two.
    //  2. What a code point becomes is never longer than it is, so that the first byte stands in its first lane and the second in its second, and the lanes left over are taken out at the end, from the bytes and from the places.
    //  3. Bytes are kept as complements until then, with zero for none.
    //  4. UTF-8 is checked in words of a bit for each byte. What is not sound, or not whole, is not folded; nor is what a page has no entry for. Overlong forms of three bytes would be on a page of those of two, and get none.
    internal static int FoldBytes(ReadOnlySpan<byte> units, int place, Span<byte> folded, Span<ushort> places, out int written)
    {
        Vector512<byte> bytes = Vector512.Create(units);
        Vector512<byte> second = Avx512Vbmi.PermuteVar64x8(bytes, Vector512<byte>.Indices + Vector512<byte>.One);
        Vector512<byte> third = Avx512Vbmi.PermuteVar64x8(bytes, Vector512<byte>.Indices + Vector512.Create((byte)2));
        ulong inner = Vector512.LessThan(bytes.AsSByte(), Vector512.Create(unchecked((sbyte)0xC0))).ExtractMostSignificantBits();
        ulong twos = Vector512.LessThan(bytes - Vector512.Create((byte)0xC2), Vector512.Create((byte)(0xE0 - 0xC2))).ExtractMostSignificantBits() & (inner >> 1);
        ulong threes = Vector512.Equals(bytes & Vector512.Create((byte)0xF0), Vector512.Create((byte)0xE0)).ExtractMostSignificantBits() & (inner >> 1) & (inner >> 2);
        ulong leads = twos | threes;
        ulong wrong = bytes.ExtractMostSignificantBits() & ~(leads | (leads << 1) | (threes << 2));
        ulong left = leads & (wrong ^ (wrong - 1));
        ulong found;
        Vector512<byte> firsts = Vector512<byte>.Zero;
        Vector512<byte> seconds = Vector512<byte>.Zero;
        do
        {
            // Once at least, for what can be guessed: a block without a lead looks up some page for nothing.
            int lane = BitOperations.TrailingZeroCount(left) & (Block - 1);
            byte lead = units[lane];
            byte follows = units[(lane + 1) & (Block - 1)];
            bool isThree = lead >= 0xE0;
            ref byte page = ref FoldingPages.At(isThree ? FoldingPages.OfThree(((lead & 0x0Fu) << FoldingPages.SizeBits) | (follows & 0x3Fu)) : FoldingPages.OfTwo(lead & 0x1Fu));
            Vector512<byte> three = Vector512.Create((byte)((0xDF - lead) >> 31));
            Vector512<byte> isOfPage = Vector512.Equals(bytes, Vector512.Create(lead)) & Vector512.Equals((second ^ Vector512.Create(follows)) & three, Vector512<byte>.Zero);
            Vector512<byte> last = Vector512.ConditionalSelect(three, third, second);
            firsts |= isOfPage & Avx512Vbmi.PermuteVar64x8(Vector512.LoadUnsafe(ref page), last);
            seconds |= isOfPage & Avx512Vbmi.PermuteVar64x8(Vector512.LoadUnsafe(ref page, FoldingPages.Size), last);
            found = ~Vector512.Equals(firsts, Vector512<byte>.Zero).ExtractMostSignificantBits();
            ulong first = left & (0 - left);
            if ((first & ~found) != 0)
            {
                // A branch of its own: where the next block starts must not wait for what the pages have.
                wrong |= first;
                break;
            }

            left &= ~found;
        }
        while (left != 0);

        int taken = BitOperations.TrailingZeroCount(wrong);
        Vector512<byte> isFirstLane = Vector512.Equals(Vector512<byte>.Indices, Vector512<byte>.Zero);
        seconds = Vector512.AndNot(Avx512Vbmi.PermuteVar64x8(seconds, Vector512<byte>.Indices - Vector512<byte>.One), isFirstLane);
        Vector512<byte> isAscii = Vector512.GreaterThanOrEqual(bytes.AsSByte(), Vector512<sbyte>.Zero).AsByte();
        Vector512<byte> complements = Vector512.ConditionalSelect(isAscii, ~AsciiFolding.Fold(bytes), firsts | seconds);
        written = Write(complements, taken, Vector512<byte>.Indices, place, folded, places);
        return taken;
    }

    // Defined by FoldScalar; see FoldBytes. A unit is a code point here, and the upper bits say which page it is on. Both bytes are looked up at once: one table behind the other, and the second byte of a lane has the bit set that selects the other one.
    internal static int FoldWide(ReadOnlySpan<ushort> units, int place, Span<byte> folded, Span<ushort> places, out int written)
    {
        Vector512<ushort> values = Vector512.Create(units);
        Vector512<ushort> uppers = values >>> FoldingPages.SizeBits;
        Vector512<ushort> isAscii = Vector512.LessThan(values, Vector512.Create((ushort)0x80));
        Vector512<ushort> inPage = values & Vector512.Create((ushort)(FoldingPages.Size - 1));
        Vector512<byte> lookups = ((inPage << 8) | inPage | Vector512.Create((ushort)(FoldingPages.Size << 8))).AsByte();
        Vector512<ushort> complements = Vector512.ConditionalSelect(isAscii, (~AsciiFolding.Fold(values.AsByte())).AsUInt16() & Vector512.Create((ushort)byte.MaxValue), Vector512<ushort>.Zero);
        uint left = ~(uint)isAscii.ExtractMostSignificantBits();
        uint found;
        int taken = Vector512<ushort>.Count;
        do
        {
            uint upper = (uint)units[BitOperations.TrailingZeroCount(left) & (Vector512<ushort>.Count - 1)] >> FoldingPages.SizeBits;
            ref byte page = ref FoldingPages.At(FoldingPages.Of(upper));
            Vector512<ushort> isOfPage = Vector512.Equals(uppers, Vector512.Create((ushort)upper));
            complements |= isOfPage & Avx512Vbmi.PermuteVar64x8x2(Vector512.LoadUnsafe(ref page), lookups, Vector512.LoadUnsafe(ref page, FoldingPages.Size)).AsUInt16();
            found = ~(uint)Vector512.Equals(complements, Vector512<ushort>.Zero).ExtractMostSignificantBits();
            uint first = left & (0 - left);
            if ((first & ~found) != 0)
            {
                taken = BitOperations.TrailingZeroCount(first);
                break;
            }

            left &= ~found;
        }
        while (left != 0);

        written = Write(complements.AsByte(), taken * sizeof(ushort), Vector512<byte>.Indices >>> 1, place, folded, places);
        return taken;
    }

    /// <summary>Of the first lanes those that have a byte, and the places of their units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Write(Vector512<byte> complements, int lanes, Vector512<byte> unitOfLane, int place, Span<byte> folded, Span<ushort> places)
    {
        Vector512<byte> isKept = ~Vector512.Equals(complements, Vector512<byte>.Zero) & Vector512.LessThan(Vector512<byte>.Indices, Vector512.Create((byte)lanes));
        Avx512Vbmi2.Compress(Vector512<byte>.Zero, isKept, ~complements).CopyTo(folded);
        Vector512<byte> units = Avx512Vbmi2.Compress(Vector512<byte>.Zero, isKept, unitOfLane);
        Vector512<ushort> origin = Vector512.Create((ushort)place);
        (Avx512BW.ConvertToVector512UInt16(units.GetLower()) + origin).CopyTo(places);
        (Avx512BW.ConvertToVector512UInt16(units.GetUpper()) + origin).CopyTo(places[Vector512<ushort>.Count..]);
        return BitOperations.PopCount(isKept.ExtractMostSignificantBits());
    }
#endif
}
