using Dedup.Text;

namespace Dedup.Signatures;

/// <summary>Everything the later stages need to know of an article without its text. Immutable.</summary>
/// <param name="TokenCount">Tokens of the text.</param>
/// <param name="Size">Which way of comparing it is long enough for.</param>
/// <param name="Start">Start of the first token in the text, in UTF-16 units.</param>
/// <param name="End">End (exclusive) of the last token in the text, in UTF-16 units.</param>
/// <param name="Content">Fingerprint of the whole token stream.</param>
/// <param name="Shingled">Where <see cref="Signature"/> stands.</param>
/// <param name="WordSignature">MinHash of the words or pairs of characters, for texts that are too short to shingle or not much longer.</param>
/// <param name="Sketch">Sample of the shingles, when containment or passages are looked for.</param>
internal sealed record SignedArticle(int TokenCount, TextSize Size, int Start, int End, ContentHash Content, ArraySegment<uint> Shingled, uint[]? WordSignature, PositionalSketch? Sketch)
{
    /// <summary>MinHash of the shingles, when resemblance is looked for; else empty.</summary>
    internal ReadOnlySpan<uint> Signature => Shingled;

    /// <summary>Bytes of both signatures.</summary>
    internal long SignatureBytes => ((long)Shingled.Count + (WordSignature?.Length ?? 0)) * sizeof(uint);
}
