using System.Runtime.CompilerServices;

namespace Dedup.Text;

/// <summary>UTF-16. A lone surrogate stands for itself, so that two texts that differ only there stay different.</summary>
internal readonly struct Utf16Decoder : ICodePointDecoder<char>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Decode(ReadOnlySpan<char> text, int at, out int units)
    {
        char first = text[at];
        if (!char.IsSurrogate(first))
        {
            units = 1;
            return first;
        }

        // By way of a local: what a call gets the address of is kept in memory.
        int rare = DecodeSurrogate(text, at, out int rareUnits);
        units = rareUnits;
        return rare;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadEntry(ReadOnlySpan<char> text, int at, out int units)
    {
        // The entries of surrogates leave them to others.
        units = 1;
        return PackedTable.EntryOf(text[at]);
    }

    private static int DecodeSurrogate(ReadOnlySpan<char> text, int at, out int units)
    {
        char first = text[at];
        if (char.IsHighSurrogate(first) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        {
            units = 2;
            return char.ConvertToUtf32(first, text[at + 1]);
        }

        units = 1;
        return first;
    }
}
