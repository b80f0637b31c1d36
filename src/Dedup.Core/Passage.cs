namespace Dedup;

/// <summary>A stretch of text that two articles have in common, as character ranges in both original texts. Immutable.</summary>
/// <remarks>
/// A passage is a chain of equal runs of tokens with small edits between them, so the two ranges need not be equal character
/// by character. It starts and ends on a token or on equal punctuation beside one.
/// </remarks>
/// <param name="LeftStart">Start in the left text, in UTF-16 units.</param>
/// <param name="LeftLength">Length in the left text, in UTF-16 units.</param>
/// <param name="RightStart">Start in the right text, in UTF-16 units.</param>
/// <param name="RightLength">Length in the right text, in UTF-16 units.</param>
/// <param name="SharedTokens">How many tokens of the range are equal on both sides, in order.</param>
public readonly record struct Passage(int LeftStart, int LeftLength, int RightStart, int RightLength, int SharedTokens)
{
    /// <summary>The same passage seen from the other side.</summary>
    public Passage Swap() => new(RightStart, RightLength, LeftStart, LeftLength, SharedTokens);
}
