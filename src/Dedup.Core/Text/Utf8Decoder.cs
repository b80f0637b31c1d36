using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Dedup.Text;

/// <summary>UTF-8. Bytes that are not UTF-8 read as U+FFFD, one for each maximal invalid sequence, as the Unicode standard recommends.</summary>
internal readonly struct Utf8Decoder : ICodePointDecoder<byte>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Decode(ReadOnlySpan<byte> text, int at, out int units)
    {
        uint first = text[at];
        if (first < 0x80)
        {
            units = 1;
            return (int)first;
        }

        if (at + 1 < text.Length)
        {
            uint second = text[at + 1] ^ 0x80u;
            if (first - 0xC2 < 0xE0 - 0xC2 && second < 0x40)
            {
                units = 2;
                return (int)(((first & 0x1F) << 6) | second);
            }

            if (first - 0xE0 < 0xF0 - 0xE0 && at + 2 < text.Length)
            {
                uint third = text[at + 2] ^ 0x80u;
                uint codePoint = ((first & 0x0F) << 12) | (second << 6) | third;

                // Neither overlong nor a surrogate.
                if ((second | third) < 0x40 && codePoint >= 0x800 && codePoint - 0xD800 >= 0x800)
                {
                    units = 3;
                    return (int)codePoint;
                }
            }
        }

        // By way of a local: what a call gets the address of is kept in memory.
        int rare = DecodeRare(text[at..], out int rareUnits);
        units = rareUnits;
        return rare;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadEntry(ReadOnlySpan<byte> text, int at, out int units)
    {
        uint first = text[at];
        if (first < 0x80)
        {
            units = 1;
            return PackedTable.EntryOf((char)first);
        }

        if (at + 1 < text.Length)
        {
            uint second = text[at + 1] ^ 0x80u;
            if (first - 0xC2 < 0xE0 - 0xC2 && second < 0x40)
            {
                units = 2;
                return PackedTable.EntryOf((char)(((first & 0x1F) << 6) | second));
            }

            if (first - 0xE0 < 0xF0 - 0xE0 && at + 2 < text.Length)
            {
                uint third = text[at + 2] ^ 0x80u;
                uint codePoint = ((first & 0x0F) << 12) | (second << 6) | third;

                // Not overlong. The entries of surrogates leave them to others.
                if ((second | third) < 0x40 && codePoint >= 0x800)
                {
                    units = 3;
                    return PackedTable.EntryOf((char)codePoint);
                }
            }
        }

        units = 1;
        return PackedTable.OtherEntry;
    }

    private static int DecodeRare(ReadOnlySpan<byte> text, out int units)
    {
        OperationStatus status = Rune.DecodeFromUtf8(text, out Rune rune, out units);
        return status == OperationStatus.Done ? rune.Value : Rune.ReplacementChar.Value;
    }
}
