using System.Numerics;

namespace Dedup.Text;

public static partial class Tokenizer
{
    /// <summary>Units that the assembler reads at least, for what it takes to begin a chunk again, if no separator comes.</summary>
    private const int LeastAssembled = 16;

    // Defined by Run with a HashingSink: the same tokens, faster. The text is folded a chunk at a time; a token that takes more than a chunk is for goes through the assembler, with all up to the next separator. What the
    // one has begun and the other must read goes through both, and no more: the work stays linear.
    private static void RunFast<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, TokenList tokens)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
        where TDecoder : ICodePointDecoder<TUnit>
    {
        // Here, because the JIT cannot improve a method with memory of its own on the stack once it runs.
        Span<TUnit> rest = stackalloc TUnit[AsciiFolding.Block];
        FoldedChunk chunk = tokens.Chunk;
        int at = 0;
        while (at < text.Length)
        {
            at = chunk.Read<TUnit, TDecoder>(text, at, tokens, rest, out bool isStuck);
            if (isStuck)
            {
                at = ReadToBoundary<TUnit, TDecoder>(text, at, tokens);
            }
        }
    }

    /// <summary>Reads with the assembler up to the next separator, or to a character that is a token of its own for the fast code too: scripts without spaces have few separators.</summary>
    private static int ReadToBoundary<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int at, TokenList tokens)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
        where TDecoder : ICodePointDecoder<TUnit>
    {
        TokenAssembler<HashingSink> assembler = new(new HashingSink(tokens), stackalloc uint[TokenAssembler<HashingSink>.MarkLimit]);
        int least = at + LeastAssembled;
        while (at < text.Length && (at < least || PackedTable.ClassOf(TDecoder.ReadEntry(text, at, out _)) != PackedClass.Character))
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
