namespace Dedup.Text;

/// <summary>UTF-16. A lone surrogate stands for itself, so that two texts that differ only there stay different.</summary>
internal readonly struct Utf16Decoder : ICodePointDecoder<char>
{
    public static uint Unit(char unit) => unit;

    public static int Decode(ReadOnlySpan<char> text, out int units)
    {
        char first = text[0];
        if (char.IsHighSurrogate(first) && text.Length > 1 && char.IsLowSurrogate(text[1]))
        {
            units = 2;
            return char.ConvertToUtf32(first, text[1]);
        }

        units = 1;
        return first;
    }
}
