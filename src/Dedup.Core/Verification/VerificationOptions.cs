namespace Dedup.Verification;

/// <summary>When a candidate pair is a duplicate, and of which kind. Immutable and thread-safe.</summary>
public sealed record VerificationOptions
{
    /// <summary>Least Jaccard similarity of a near-duplicate, above 0 to 1. Default 0.5: with shingles of five, about one word in thirteen changed, or half of the text cut off.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 and at most 1.</exception>
    public double JaccardThreshold { get; init => field = Share(value, nameof(JaccardThreshold)); } = 0.5;

    /// <summary>Least share of an article's shingles that must lie in another for it to be contained, above 0 to 1. Default 0.8; lower values flag follow-up stories that quote each other.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 and at most 1.</exception>
    public double ContainmentThreshold { get; init => field = Share(value, nameof(ContainmentThreshold)); } = 0.8;

    /// <summary>
    /// Whether articles that edits have left few shingles in common are known by their words in order. Default true. One changed word in six leaves a Jaccard of shingles of 0.25 and
    /// five sixths of the words. A pair is then reported when its passages hold 0.7 of the shorter article's tokens and span 0.85 of it, so that no paragraph is new, and tell the same facts;
    /// or when they hold at least 800 tokens and 0.6 of it. Thresholds above their defaults ask for more in proportion. False goes by the thresholds alone.
    /// </summary>
    public bool AlignWords { get; init; } = true;

    /// <summary>Least number of shared words, in order and with small edits between them, that makes a passage, 5 to 10,000. Default 40. A word is a token; a Han character counts half a word, a kana or a letter of Thai and its like a quarter.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 5 or more than 10,000.</exception>
    public int PassageTokens { get; init => field = Within(value, 5, 10_000, nameof(PassageTokens)); } = 40;

    /// <summary>Most tokens that may differ on either side between two equal runs of one passage, 0 to 1000. Default 12; in scripts without spaces as many more as a word there has characters (see <see cref="PassageTokens"/>), on the average of the two texts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or more than 1000.</exception>
    public int PassageGapTokens { get; init => field = Within(value, 0, 1000, nameof(PassageGapTokens)); } = 12;

    /// <summary>
    /// Texts with fewer words than this are too short to shingle, 0 to 1000. Default 24; what counts as a word is the same as for <see cref="PassageTokens"/>, so a Chinese text of 47
    /// characters is one of them. They are compared as sets of words (pairs of characters in scripts without spaces) and by <see cref="ShortTextSimilarity"/>, can be identical or near-duplicates, and are never called contained: a headline inside an article proves nothing.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or more than 1000.</exception>
    public int ShortTextTokens { get; init => field = Within(value, 0, 1000, nameof(ShortTextTokens)); } = 24;

    /// <summary>Least token-set ratio of two short near-duplicates, above 0 to 1. Default 0.9. Their numbers must agree as well.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 and at most 1.</exception>
    public double ShortTextSimilarity { get; init => field = Share(value, nameof(ShortTextSimilarity)); } = 0.9;

    /// <summary>
    /// How many pairs are listed for one family of identical articles, or between two such families, before only the family's first id is paired with
    /// each of the others, 1 to 1,000,000,000. Default 32,640: all pairs among 256 copies. A million copies make a million pairs, not half a trillion.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 1,000,000,000.</exception>
    public int PairsPerFamily { get; init => field = Within(value, 1, 1_000_000_000, nameof(PairsPerFamily)); } = 32_640;

    /// <summary>
    /// A shingle that stands in more articles than this, copies of one article counted once, is taken for template text, 0 to 1,000,000; 0 switches the rule off. Default 3.
    /// Two articles whose numbers differ and whose remaining shingles mostly do too fill one form with other facts: they are no pair. In a pile of up to so many
    /// articles nothing is template text, but two that differ in hardly anything but their figures are told apart all the same.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or more than 1,000,000.</exception>
    public int TemplateArticles { get; init => field = Within(value, 0, 1_000_000, nameof(TemplateArticles)); } = 3;

    /// <summary>
    /// A passage is reported only if at least half of it stands in no more articles than this, copies of one article counted once, 0 to 1,000,000; 0 switches the rule off. Default 16:
    /// what more articles than that have in common is a header or a stock phrase. So is what stands three times or more in one of the two, far apart; that is switched off with it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or more than 1,000,000.</exception>
    public int PassageArticles { get; init => field = Within(value, 0, 1_000_000, nameof(PassageArticles)); } = 16;

    private static double Share(double value, string name) =>
        value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0 and at most 1.");

    private static int Within(int value, int least, int most, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most, name);
        return value;
    }
}
