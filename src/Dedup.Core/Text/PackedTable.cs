using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dedup.Text;

/// <summary>What the fast code asks of a code point of the Basic Multilingual Plane, in one load: what it adds to a token, ready to be hashed.</summary>
/// <remarks>
/// <para>
/// An entry has 32 bits. From the lowest: 24 for the UTF-8 bytes of what the code point becomes, the first one lowest (of a Hangul syllable, the syllable); 2 for how many bytes they are; 2 for the
/// <see cref="TokenKind"/> of a <see cref="PackedClass.Character"/>; 3 for the <see cref="PackedClass"/>. A separator becomes one byte of zero, so that it is written as a letter is.
/// </para>
/// <para>
/// Laid out from <see cref="CharacterTable"/> when first used, 256 KiB, of which a text touches the part of its script. An expansion into letters that take no more than three bytes together (ß, ﬁ, æ) is here as
/// simple as a letter, because a token is hashed over its bytes.
/// </para>
/// </remarks>
internal static class PackedTable
{
    /// <summary>Where in an entry the number of bytes stands, then the kind, then the class.</summary>
    internal const int BytesShift = 24;
    internal const int KindShift = 26;
    internal const int ClassShift = 28;

    /// <summary>What a code point has that is left to <see cref="TokenAssembler{TSink}"/>.</summary>
    internal const uint OtherEntry = (uint)PackedClass.Other << ClassShift;

    private const int MostBytes = 3;

    /// <summary>A bit for each class of the loop of Korean.</summary>
    private const uint KoreanClasses = (1u << (int)PackedClass.Word) | (1u << (int)PackedClass.Separator) | (1u << (int)PackedClass.Hangul);

    /// <summary>The bit in which among these <see cref="PackedClass.Hangul"/> differs.</summary>
    private const int HangulShift = ClassShift + 2;
    private const uint ValueMask = (1 << BytesShift) - 1;

    private static readonly uint[] Entries = LayOut();

    /// <summary>The entry of a code point of the Basic Multilingual Plane; that of a surrogate is <see cref="OtherEntry"/>.</summary>
    // SAFETY: the table has an entry for each of the 65,536 values of a char. A check of the bounds would be one more instruction in three for each letter.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint EntryOf(char codePoint) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Entries), (nint)codePoint);

    /// <summary>Whether it is of a <see cref="PackedClass.Word"/> or <see cref="PackedClass.Separator"/>: one test for what most text is made of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsPlain(uint entry) => (entry & (((uint)PackedClass.Mark | (uint)PackedClass.Ignored) << ClassShift)) == 0;

    /// <summary>Whether it is plain or a syllable of Hangul.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsKorean(uint entry) => (KoreanClasses >> (int)(entry >> ClassShift) & 1) != 0;

    /// <summary>Of an entry that <see cref="IsKorean"/>: all ones if it is a syllable, zero if not. For a choice without a branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong HangulMask(uint entry) => 0 - (ulong)(entry >> HangulShift & 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PackedClass ClassOf(uint entry) => (PackedClass)(entry >> ClassShift);

    /// <summary>The UTF-8 bytes that it adds; of a Hangul syllable, the syllable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint ValueOf(uint entry) => entry & ValueMask;

    /// <summary>How many bytes of <see cref="ValueOf"/> count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int BytesOf(uint entry) => (int)(entry >> BytesShift & 3);

    /// <summary>The kind of a character that is a token of its own; that of a word is in its bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TokenKind KindOf(uint entry) => (TokenKind)(entry >> KindShift & 3);

    /// <summary>Lays the table out, if it is not yet.</summary>
    internal static void Prepare() => GC.KeepAlive(Entries);

    private static uint[] LayOut()
    {
        var entries = new uint[char.MaxValue + 1];
        for (int c = 0; c < entries.Length; c++)
        {
            entries[c] = char.IsSurrogate((char)c) ? OtherEntry : Pack(CharacterTable.EntryOf(c));
        }

        return entries;
    }

    private static uint Pack(uint entry)
    {
        switch (CharacterTable.ClassOf(entry))
        {
            case CharacterClass.Separator:
                return ((uint)PackedClass.Separator << ClassShift) | (1 << BytesShift);
            case CharacterClass.Ignored:
                return (uint)PackedClass.Ignored << ClassShift;
            case CharacterClass.Hangul:
                return ((uint)PackedClass.Hangul << ClassShift) | (uint)CharacterTable.CodePointOf(entry);
            case CharacterClass.Word:
                return Pack(PackedClass.Word, entry);
            case CharacterClass.Character:
                return Pack(PackedClass.Character, entry);
            case CharacterClass.Mark when !KanaVoicing.IsMark(CharacterTable.CodePointOf(entry)):
                return Pack(CharacterTable.OrderOf(entry) > 0 ? PackedClass.OrderedMark : PackedClass.Mark, entry);
            case CharacterClass.Expansion:
                return PackExpansion(CharacterTable.ExpansionOf(entry));
            default:
                return OtherEntry;
        }
    }

    private static uint Pack(PackedClass packedClass, uint entry)
    {
        ulong bytes = WordHash.Pack((uint)CharacterTable.CodePointOf(entry), out int bits);
        uint kind = packedClass == PackedClass.Character ? (uint)CharacterTable.KindOf(entry) : 0;
        return bits > 8 * MostBytes ? OtherEntry : ((uint)packedClass << ClassShift) | (kind << KindShift) | ((uint)bits >> 3 << BytesShift) | (uint)bytes;
    }

    /// <summary>Letters one after another as one entry, where they fit in.</summary>
    private static uint PackExpansion(ReadOnlySpan<int> codePoints)
    {
        if (codePoints.IsEmpty)
        {
            return OtherEntry;
        }

        uint entry = Pack(CharacterTable.EntryOf(codePoints[0]));
        if (codePoints.Length == 1 && ClassOf(entry) is PackedClass.Word or PackedClass.Character)
        {
            return entry;
        }

        foreach (int codePoint in codePoints[1..])
        {
            uint part = Pack(CharacterTable.EntryOf(codePoint));
            int length = BytesOf(entry) + BytesOf(part);
            if (ClassOf(entry) != PackedClass.Word || ClassOf(part) != PackedClass.Word || length > MostBytes)
            {
                return OtherEntry;
            }

            entry = ((uint)PackedClass.Word << ClassShift) | ((uint)length << BytesShift) | ValueOf(entry) | (ValueOf(part) << (8 * BytesOf(entry)));
        }

        return ClassOf(entry) == PackedClass.Word ? entry : OtherEntry;
    }
}
