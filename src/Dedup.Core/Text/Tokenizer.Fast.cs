using System.Numerics;
using System.Runtime.InteropServices;

namespace Dedup.Text;

public static partial class Tokenizer
{
    // Defined by Run with a HashingSink: the same tokens, faster. Stretches of ASCII are read by AsciiTokens, where there are vectors, and the rest by ScriptTokens. Each hands over to the other between two
    // tokens, and ScriptTokens reads at least one, so the reading moves on. AsciiTokens may go over a token that is then read by the other: the work stays linear.
    private static void RunFast<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, TokenList tokens)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
        where TDecoder : ICodePointDecoder<TUnit>
    {
        int at = 0;
        while (at < text.Length)
        {
            if (AsciiBlock.IsAccelerated && ScriptTokens.StartsAscii(text[at..]))
            {
                at = ReadAscii(text, at, tokens);
            }

            at = ScriptTokens.Read<TUnit, TDecoder>(text, at, tokens);
        }
    }

    // There are no vectors of characters, only of numbers.
    private static int ReadAscii<TUnit>(ReadOnlySpan<TUnit> text, int at, TokenList tokens)
        where TUnit : unmanaged =>
        typeof(TUnit) == typeof(byte)
            ? AsciiTokens.Read(MemoryMarshal.Cast<TUnit, byte>(text), at, tokens)
            : AsciiTokens.Read(MemoryMarshal.Cast<TUnit, ushort>(text), at, tokens);

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
