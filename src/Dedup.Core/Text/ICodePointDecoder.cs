namespace Dedup.Text;

/// <summary>Reads code points from one encoding; lets the tokenizer be written once for both.</summary>
internal interface ICodePointDecoder<TUnit>
    where TUnit : unmanaged
{
    /// <summary>The code point that starts at <paramref name="at"/>, a place in <paramref name="text"/>, and how many units it takes, at least one.</summary>
    static abstract int Decode(ReadOnlySpan<TUnit> text, int at, out int units);

    /// <summary>As <see cref="Decode"/>, but gives the code point's entry in <see cref="PackedTable"/>; <see cref="PackedClass.Other"/>, and any number of units, where it takes more than a quick look.</summary>
    static abstract uint ReadEntry(ReadOnlySpan<TUnit> text, int at, out int units);
}
