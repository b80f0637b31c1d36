using System.Text;
using Dedup.Text;

namespace Dedup.Shingling;

/// <summary>Text to tokens to shingles, in memory that is used again for the next text. One per thread.</summary>
internal sealed class ShingleReader(Shingler shingler)
{
    private const int MostUnitsAtOnce = 1 << 24;

    private int count;
    private byte[] utf8Buffer = [];

    internal TokenList Tokens { get; } = new();

    /// <summary>The shingle hashes of the text read last, in its order.</summary>
    internal ReadOnlySpan<ulong> Shingles => Buffer.AsSpan(0, count);

    /// <summary>Where the shingles stand; longer than the text needs, and another array once a longer text is read.</summary>
    internal ulong[] Buffer { get; private set; } = [];

    /// <summary>Bytes of the text read last, in UTF-8.</summary>
    internal long TextBytes { get; private set; }

    /// <summary>Where the first token starts and the last one ends, in UTF-16 units; zero without tokens.</summary>
    internal (int Start, int End) Extent { get; private set; }

    /// <summary>Reads a text; positions of tokens count UTF-16 units.</summary>
    internal void Read(string text)
    {
        Tokenizer.Tokenize(text, Tokens);
        TextBytes = Utf8Bytes(text);
        Extent = Tokens.Count == 0 ? default : (Tokens.Starts[0], Tokens.Ends[^1]);
        MakeShingles();
    }

    /// <summary>Reads the text of an article in the form in which it is kept; positions of tokens count units of that form.</summary>
    internal void Read(Article article)
    {
        if (!article.TryReadUtf8(ref utf8Buffer, out ReadOnlyMemory<byte> kept))
        {
            Read(article.Text);
            return;
        }

        ReadOnlySpan<byte> utf8 = kept.Span;
        Read(utf8);
        if (Tokens.Count > 0)
        {
            Extent = (Encoding.UTF8.GetCharCount(utf8[..Tokens.Starts[0]]), article.TextLength - Encoding.UTF8.GetCharCount(utf8[Tokens.Ends[^1]..]));
        }
    }

    /// <summary>Reads a text in UTF-8; positions of tokens count bytes, and the extent is not told.</summary>
    internal void Read(ReadOnlySpan<byte> utf8)
    {
        Tokenizer.Tokenize(utf8, Tokens);
        TextBytes = utf8.Length;
        Extent = default;
        MakeShingles();
    }

    /// <summary>In parts, because the bytes of a long string may be more than the framework counts at once.</summary>
    private static long Utf8Bytes(ReadOnlySpan<char> text)
    {
        long bytes = 0;
        while (text.Length > MostUnitsAtOnce)
        {
            int units = char.IsHighSurrogate(text[MostUnitsAtOnce - 1]) ? MostUnitsAtOnce - 1 : MostUnitsAtOnce;
            bytes += Encoding.UTF8.GetByteCount(text[..units]);
            text = text[units..];
        }

        return bytes + Encoding.UTF8.GetByteCount(text);
    }

    private void MakeShingles()
    {
        count = shingler.ShingleCount(Tokens.Count);
        if (count > Buffer.Length)
        {
            Buffer = new ulong[Math.Max(count, 2 * Buffer.Length)];
        }

        shingler.ComputeShingles(Tokens.Hashes, Buffer);
    }
}
