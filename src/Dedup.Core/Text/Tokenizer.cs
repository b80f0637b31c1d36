namespace Dedup.Text;

/// <summary>Cuts a text into tokens: words, or single characters in scripts that are written without spaces. Thread-safe.</summary>
/// <remarks>
/// <para>
/// A token is a maximal run of letters, digits and combining marks. Han characters and kana are one token each, and so are the letters of Thai, Lao, Khmer, Myanmar and their
/// relatives, with their vowel and tone marks. Everything else separates.
/// </para>
/// <para>
/// Before they are compared, tokens are folded: letter case (in full, <c>ß</c> as <c>ss</c>), compatibility forms (full width, ligatures, presentation forms), composed and decomposed
/// letters, decimal digits of all scripts, accents and other optional marks, kana, simplified and traditional or old and new Han characters, look-alikes among Latin, Greek, Cyrillic
/// and Armenian letters. Invisible characters (soft hyphen, zero-width joiners, variation selectors) inside a word are passed over. <c>docs/algorithms/tokens.md</c> has the whole list.
/// </para>
/// <para>
/// All of it comes from a frozen table (Unicode 15.0), never from the runtime, so the tokens of a text are the same on every machine. The same text as UTF-8 and UTF-16 gives the same hashes.
/// </para>
/// <para>
/// A lone surrogate in UTF-16 is a token of its own; invalid bytes in UTF-8 are read as U+FFFD, which is a token too. Cost is linear in the text, whatever it holds, and nothing is allocated but
/// the room in the list.
/// </para>
/// </remarks>
public static partial class Tokenizer
{
    /// <summary>
    /// The version of the definition of tokens: the table, the rules and the hash. Keep it beside whatever is stored of a text; hashes, shingles and signatures of different versions
    /// must not be compared.
    /// </summary>
    public const int Version = 2;

    /// <summary>Replaces the content of <paramref name="tokens"/> by the tokens of a UTF-16 text; positions count UTF-16 units.</summary>
    /// <param name="text">Any text, well-formed or not.</param>
    /// <param name="tokens">Receives the tokens.</param>
    public static void Tokenize(ReadOnlySpan<char> text, TokenList tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        tokens.Clear();
        RunFast<char, Utf16Decoder>(text, tokens);
    }

    /// <summary>Replaces the content of <paramref name="tokens"/> by the tokens of a UTF-8 text; positions count bytes.</summary>
    /// <param name="utf8">Any bytes, well-formed UTF-8 or not.</param>
    /// <param name="tokens">Receives the tokens.</param>
    public static void Tokenize(ReadOnlySpan<byte> utf8, TokenList tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        tokens.Clear();
        RunFast<byte, Utf8Decoder>(utf8, tokens);
    }

    /// <summary>The definition, for any sink.</summary>
    internal static void Run<TUnit, TDecoder, TSink>(ReadOnlySpan<TUnit> text, TSink sink)
        where TUnit : unmanaged
        where TDecoder : ICodePointDecoder<TUnit>
        where TSink : ITokenSink
    {
        TokenAssembler<TSink> assembler = new(sink, stackalloc uint[TokenAssembler<TSink>.MarkLimit]);
        int at = 0;
        while (at < text.Length)
        {
            int codePoint = TDecoder.Decode(text, at, out int units);
            assembler.Take(CharacterTable.EntryOf(codePoint), at, at + units);
            at += units;
        }

        assembler.EndToken();
    }
}
