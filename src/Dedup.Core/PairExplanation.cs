namespace Dedup;

/// <summary>Why two articles are a pair, or are none: what they share, closely read, and what differs inside it. Made by <see cref="Deduplicator.Explain(Article, Article, DedupOptions?)"/>. Immutable and thread-safe.</summary>
/// <remarks>
/// The verdict and its passages are those of <see cref="Pair"/>. The passages here come from a closer look at the same two texts, which shows quotations of eight words and
/// bridges edits that a search through many articles has to pass over. They decide nothing.
/// </remarks>
public sealed record PairExplanation
{
    /// <summary>The verdict.</summary>
    public required DuplicatePair Pair { get; init; }

    /// <summary>What is known of how many other articles carry what the two share, and whether the verdict hangs on it. Default <see cref="BackgroundCheck.NotNeeded"/>.</summary>
    public BackgroundCheck Background { get; init; }

    /// <summary>The article on the left of the pair.</summary>
    public required Article Left { get; init; }

    /// <summary>The article on the right of the pair.</summary>
    public required Article Right { get; init; }

    /// <summary>The shared passages of eight tokens and more, ordered by their place in the left text; no token of either text lies in two of them.</summary>
    public required IReadOnlyList<ExplainedPassage> Passages { get; init; }

    /// <summary>The share of the left text's tokens that the passages hold word for word, 0 to 1.</summary>
    public required double LeftWordForWord { get; init; }

    /// <summary>The share of the right text's tokens that the passages hold word for word, 0 to 1.</summary>
    public required double RightWordForWord { get; init; }

    /// <summary>
    /// Stretches of the left text that are likely boilerplate, in order: twelve words and more that stand twice in one of the two texts, far apart, such as a header above each article of a
    /// page. What other articles carry as well cannot be known from two.
    /// </summary>
    public required IReadOnlyList<TextRange> LeftBoilerplate { get; init; }

    /// <summary>Stretches of the right text that are likely boilerplate, in order.</summary>
    public required IReadOnlyList<TextRange> RightBoilerplate { get; init; }
}
