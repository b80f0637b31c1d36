using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dedup.Text;

/// <content>Laying the text out as bytes: ASCII in blocks, and a loop for each sort of what is not.</content>
internal sealed partial class FoldedChunk
{
    /// <summary>Units that must be ASCII for a block to be folded at once: in most texts of another script a space alone is.</summary>
    private const int Ahead = 4;

    /// <summary>Folds from the start on, to the end of the text or of the chunk, or to what is left to others.</summary>
    private int Fold<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, Span<TUnit> rest, out bool isStuck)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
        where TDecoder : ICodePointDecoder<TUnit>
    {
        int at = from;
        int limit = (int)Math.Min(text.Length, (long)from + Units);
        bool isAfterOrderedMark = false;
        isStuck = false;
        wideFrom = at;
        pageStarts = 0;
        while (at < limit)
        {
            if (AsciiFolding.IsAccelerated && StartsAscii(text, at))
            {
                at = FoldAscii(text, at, limit, rest);
                isAfterOrderedMark = false;
                continue;
            }

            if (!isMapped)
            {
                StartMap();
            }

            uint entry = TDecoder.ReadEntry(text, at, out int units);
            if (UnitFolding.IsAccelerated && at >= wideFrom)
            {
                int next = at;
                if (PackedTable.IsPlain(entry) && PageFolding.MayStart(text[at]))
                {
                    next = FoldPages(text, at, limit);
                    isAfterOrderedMark &= next == at;
                }

                if (next == at && PackedTable.ClassOf(entry) is < PackedClass.Ignored or PackedClass.Hangul && IsWide(text, at))
                {
                    next = FoldWide(text, at, limit, ref isAfterOrderedMark);
                }

                if (next > at)
                {
                    at = next;
                    continue;
                }
            }

            if (PackedTable.IsPlain(entry))
            {
                at = FoldPlain<TUnit, TDecoder>(text, at, limit, entry, units);
                isAfterOrderedMark = false;
                continue;
            }

            switch (PackedTable.ClassOf(entry))
            {
                case PackedClass.Character:
                    at = FoldCharacters<TUnit, TDecoder>(text, at, limit, entry, units);
                    isAfterOrderedMark = false;
                    continue;
                case PackedClass.Hangul:
                    at = FoldHangul<TUnit, TDecoder>(text, at, limit, entry, units);
                    isAfterOrderedMark = false;
                    continue;
                case PackedClass.Ignored:
                    at = PassIgnored<TUnit, TDecoder>(text, at);
                    continue;
                case PackedClass.Mark:
                case PackedClass.OrderedMark when !isAfterOrderedMark:
                    isAfterOrderedMark = PackedTable.ClassOf(entry) == PackedClass.OrderedMark;
                    FoldMark(entry, at, at + units);
                    break;
                case PackedClass.Other when IsSeparator<TUnit, TDecoder>(text, at, out units):
                    Place(count, at);
                    Write(0);
                    count++;
                    break;
                default:
                    isStuck = true;
                    return at;
            }

            at += units;
        }

        return at;
    }

    /// <summary>Folds blocks of ASCII up to the first unit that is not.</summary>
    private int FoldAscii<TUnit>(ReadOnlySpan<TUnit> text, int at, int limit, Span<TUnit> rest)
        where TUnit : unmanaged
    {
        int next = count;
        int ascii = AsciiFolding.Block;
        for (; ascii == AsciiFolding.Block && at < limit; next += ascii, at += ascii)
        {
            int left = text.Length - at;
            ReadOnlySpan<TUnit> units = rest;
            if (left >= AsciiFolding.Block)
            {
                units = text.Slice(at, AsciiFolding.Block);
            }
            else
            {
                // What follows the text is zeros, which separate, and are not counted.
                rest.Clear();
                text[at..].CopyTo(rest);
            }

            ascii = Math.Min(left, AsciiFolding.Fold(units, bytes.AsSpan(Margin + next, AsciiFolding.Block)));
            if (isMapped)
            {
                WriteIdentity(next, at - from);
            }
        }

        count = next;
        return at;
    }

    /// <summary>Folds letters and separators, from the one at hand on.</summary>
    // The loop of Greek, Cyrillic, Arabic and their like: without a branch that depends on where words end.
    private int FoldPlain<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int at, int limit, uint entry, int units)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
        where TDecoder : ICodePointDecoder<TUnit>
    {
        ref byte written = ref MemoryMarshal.GetArrayDataReference(bytes);
        ref ushort placed = ref MemoryMarshal.GetArrayDataReference(places);
        int next = count;
        int origin = from;
        do
        {
            // SAFETY: see Write and Place; the loop ends with the chunk.
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref written, Margin + next), Little(PackedTable.ValueOf(entry)));
            Unsafe.Add(ref placed, next) = (ushort)(at - origin);
            next += PackedTable.BytesOf(entry);
            at += units;
            if (at >= limit || StartsAscii(text, at))
            {
                break;
            }

            entry = TDecoder.ReadEntry(text, at, out units);
        }
        while (PackedTable.IsPlain(entry));

        count = next;
        return at;
    }

    /// <summary>Folds syllables of Hangul, and letters and separators among them, from the one at hand on.</summary>
    // The loop of Korean: a syllable and something else are both worked out, and the one that counts is selected, because neither where words end nor which syllables have a third letter can be guessed.
    private int FoldHangul<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int at, int limit, uint entry, int units)
        where TUnit : unmanaged
        where TDecoder : ICodePointDecoder<TUnit>
    {
        ref byte written = ref MemoryMarshal.GetArrayDataReference(bytes);
        ref ushort placed = ref MemoryMarshal.GetArrayDataReference(places);
        int next = count;
        int origin = from;
        do
        {
            // SAFETY: see Write and Place; the loop ends with the chunk. What is written behind a letter is written over.
            ulong letters = Hangul.Pack((int)PackedTable.ValueOf(entry), out ulong third, out int length);
            ulong counts = PackedTable.HangulMask(entry);
            ref byte to = ref Unsafe.Add(ref written, Margin + next);
            Unsafe.WriteUnaligned(ref to, Little((letters & counts) | (PackedTable.ValueOf(entry) & ~counts)));
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, 2 * Hangul.LetterBytes), Little(third));
            Unsafe.Add(ref placed, next) = (ushort)(at - origin);
            next += (length & (int)counts) | (PackedTable.BytesOf(entry) & ~(int)counts);
            at += units;
            if (at >= limit || StartsAscii(text, at))
            {
                break;
            }

            entry = TDecoder.ReadEntry(text, at, out units);
        }
        while (PackedTable.IsKorean(entry));

        count = next;
        return at;
    }

    /// <summary>Folds characters that are tokens of their own, from the one at hand on.</summary>
    private int FoldCharacters<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int at, int limit, uint entry, int units)
        where TUnit : unmanaged
        where TDecoder : ICodePointDecoder<TUnit>
    {
        ref byte written = ref MemoryMarshal.GetArrayDataReference(bytes);
        ref ushort placed = ref MemoryMarshal.GetArrayDataReference(places);
        int next = count;
        int origin = from;
        do
        {
            // The separator behind one character is that before the next. SAFETY: see Write and Place; the loop ends with the chunk.
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref written, Margin + next), Little((ulong)PackedTable.KindOf(entry) | ((ulong)PackedTable.ValueOf(entry) << 8)));
            Unsafe.Add(ref placed, next) = (ushort)(at - origin);
            Unsafe.Add(ref placed, next + 1) = (ushort)(at - origin);
            next += PackedTable.BytesOf(entry) + 1;
            at += units;
            if (at >= limit)
            {
                break;
            }

            entry = TDecoder.ReadEntry(text, at, out units);
        }
        while (PackedTable.ClassOf(entry) == PackedClass.Character);

        // Written as zero with the last one.
        Place(next, at);
        next++;
        count = next;
        characterEnd = next;
        return at;
    }

    private void FoldMark(uint entry, int at, int end)
    {
        bool joinsCharacter = characterEnd == count;
        count -= joinsCharacter ? 1 : 0;
        Place(count, at);
        Write(PackedTable.ValueOf(entry));
        count += PackedTable.BytesOf(entry);
        if (joinsCharacter)
        {
            Place(count++, end);
            characterEnd = count;
        }
    }

    /// <summary>Passes over what is ignored. A word that does not go on behind it ended before it.</summary>
    private int PassIgnored<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int at)
        where TUnit : unmanaged
        where TDecoder : ICodePointDecoder<TUnit>
    {
        int end = at;
        PackedClass follows = PackedClass.Separator;
        while (at < text.Length)
        {
            follows = PackedTable.ClassOf(TDecoder.ReadEntry(text, at, out int units));
            if (follows != PackedClass.Ignored)
            {
                follows = follows == PackedClass.Other && IsSeparator<TUnit, TDecoder>(text, at, out _) ? PackedClass.Separator : follows;
                break;
            }

            at += units;
            follows = PackedClass.Separator;
        }

        if (follows is PackedClass.Separator or PackedClass.Character && bytes[Margin + count - 1] > TokenEdges.LastSeparator)
        {
            Place(count, end);
            Write(0);
            count++;
        }

        return at;
    }

    /// <summary>Whether what <see cref="PackedTable"/> does not know separates: an emoji, say.</summary>
    private static bool IsSeparator<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int at, out int units)
        where TUnit : unmanaged
        where TDecoder : ICodePointDecoder<TUnit> =>
        CharacterTable.ClassOf(CharacterTable.EntryOf(TDecoder.Decode(text, at, out units))) == CharacterClass.Separator;

    /// <summary>Whether the text goes on in ASCII, for a while at least.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool StartsAscii<TUnit>(ReadOnlySpan<TUnit> text, int at)
        where TUnit : unmanaged
    {
        if (text.Length - at < Ahead)
        {
            return false;
        }

        ref byte first = ref Unsafe.As<TUnit, byte>(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), at));
        return typeof(TUnit) == typeof(byte)
            ? (Unsafe.ReadUnaligned<uint>(ref first) & 0x80_80_80_80) == 0
            : (Unsafe.ReadUnaligned<ulong>(ref first) & 0xFF80_FF80_FF80_FF80) == 0;
    }
}
