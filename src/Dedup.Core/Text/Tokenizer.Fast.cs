using System.Numerics;

namespace Dedup.Text;

public static partial class Tokenizer
{
    // Defined by Run with a HashingSink: the same tokens, faster. Stretches of mostly ASCII are read by AsciiTokens, where there are vectors, and the rest by ScriptTokens. Each hands over to the other between two
    // tokens, and ScriptTokens reads at least one, so the reading moves on. AsciiTokens may go over a token that is then read by the other: the work stays linear.
    private static void RunFast<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, TokenList tokens)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
        where TDecoder : ICodePointDecoder<TUnit>
    {
        // Here, because the JIT cannot improve a method with memory of its own on the stack once it runs.
        Span<TUnit> rest = stackalloc TUnit[AsciiBlock.Length];
        Span<byte> bytes = stackalloc byte[TokenBytes.Room];
        int at = 0;
        while (at < text.Length)
        {
            if (AsciiBlock.IsAccelerated && ScriptTokens.StartsAscii(text[at..]))
            {
                at = AsciiTokens.Read<TUnit, TDecoder>(text, at, tokens, rest, bytes);
            }

            at = ScriptTokens.Read<TUnit, TDecoder>(text, at, tokens, bytes);
        }
    }

    /// <summary>Reads with the assembler up to the next separator.</summary>
    internal static int ReadToSeparator<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int at, TokenList tokens)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
        where TDecoder : ICodePointDecoder<TUnit>
    {
        TokenAssembler<HashingSink> assembler = new(new HashingSink(tokens), stackalloc uint[TokenAssembler<HashingSink>.MarkLimit]);
        while (at < text.Length)
        {
            uint entry = CharacterTable.EntryOf(TDecoder.Decode(text, at, out int units));
            assembler.Take(entry, at, at + units);
            at += units;
            if (CharacterTable.ClassOf(entry) == CharacterClass.Separator)
            {
                break;
            }
        }

        assembler.EndToken();
        return at;
    }
}
