using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Dedup.Text;

/// <summary>
/// What every code point becomes in a token, frozen at one Unicode version so that a stored token hash means the same on every runtime, in every culture and without ICU.
/// </summary>
/// <remarks>
/// <para>
/// A code point has an <em>entry</em> of 32 bits. From the lowest: 21 bits for the code point it becomes (of an expansion: where its list starts), 3 for its
/// <see cref="CharacterClass"/>, 2 for the <see cref="TokenKind"/> of the token it is in, 6 for the order of a mark among marks (0: it stays where it is).
/// </para>
/// <para>
/// The data in the assembly is small: the <em>form</em> of a code point, found in two steps (<c>Blocks[BlockNumbers[codePoint / 128] * 128 + codePoint % 128]</c>, equal blocks
/// stored once), holds the upper bits and a difference to add; a list of moves corrects single code points. When first used, the 65,536 entries of the Basic Multilingual
/// Plane are laid out in an array of 256 KiB, so that almost every lookup is one load; a text touches only the few kilobytes of its script.
/// </para>
/// <para>
/// How entries follow from Unicode properties is written in <c>src/Dedup.UnicodeTables</c>, the tool that makes the data. A new Unicode version or another rule changes tokens, so it
/// needs a new version of everything stored.
/// </para>
/// </remarks>
internal static partial class CharacterTable
{
    internal const int MaxCodePoint = 0x10FFFF;
    private const int ClassShift = 21;
    private const int KindShift = 24;
    private const int OrderShift = 26;
    private const uint ValueMask = (1 << ClassShift) - 1;

    private static readonly uint[] Basic = LayOut();

    /// <summary>The entry of a code point in 0..0x10FFFF, surrogates too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint EntryOf(int codePoint)
    {
        Debug.Assert(codePoint is >= 0 and <= MaxCodePoint, "Not a code point.");
        uint[] basic = Basic;
        return (uint)codePoint < (uint)basic.Length ? basic[codePoint] : ReadEntry(codePoint);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static CharacterClass ClassOf(uint entry) => (CharacterClass)((entry >> ClassShift) & 7);

    /// <summary>The code point that the entry stands for, unless it is an expansion.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int CodePointOf(uint entry) => (int)(entry & ValueMask);

    internal static TokenKind KindOf(uint entry) => (TokenKind)((entry >> KindShift) & 3);

    /// <summary>Among marks in a row, smaller orders go first, equal ones stay as they are, and none passes a mark of order 0.</summary>
    internal static int OrderOf(uint entry) => (int)(entry >> OrderShift);

    /// <summary>The code points of an expansion; each has an entry of its own, which is no expansion.</summary>
    internal static ReadOnlySpan<int> ExpansionOf(uint entry)
    {
        int offset = CodePointOf(entry);
        return Expansions.Slice(offset + 1, Expansions[offset]);
    }

    private static uint ReadEntry(int codePoint)
    {
        int form = Blocks[(BlockNumbers[codePoint >> BlockBits] << BlockBits) | (codePoint & BlockMask)];
        return FormTraits[form] | (uint)(codePoint + FormDeltas[form]);
    }

    private static uint[] LayOut()
    {
        var entries = new uint[char.MaxValue + 1];
        for (int c = 0; c < entries.Length; c++)
        {
            entries[c] = ReadEntry(c);
        }

        ReadOnlySpan<ushort> to = MovedTo;
        for (int i = 0; i < to.Length; i++)
        {
            ref uint entry = ref entries[MovedFrom[i]];
            entry = (entry & ~ValueMask) | to[i];
        }

        return entries;
    }
}
