using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dedup.Text;

/// <summary>What <see cref="PackedTable"/> has for letters and separators up to U+20FF that become one byte or two, in pages of 64 code points: those that only the last byte of UTF-8 tells apart.</summary>
/// <remarks>
/// For the Latin script and those with two bytes to a letter, and for the punctuation that they share; 17 KiB, of which a text touches the pages of its script. Beyond U+20FF few letters become two bytes.
/// The bytes are kept as their complements, so that zero is none: entries of several pages can be ored together. ASCII needs no page.
/// </remarks>
internal static class FoldingPages
{
    /// <summary>The lower bits of a code point, which say where in its page it is; and the bits of a byte of UTF-8 behind the first one.</summary>
    internal const int SizeBits = 6;

    /// <summary>Code points of a page.</summary>
    internal const int Size = 1 << SizeBits;

    /// <summary>The last code point.</summary>
    internal const int Last = 0x20FF;

    /// <summary>Most bytes that a code point may become here.</summary>
    internal const int MostBytes = 2;

    private const uint PagesOfTwo = FirstOfThree >> SizeBits;
    private const uint PagesOfThree = (Last + 1 - FirstOfThree) >> SizeBits;
    private const int FirstOfTwo = 0x80;
    private const int FirstOfThree = 0x800;

    private static readonly byte[] Entries = LayOut();

    /// <summary>The number of a page whose code points take two bytes of UTF-8, from their upper bits. Those of ASCII are given one that is empty.</summary>
    // Behind those of three, so that a number that is out of range of these is brought to an empty page by one comparison.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint OfTwo(uint upper) => PagesOfThree + upper;

    /// <summary>The number of a page whose code points take three bytes. All but those up to <see cref="Last"/> are given one that is empty: others, surrogates, and what is overlong.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint OfThree(uint upper) => Math.Min(upper - PagesOfTwo, PagesOfThree);

    /// <summary>The number of a page from the upper bits of its code points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Of(uint upper) => upper < PagesOfTwo ? OfTwo(upper) : OfThree(upper);

    /// <summary>The <see cref="Size"/> first bytes of a page's code points, complemented, and the second ones behind them; zero where there is none. No first byte: something else than a letter or separator, or more than two bytes.</summary>
    // SAFETY: of a number that was given out here, which is less than the number of pages whatever it was made from: upper bits of two bytes are five.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref byte At(uint number) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Entries), number * (MostBytes * Size));

    /// <summary>Lays the pages out, if they are not yet.</summary>
    internal static void Prepare() => GC.KeepAlive(Entries);

    private static byte[] LayOut()
    {
        var entries = new byte[(PagesOfThree + PagesOfTwo) * MostBytes * Size];
        for (int c = FirstOfTwo; c <= Last; c++)
        {
            uint entry = PackedTable.EntryOf((char)c);
            if (PackedTable.IsPlain(entry) && PackedTable.BytesOf(entry) <= MostBytes)
            {
                long at = (Of((uint)c >> SizeBits) * MostBytes * Size) + (c & (Size - 1));
                uint value = PackedTable.ValueOf(entry);
                entries[at] = (byte)~value;
                entries[at + Size] = PackedTable.BytesOf(entry) < MostBytes ? (byte)0 : (byte)~(value >> 8);
            }
        }

        return entries;
    }
}
