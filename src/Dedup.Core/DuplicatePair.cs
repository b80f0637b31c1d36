using Dedup.Verification;

namespace Dedup;

/// <summary>Two articles that repeat each other: verified on the texts, typed and explained. Immutable and thread-safe.</summary>
/// <remarks>
/// For <see cref="DuplicateRelation.ContainedIn"/> the left article is the contained one; otherwise the left id is ordinally
/// the smaller one. The similarities are exact: they are counted over the full sets of shingles, not estimated from sketches.
/// </remarks>
public sealed record DuplicatePair
{
    /// <summary>Id of the left article; the contained one where one contains the other.</summary>
    public required string Left { get; init; }

    /// <summary>Id of the right article.</summary>
    public required string Right { get; init; }

    /// <summary>How the two repeat each other.</summary>
    public required DuplicateRelation Relation { get; init; }

    /// <summary>Shared shingles over all shingles of both, 0 to 1 (Broder's resemblance).</summary>
    public required double Jaccard { get; init; }

    /// <summary>Shared shingles over all shingles of the left article, 0 to 1 (Broder's containment).</summary>
    public required double LeftInRight { get; init; }

    /// <summary>Shared shingles over all shingles of the right article, 0 to 1.</summary>
    public required double RightInLeft { get; init; }

    /// <summary>
    /// The share of the left article's tokens, 0 to 1, that stand in the right one in the same order, within passages of at least 16 shared tokens (half of the shorter text, if that is less)
    /// and with small edits between them. Other than <see cref="LeftInRight"/> it hardly suffers from scattered edits. 0 where texts are too short to shingle.
    /// </summary>
    public double LeftAligned { get; init; }

    /// <summary>The share of the right article's tokens that stand in the left one in the same order, as for <see cref="LeftAligned"/>.</summary>
    public double RightAligned { get; init; }

    /// <summary>How many distinct shingles the two have in common: the evidence behind the similarities.</summary>
    public required int SharedShingles { get; init; }

    /// <summary>
    /// Tokens per shingle behind the similarities: <see cref="Shingling.ShinglingOptions.Width"/>, or 1 where one text is too short to shingle: then "shingles" are single words, or pairs of characters of scripts without spaces.
    /// </summary>
    public required int ShingleWidth { get; init; }

    /// <summary>
    /// Whether one of the two texts has fewer than four words, so that there is nothing to say but that they are not identical. A Han character counts half a word, a kana or a letter of
    /// Thai and its like a quarter. Such a pair is never near or contained.
    /// </summary>
    public bool TooShort { get; init; }

    /// <summary>The shared passages, ordered by their place in the left text. Empty when passages were not looked for or none is long enough.</summary>
    public IReadOnlyList<Passage> Passages { get; init; } = [];

    /// <summary>How alike the two titles are, 0 to 1 (token-set ratio), or null unless both articles have one.</summary>
    public double? TitleSimilarity { get; init; }

    /// <summary>Whether the two tell the same facts; not measured where texts are too short to shingle.</summary>
    internal FactAgreement Facts { get; init; }

    /// <summary>The order of pairs in results: by left id, then right id.</summary>
    internal static int CompareIds(DuplicatePair x, DuplicatePair y)
    {
        int order = string.CompareOrdinal(x.Left, y.Left);
        return order != 0 ? order : string.CompareOrdinal(x.Right, y.Right);
    }

    /// <summary>Whether both articles are known to come from one place.</summary>
    internal bool SameSource { get; init; }

    /// <summary>Whether they look like two pages of one template, around a text of its own in each.</summary>
    internal bool SharesFrame { get; init; }

    /// <summary>The pair with its similarities but no relation.</summary>
    internal DuplicatePair Drop()
    {
        DuplicatePair pair = string.CompareOrdinal(Left, Right) < 0 ? this : Swap();
        return pair with { Relation = DuplicateRelation.None, Passages = [] };
    }

    /// <summary>The same pair seen from the other side. The relation stays: swap a contained pair only to put the contained article on the left.</summary>
    internal DuplicatePair Swap() => this with
    {
        Left = Right,
        Right = Left,
        LeftInRight = RightInLeft,
        RightInLeft = LeftInRight,
        LeftAligned = RightAligned,
        RightAligned = LeftAligned,
        Passages = Passages.Select(static passage => passage.Swap()).OrderBy(static passage => (passage.LeftStart, passage.RightStart)).ToArray(),
    };
}
