using System.Buffers;

namespace Dedup.Text;

/// <summary>Cuts a text into tokens: words, or single characters in scripts that are written without spaces. Thread-safe.</summary>
/// <remarks>
/// <para>
/// A token is a maximal run of letters, digits and combining marks, compared without regard to letter case. Han, kana, Thai, Lao, Khmer and
/// Myanmar characters are one token each. Invisible characters (soft hyphen, zero-width joiners, variation selectors) inside a word are passed over.
/// Everything else separates. Character classes and case folding come from a frozen table (Unicode 15.0), never from the runtime, so the tokens of a text are
/// the same on every machine. The same text as UTF-8 and UTF-16 gives the same hashes.
/// </para>
/// <para>
/// A lone surrogate in UTF-16 is a token of its own; invalid bytes in UTF-8 separate, as U+FFFD does. Cost is linear in the text, whatever it holds.
/// </para>
/// </remarks>
public static class Tokenizer
{
    /// <summary>Replaces the content of <paramref name="tokens"/> by the tokens of a UTF-16 text; positions count UTF-16 units.</summary>
    /// <param name="text">Any text, well-formed or not.</param>
    /// <param name="tokens">Receives the tokens.</param>
    public static void Tokenize(ReadOnlySpan<char> text, TokenList tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        Run<char, Utf16Decoder>(text, tokens);
    }

    /// <summary>Replaces the content of <paramref name="tokens"/> by the tokens of a UTF-8 text; positions count bytes.</summary>
    /// <param name="utf8">Any bytes, well-formed UTF-8 or not.</param>
    /// <param name="tokens">Receives the tokens.</param>
    public static void Tokenize(ReadOnlySpan<byte> utf8, TokenList tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        Run<byte, Utf8Decoder>(utf8, tokens);
    }

    private static void Run<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, TokenList tokens)
        where TUnit : unmanaged
        where TDecoder : ICodePointDecoder<TUnit>
    {
        tokens.Clear();
        FoldedWord word = new(stackalloc byte[256]);
        try
        {
            int start = 0;
            int end = 0;
            int at = 0;
            while (at < text.Length)
            {
                uint unit = TDecoder.Unit(text[at]);
                int units = 1;
                int codePoint = unit < 0x80 ? (int)unit : TDecoder.Decode(text[at..], out units);
                byte kind = CharacterTable.KindOf(codePoint);
                switch (CharacterTable.ClassOfKind(kind))
                {
                    case CharacterClass.Word:
                        start = word.IsEmpty ? at : start;
                        end = at + units;
                        word.Append(codePoint + CharacterTable.FoldDelta(kind));
                        break;
                    case CharacterClass.Separator:
                        word.FlushTo(tokens, start, end);
                        break;
                    case CharacterClass.Single:
                        word.FlushTo(tokens, start, end);
                        word.Append(codePoint + CharacterTable.FoldDelta(kind));
                        word.FlushTo(tokens, at, at + units);
                        break;
                    case CharacterClass.Ignored:
                        break;
                }

                at += units;
            }

            word.FlushTo(tokens, start, end);
        }
        finally
        {
            word.Dispose();
        }
    }

    /// <summary>The word being read, as the UTF-8 bytes of its folded code points.</summary>
    private ref struct FoldedWord(Span<byte> initial)
    {
        private Span<byte> bytes = initial;
        private byte[]? rented;
        private int length;

        public readonly bool IsEmpty => length == 0;

        public void Append(int codePoint)
        {
            if (length + 4 > bytes.Length)
            {
                Grow();
            }

            // Written out, because Rune refuses lone surrogates; they take the three bytes that their value would.
            Span<byte> to = bytes[length..];
            if (codePoint < 0x80)
            {
                to[0] = (byte)codePoint;
                length++;
            }
            else if (codePoint < 0x800)
            {
                to[0] = (byte)(0xC0 | (codePoint >> 6));
                to[1] = (byte)(0x80 | (codePoint & 0x3F));
                length += 2;
            }
            else if (codePoint < 0x10000)
            {
                to[0] = (byte)(0xE0 | (codePoint >> 12));
                to[1] = (byte)(0x80 | ((codePoint >> 6) & 0x3F));
                to[2] = (byte)(0x80 | (codePoint & 0x3F));
                length += 3;
            }
            else
            {
                to[0] = (byte)(0xF0 | (codePoint >> 18));
                to[1] = (byte)(0x80 | ((codePoint >> 12) & 0x3F));
                to[2] = (byte)(0x80 | ((codePoint >> 6) & 0x3F));
                to[3] = (byte)(0x80 | (codePoint & 0x3F));
                length += 4;
            }
        }

        public void FlushTo(TokenList tokens, int start, int end)
        {
            if (length > 0)
            {
                tokens.Add(WordHash.Compute(bytes[..length]), start, end);
                length = 0;
            }
        }

        public readonly void Dispose()
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }

        private void Grow()
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(bytes.Length * 2);
            bytes[..length].CopyTo(larger);
            Dispose();
            rented = larger;
            bytes = larger;
        }
    }
}
