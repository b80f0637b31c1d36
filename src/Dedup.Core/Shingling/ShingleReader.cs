using Dedup.Text;

namespace Dedup.Shingling;

/// <summary>Text to tokens to shingles, in memory that is used again for the next text. One per thread.</summary>
internal sealed class ShingleReader(Shingler shingler)
{
    private int count;

    internal TokenList Tokens { get; } = new();

    /// <summary>The shingle hashes of the text read last, in its order.</summary>
    internal ReadOnlySpan<ulong> Shingles => Buffer.AsSpan(0, count);

    /// <summary>Where the shingles stand; longer than the text needs, and another array once a longer text is read.</summary>
    internal ulong[] Buffer { get; private set; } = [];

    internal void Read(string text)
    {
        Tokenizer.Tokenize(text, Tokens);
        count = shingler.ShingleCount(Tokens.Count);
        if (count > Buffer.Length)
        {
            Buffer = new ulong[Math.Max(count, 2 * Buffer.Length)];
        }

        shingler.ComputeShingles(Tokens.Hashes, Buffer);
    }
}
