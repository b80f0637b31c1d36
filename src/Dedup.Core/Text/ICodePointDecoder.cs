namespace Dedup.Text;

/// <summary>Reads code points from one encoding; lets the tokenizer be written once for both.</summary>
internal interface ICodePointDecoder<TUnit>
    where TUnit : unmanaged
{
    /// <summary>The code unit as a number; below 0x80 it is the ASCII character itself.</summary>
    static abstract uint Unit(TUnit unit);

    /// <summary>The code point that starts at the front of <paramref name="text"/>, which is not empty, and how many units it takes.</summary>
    static abstract int Decode(ReadOnlySpan<TUnit> text, out int units);
}
