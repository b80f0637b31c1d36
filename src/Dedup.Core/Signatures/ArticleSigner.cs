using System.Runtime.InteropServices;
using Dedup.Internals;
using Dedup.Shingling;
using Dedup.Text;

namespace Dedup.Signatures;

/// <summary>One pass over a text: tokens, shingles, and the sketches that are wanted. Holds scratch memory: one per thread.</summary>
/// <param name="shingler">Makes the shingles.</param>
/// <param name="minHash">Makes the signatures; null for none.</param>
/// <param name="sketchOptions">How to draw the sketch; null for none.</param>
/// <param name="shortTextWords">Texts of fewer words are too short to shingle.</param>
/// <param name="wordsOnly">Whether signatures are only made of single words, of short texts.</param>
/// <param name="inPassing">Whether what is made of a text is done with when the next one is signed, which takes its memory.</param>
internal sealed class ArticleSigner(Shingler shingler, MinHash? minHash, PositionalSketchOptions? sketchOptions, int shortTextWords, bool wordsOnly = false, bool inPassing = false)
{
    /// <summary>More than nearly all texts need.</summary>
    private const int AtOnce = 1 << 16;

    private readonly SketchScratch sketches = new(inPassing ? AtOnce : 0);
    private readonly Slab<uint> signatures = new(inPassing ? AtOnce : 0);
    private readonly ShingleReader reader = new(shingler);
    private readonly List<ulong> terms = [];

    /// <summary>The shingles of the text signed last, in its order.</summary>
    internal ReadOnlySpan<ulong> Shingles => reader.Shingles;

    /// <summary>Bytes of the text signed last, in UTF-8.</summary>
    internal long TextBytes => reader.TextBytes;

    internal SignedArticle Sign(string text)
    {
        reader.Read(text);
        return Sign();
    }

    internal SignedArticle Sign(Article article)
    {
        reader.Read(article);
        return Sign();
    }

    private SignedArticle Sign()
    {
        if (inPassing)
        {
            signatures.Clear();
            sketches.Clear();
        }

        TokenList tokens = reader.Tokens;
        ReadOnlySpan<ulong> set = reader.Shingles;
        TextSize size = TextSizes.Of(tokens, shortTextWords);
        bool signWords = tokens.Count > 0 && size < TextSize.Long;
        bool signShingles = tokens.Count > 0 && size >= TextSize.Medium;
        return new SignedArticle(
            tokens.Count,
            size,
            reader.Extent.Start,
            reader.Extent.End,
            ContentHash.Compute(tokens.Hashes),
            signShingles && !wordsOnly ? SignShingles(set) : default,
            signWords ? SignTerms(tokens) : null,
            signShingles && sketchOptions is not null ? PositionalSketch.Compute(set, sketchOptions, AnchorWindow(tokens, sketchOptions), sketches) : null);
    }

    /// <summary>Where it takes more tokens to make a word, the shortest passage is as much longer.</summary>
    private static int AnchorWindow(TokenList tokens, PositionalSketchOptions options) => options.AnchorWindow == 0
        ? 0
        : (int)((long)options.AnchorWindow * WordMeasure.QuartersOfAWord * tokens.Count / tokens.Quarters);

    private ArraySegment<uint> SignShingles(ReadOnlySpan<ulong> set)
    {
        if (minHash is null)
        {
            return default;
        }

        ArraySegment<uint> signature = signatures.Take(minHash.Options.Components);
        minHash.ComputeSignature(set, signature);
        return signature;
    }

    private uint[]? SignTerms(TokenList tokens)
    {
        ShortTextTerms.Collect(tokens.Hashes, terms);
        return minHash?.ComputeSignature(CollectionsMarshal.AsSpan(terms));
    }
}
