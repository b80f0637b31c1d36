using System.Runtime.CompilerServices;

namespace Dedup.Text;

/// <summary>UTF-16. A lone surrogate stands for itself, so that two texts that differ only there stay different.</summary>
internal readonly struct Utf16Decoder : ICodePointDecoder<char>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Decode(ReadOnlySpan<char> text, int at, out int units)
    {
        char first = text[at];
        units = 1;
        return char.IsSurrogate(first) ? DecodeSurrogate(text, at, out units) : first;
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
