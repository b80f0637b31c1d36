using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dedup.Text;

/// <summary>Reads the tokens of text that is not mostly ASCII, one code point after the other.</summary>
/// <remarks>
/// Defined by <c>Tokenizer.Run</c> with a <see cref="HashingSink"/>. What differs here:
/// <list type="number">
/// <item>The bytes of a token are collected as they are read (<see cref="TokenBytes"/>), from a table that has them ready (<see cref="PackedTable"/>); a code point is decoded and looked up once.</item>
/// <item>Only tokens of simple code points are taken: letters, Hangul, what is ignored, and marks of which no two stand where their order could matter. At anything else (a long expansion, a second
/// ordered mark, a kana voicing mark, a repeat sign) the token is read again by the assembler, together with all that follows it up to the next separator. So nothing has to be
/// handed from one to the other.</item>
/// <item>A token is read again at most once, and what the assembler reads is not read by this code: the work stays linear.</item>
/// </list>
/// </remarks>
internal static class ScriptTokens
{
    /// <summary>Units that must be ASCII for the text to be handed over: in most texts of another script a space alone is.</summary>
    private const int Ahead = 4;

    /// <summary>Adds the tokens from a place on, at least one if there is any, to where the text ends or ASCII begins.</summary>
    /// <param name="text">UTF-8 or UTF-16.</param>
    /// <param name="at">Where to start: no token reaches over this place.</param>
    /// <param name="tokens">Receives the tokens.</param>
    /// <param name="bytes">Memory for <see cref="TokenBytes.Room"/> bytes.</param>
    /// <returns>Where to go on: the end of the text, or a place that <see cref="StartsAscii"/>.</returns>
    internal static int Read<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int at, TokenList tokens, Span<byte> bytes)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
        where TDecoder : ICodePointDecoder<TUnit>
    {
        int begin = at;

        // Always those of the code point that was decoded last.
        int units = 0;
        uint entry = at < text.Length ? TDecoder.ReadEntry(text, at, out units) : 0;
        while (at < text.Length)
        {
            PackedClass packedClass = PackedTable.ClassOf(entry);
            if (packedClass is PackedClass.Separator or PackedClass.Ignored)
            {
                at += units;
                entry = at < text.Length ? TDecoder.ReadEntry(text, at, out units) : 0;
                continue;
            }

            int next = at;
            int end = at;
            uint kinds = 0;
            int filled = 0;
            long hashed = 0;
            ulong state = WordHash.Start;
            bool isAfterOrderedMark = false;
            if (packedClass == PackedClass.Character)
            {
                // Only marks join it, and mostly there are none.
                kinds = entry;
                ulong value = PackedTable.ValueOf(entry);
                filled = PackedTable.BytesOf(entry);
                next += units;
                end = next;
                if (next < text.Length)
                {
                    entry = TDecoder.ReadEntry(text, next, out units);
                    packedClass = PackedTable.ClassOf(entry);
                }

                if (next == text.Length || packedClass is PackedClass.Character or PackedClass.Separator)
                {
                    tokens.Add(WordHash.Finish(state, value, 0, filled, PackedTable.KindOf(kinds)), at, end);
                    at = next;
                    continue;
                }

                TokenBytes.Write(bytes, 0, value);
                while (true)
                {
                    if (packedClass is PackedClass.Mark || (packedClass == PackedClass.OrderedMark && !isAfterOrderedMark))
                    {
                        isAfterOrderedMark = packedClass == PackedClass.OrderedMark;
                        TokenBytes.Write(bytes, filled, PackedTable.ValueOf(entry));
                        filled += PackedTable.BytesOf(entry);
                        end = next + units;
                        TokenBytes.MakeRoom(bytes, ref filled, ref hashed, ref state);
                    }
                    else if (packedClass != PackedClass.Ignored)
                    {
                        packedClass = packedClass == PackedClass.OrderedMark ? PackedClass.Other : packedClass;
                        break;
                    }

                    next += units;
                    if (next >= text.Length)
                    {
                        break;
                    }

                    entry = TDecoder.ReadEntry(text, next, out units);
                    packedClass = PackedTable.ClassOf(entry);
                }
            }
            else
            {
                if (at > begin && StartsAscii(text[at..]))
                {
                    return at;
                }

                while (true)
                {
                    if (packedClass <= PackedClass.Mark)
                    {
                        isAfterOrderedMark = false;
                        next = ReadLetters<TUnit, TDecoder>(text, next, bytes, ref filled, ref kinds, ref entry, ref units);
                        end = next;
                        if (next >= text.Length)
                        {
                            break;
                        }

                        TokenBytes.MakeRoom(bytes, ref filled, ref hashed, ref state);
                        packedClass = PackedTable.ClassOf(entry);
                        continue;
                    }

                    if (packedClass <= PackedClass.Character)
                    {
                        break;
                    }

                    if (packedClass == PackedClass.Hangul)
                    {
                        isAfterOrderedMark = false;
                        TokenBytes.Write(bytes, filled, Hangul.Pack((int)PackedTable.ValueOf(entry), out ulong trailing));
                        TokenBytes.Write(bytes, filled + (2 * Hangul.LetterBytes), trailing);
                        filled += trailing == 0 ? 2 * Hangul.LetterBytes : 3 * Hangul.LetterBytes;
                        end = next + units;
                    }
                    else if (packedClass == PackedClass.OrderedMark && !isAfterOrderedMark)
                    {
                        isAfterOrderedMark = true;
                        TokenBytes.Write(bytes, filled, PackedTable.ValueOf(entry));
                        filled += PackedTable.BytesOf(entry);
                        end = next + units;
                    }
                    else if (packedClass != PackedClass.Ignored)
                    {
                        packedClass = PackedClass.Other;
                        break;
                    }

                    next += units;
                    if (next >= text.Length)
                    {
                        break;
                    }

                    TokenBytes.MakeRoom(bytes, ref filled, ref hashed, ref state);
                    entry = TDecoder.ReadEntry(text, next, out units);
                    packedClass = PackedTable.ClassOf(entry);
                }
            }

            if (packedClass == PackedClass.Other)
            {
                at = Tokenizer.ReadToSeparator<TUnit, TDecoder>(text, at, tokens);
                entry = at < text.Length ? TDecoder.ReadEntry(text, at, out units) : 0;
                continue;
            }

            tokens.Add(TokenBytes.Finish(bytes, filled, state, hashed + filled, PackedTable.KindOf(kinds)), at, end);
            at = next;
        }

        return at;
    }

    /// <summary>Reads letters (and marks that stay where they are) from the entry at hand on to the first code point that is none, which is then at hand.</summary>
    // A method of its own and little in it, because that is what fits into the registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadLetters<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int next, Span<byte> bytes, ref int filled, ref uint kinds, ref uint entry, ref int units)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
        where TDecoder : ICodePointDecoder<TUnit>
    {
        uint letter = entry;
        uint letters = kinds;
        int length = filled;
        int taken = units;
        while (true)
        {
            // Two at a time: their bytes go into one write, and one question finds out whether either is no letter.
            next += taken;
            uint second = next < text.Length ? TDecoder.ReadEntry(text, next, out taken) : PackedTable.OtherEntry;
            letters |= letter;
            if (PackedTable.ClassOf(letter | second) > PackedClass.Mark || TokenBytes.IsFull(length))
            {
                TokenBytes.Write(bytes, length, PackedTable.ValueOf(letter));
                length += PackedTable.BytesOf(letter);
                letter = second;
                break;
            }

            letters |= second;
            int bytesOfFirst = PackedTable.BytesOf(letter);
            TokenBytes.Write(bytes, length, PackedTable.ValueOf(letter) | ((ulong)PackedTable.ValueOf(second) << (8 * bytesOfFirst)));
            length += bytesOfFirst + PackedTable.BytesOf(second);
            next += taken;
            if (next >= text.Length)
            {
                break;
            }

            letter = TDecoder.ReadEntry(text, next, out taken);
            if (PackedTable.ClassOf(letter) > PackedClass.Mark)
            {
                break;
            }
        }

        entry = letter;
        kinds = letters;
        filled = length;
        units = taken;
        return next;
    }

    /// <summary>Whether the text goes on in ASCII, for a while at least.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool StartsAscii<TUnit>(ReadOnlySpan<TUnit> text)
        where TUnit : unmanaged, IBinaryInteger<TUnit> =>
        text.Length >= Ahead
            && (uint.CreateTruncating(text[0]) | uint.CreateTruncating(text[1]) | uint.CreateTruncating(text[2]) | uint.CreateTruncating(text[3])) < 0x80;
}
