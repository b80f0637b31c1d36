namespace Dedup.Text;

/// <summary>Reads code points from one encoding; lets the tokenizer be written once for both.</summary>
internal interface ICodePointDecoder<TUnit>
    where TUnit : unmanaged
{
    /// <summary>The code point that starts at <paramref name="at"/>, a place in <paramref name="text"/>, and how many units it takes, at least one.</summary>
    static abstract int Decode(ReadOnlySpan<TUnit> text, int at, out int units);
}
