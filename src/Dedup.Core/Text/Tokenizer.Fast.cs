using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dedup.Text;

public static partial class Tokenizer
{
    private const int BlockBits = 128;
    private const int WordBits = 64;

    // Defined by Run with a HashingSink: the same tokens, faster. What differs here:
    //  1. A token is hashed in registers as it is read, and handed over without a visit to the assembler: the block being filled is low and high, of which bits are used;
    //     WordHash says what is done with a full one.
    //  2. Only tokens of simple code points are taken: letters, Hangul, what is ignored, and marks of which no two stand where their order could matter. At anything
    //     else (an expansion, a second ordered mark, a kana voicing mark, a repeat sign) TryReadToken gives up, and the token is read again by the assembler, together with all
    //     that follows it up to the next separator. So nothing has to be handed from one to the other.
    //  3. Stretches of ASCII are read by AsciiTokens, where there are vectors. It is not asked where one of the next few units is not ASCII: in most texts of another script
    //     a space alone is.
    //  4. A token is read again at most once, and what the assembler reads is not read by this code; AsciiTokens goes over a token once more: the work stays linear.
    private static void RunFast<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, TokenList tokens)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
        where TDecoder : ICodePointDecoder<TUnit>
    {
        int at = 0;
        while (at < text.Length)
        {
            if (AsciiBlock.IsAccelerated && StartsAscii(text[at..]))
            {
                at = ReadAscii(text, at, tokens);
                if (at == text.Length)
                {
                    break;
                }
            }

            uint entry = CharacterTable.EntryOf(TDecoder.Decode(text, at, out int units));
            CharacterClass characterClass = CharacterTable.ClassOf(entry);
            if (characterClass is CharacterClass.Separator or CharacterClass.Ignored)
            {
                at += units;
            }
            else if (!TryReadToken<TUnit, TDecoder>(text, ref at, tokens))
            {
                at = ReadToSeparator<TUnit, TDecoder>(text, at, tokens);
            }
        }
    }

    private static bool StartsAscii<TUnit>(ReadOnlySpan<TUnit> text)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
    {
        const int Ahead = 3;
        return text.Length > Ahead && (uint.CreateTruncating(text[0]) | uint.CreateTruncating(text[Ahead])) < 0x80;
    }

    // There are no vectors of characters, only of numbers.
    private static int ReadAscii<TUnit>(ReadOnlySpan<TUnit> text, int at, TokenList tokens)
        where TUnit : unmanaged =>
        typeof(TUnit) == typeof(byte)
            ? AsciiTokens.Read(MemoryMarshal.Cast<TUnit, byte>(text), at, tokens)
            : AsciiTokens.Read(MemoryMarshal.Cast<TUnit, ushort>(text), at, tokens);

    /// <summary>Reads the token that starts at <paramref name="at"/> and moves behind it; false, with nothing done, when it is not simple.</summary>
    private static bool TryReadToken<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, ref int at, TokenList tokens)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
        where TDecoder : ICodePointDecoder<TUnit>
    {
        ulong state = WordHash.Start;
        ulong low = 0;
        ulong high = 0;
        int bits = 0;
        int blocks = 0;
        uint kinds = 0;
        int end = at;
        bool isCharacter = false;
        bool isAfterOrderedMark = false;
        int next = at;
        while (next < text.Length)
        {
            uint entry = CharacterTable.EntryOf(TDecoder.Decode(text, next, out int units));
            CharacterClass characterClass = CharacterTable.ClassOf(entry);
            ulong packed;
            int width;
            if (characterClass == CharacterClass.Word && !isCharacter)
            {
                kinds |= entry;
                isAfterOrderedMark = false;
                packed = Pack((uint)CharacterTable.CodePointOf(entry), out width);
            }
            else if (characterClass <= CharacterClass.Character)
            {
                // What may start a token ends this one, unless it is the first code point.
                if (next > at || characterClass != CharacterClass.Character)
                {
                    break;
                }

                kinds = entry;
                isCharacter = true;
                packed = Pack((uint)CharacterTable.CodePointOf(entry), out width);
            }
            else if (characterClass == CharacterClass.Mark)
            {
                bool isOrdered = CharacterTable.OrderOf(entry) > 0;
                if ((isOrdered && isAfterOrderedMark) || KanaVoicing.IsMark(CharacterTable.CodePointOf(entry)))
                {
                    return false;
                }

                isAfterOrderedMark = isOrdered;
                packed = Pack((uint)CharacterTable.CodePointOf(entry), out width);
            }
            else if (characterClass == CharacterClass.Hangul)
            {
                if (isCharacter)
                {
                    break;
                }

                isAfterOrderedMark = false;
                packed = Hangul.Pack(CharacterTable.CodePointOf(entry), out ulong trailing);
                width = 2 * Hangul.LetterBits;
                if (trailing != 0)
                {
                    Add(packed, width, ref state, ref low, ref high, ref bits, ref blocks);
                    packed = trailing;
                    width = Hangul.LetterBits;
                }
            }
            else if (characterClass == CharacterClass.Ignored)
            {
                next += units;
                continue;
            }
            else
            {
                return false;
            }

            Add(packed, width, ref state, ref low, ref high, ref bits, ref blocks);
            next += units;
            end = next;
        }

        tokens.Add(WordHash.Finish(state, low, high, ((long)blocks * (BlockBits / 8)) + (bits / 8), CharacterTable.KindOf(kinds)), at, end);
        at = next;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ulong packed, int width, ref ulong state, ref ulong low, ref ulong high, ref int bits, ref int blocks)
    {
        if (bits < WordBits)
        {
            low |= packed << bits;

            // In two steps, because a shift by 64 is one by 0.
            high |= packed >> 1 >> (WordBits - 1 - bits);
            bits += width;
            return;
        }

        high |= packed << (bits - WordBits);
        bits += width;
        if (bits >= BlockBits)
        {
            state = WordHash.Step(state, low, high);
            blocks++;
            bits -= BlockBits;
            low = bits == 0 ? 0 : packed >> (width - bits);
            high = 0;
        }
    }

    /// <summary>The UTF-8 bytes of a code point, the first one lowest, and how many bits they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Pack(uint c, out int width)
    {
        if (c < 0x80)
        {
            width = 8;
            return c;
        }

        return WordHash.PackLong(c, out width);
    }

    private static int ReadToSeparator<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int at, TokenList tokens)
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
