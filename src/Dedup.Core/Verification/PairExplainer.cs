using Dedup.Shingling;

namespace Dedup.Verification;

/// <summary>Reads two texts closely, for people: passages from eight tokens on, what differs inside them, and what repeats within one text. Holds scratch: one per thread.</summary>
/// <remarks>
/// Runs are anchored on three tokens instead of a whole shingle. On the short answers of Clough and Stevenson, "Developing a corpus of plagiarised short answers" (Language Resources and
/// Evaluation 45, 2011), that is what tells copied from independent work; docs/algorithms/verification.md has the figures. Between two texts that are known to
/// the reader chance runs of that length are few, between all pairs of a collection they would not be.
/// </remarks>
internal sealed class PairExplainer(DedupOptions options)
{
    private const int AnchorTokens = 3;
    private const int LeastTokens = 8;
    private static readonly Shingler Anchors = new(new ShinglingOptions { Width = AnchorTokens });
    private readonly ShingledText left = new(Anchors);
    private readonly ShingledText right = new(Anchors);
    private readonly PassageFinder finder = new();
    private readonly PassageDifferences differences = new();

    /// <summary>Explains a verdict; the articles are those of the pair, in its order.</summary>
    internal PairExplanation Explain(DuplicatePair pair, Article leftArticle, Article rightArticle)
    {
        left.Load(leftArticle.Text);
        right.Load(rightArticle.Text);
        int least = Math.Clamp(Math.Min(left.Tokens.Count, right.Tokens.Count) / 2, 1, LeastTokens);
        ExplainedPassage[] passages = [.. finder.FindInEither(left, right, options.Verification.PassageGapTokens, least).Select(passage => differences.Explain(passage, left, right))];
        int shared = passages.Sum(static passage => passage.Passage.SharedTokens);
        return new PairExplanation
        {
            Pair = pair,
            Left = leftArticle,
            Right = rightArticle,
            Passages = passages,
            LeftWordForWord = Share(shared, left.Tokens.Count),
            RightWordForWord = Share(shared, right.Tokens.Count),
            LeftRepeats = RepeatedText.Find(left),
            RightRepeats = RepeatedText.Find(right),
        };
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
