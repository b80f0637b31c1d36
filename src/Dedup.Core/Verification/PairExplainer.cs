using System.Collections;
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
    /// <param name="pair">The verdict.</param>
    /// <param name="leftArticle">Its left article.</param>
    /// <param name="rightArticle">Its right article.</param>
    /// <param name="leftCommon">What else of the left text is known to be boilerplate.</param>
    /// <param name="rightCommon">What else of the right text is known to be boilerplate.</param>
    internal PairExplanation Explain(
        DuplicatePair pair, Article leftArticle, Article rightArticle, IReadOnlyList<TextRange>? leftCommon = null, IReadOnlyList<TextRange>? rightCommon = null)
    {
        left.Load(leftArticle.Text);
        right.Load(rightArticle.Text);
        BitArray leftBoilerplate = MarkBoilerplate(left, leftCommon);
        BitArray rightBoilerplate = MarkBoilerplate(right, rightCommon);
        List<ExplainedPassage> passages = [];
        int least = Math.Clamp(Math.Min(left.Tokens.Count, right.Tokens.Count) / 2, 1, LeastTokens);
        foreach (FoundPassage found in PassageMending.Mend(finder.FindInEither(left, right, options.Verification.PassageGapTokens, least), left, right))
        {
            passages.Add(differences.Explain(found, left, right));
            Share(differences.Equal, leftBoilerplate, rightBoilerplate);
        }

        int shared = passages.Sum(static passage => passage.Passage.SharedTokens);
        return new PairExplanation
        {
            Pair = pair,
            Left = leftArticle,
            Right = rightArticle,
            Passages = passages,
            LeftWordForWord = Share(shared, left.Tokens.Count),
            RightWordForWord = Share(shared, right.Tokens.Count),
            LeftBoilerplate = RepeatedText.RangesOf(leftBoilerplate, left.Tokens, leastTokens: 1),
            RightBoilerplate = RepeatedText.RangesOf(rightBoilerplate, right.Tokens, leastTokens: 1),
        };
    }

    private static BitArray MarkBoilerplate(ShingledText text, IReadOnlyList<TextRange>? known)
    {
        BitArray marked = RepeatedText.Mark(text);
        foreach (TextRange range in known ?? [])
        {
            for (int token = text.FirstTokenAt(range.Start); token < text.Tokens.Count && text.Tokens.Starts[token] < range.Start + range.Length; token++)
            {
                marked[token] = true;
            }
        }

        return marked;
    }

    /// <summary>What is boilerplate in one text is boilerplate where it stands in the other.</summary>
    private static void Share(IReadOnlyList<TokenRun> equal, BitArray leftBoilerplate, BitArray rightBoilerplate)
    {
        foreach (TokenRun run in equal)
        {
            for (int i = 0; i < run.Length; i++)
            {
                leftBoilerplate[run.Left + i] = rightBoilerplate[run.Right + i] |= leftBoilerplate[run.Left + i];
            }
        }
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
