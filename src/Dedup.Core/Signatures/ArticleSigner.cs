using Dedup.Shingling;
using Dedup.Text;

namespace Dedup.Signatures;

/// <summary>One pass over a text: tokens, shingles, and the sketches that are wanted. Holds scratch memory: one per thread.</summary>
internal sealed class ArticleSigner(Shingler shingler, MinHash? minHash, PositionalSketchOptions? sketchOptions, int shortTextTokens)
{
    private readonly ShingleReader reader = new(shingler);

    internal SignedArticle Sign(string text)
    {
        reader.Read(text);
        TokenList tokens = reader.Tokens;
        ReadOnlySpan<ulong> set = reader.Shingles;

        // A text just above the limit can repeat one just below it, so words are signed up to twice the limit.
        bool signWords = tokens.Count > 0 && tokens.Count < 2 * shortTextTokens;
        bool signShingles = tokens.Count >= shortTextTokens && tokens.Count > 0;
        return new SignedArticle(
            tokens.Count,
            tokens.Count == 0 ? 0 : tokens.Starts[0],
            tokens.Count == 0 ? 0 : tokens.Ends[^1],
            ContentHash.Compute(tokens.Hashes),
            signShingles ? minHash?.ComputeSignature(set) : null,
            signWords ? minHash?.ComputeSignature(tokens.Hashes) : null,
            signShingles && sketchOptions is not null ? PositionalSketch.Compute(set, sketchOptions) : null);
    }
}
