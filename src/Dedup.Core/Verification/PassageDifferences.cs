namespace Dedup.Verification;

/// <summary>Says what differs inside a passage: what lies between the tokens that are equal. Holds scratch: one per thread.</summary>
internal sealed class PassageDifferences
{
    private readonly PassageAligner aligner = new();

    /// <summary>The equal runs of the passage explained last.</summary>
    internal IReadOnlyList<TokenRun> Equal { get; private set; } = [];

    internal ExplainedPassage Explain(FoundPassage passage, ShingledText left, ShingledText right)
    {
        List<TokenRun> equal = aligner.Align(passage, left, right);
        Equal = equal;
        var differing = new PassageDifference[equal.Count - 1];
        for (int i = 0; i < differing.Length; i++)
        {
            differing[i] = new(RangeOf(left, equal[i].LeftEnd, equal[i + 1].Left), RangeOf(right, equal[i].RightEnd, equal[i + 1].Right));
        }

        return new ExplainedPassage
        {
            Passage = passage.ToPassage(left, right) with { SharedTokens = equal.Sum(static run => run.Length) },
            LeftTokens = passage.LeftEnd - passage.LeftStart,
            RightTokens = passage.RightEnd - passage.RightStart,
            Differences = differing,
        };
    }

    private static TextRange RangeOf(ShingledText text, int firstToken, int endToken)
    {
        int start = text.Tokens.Starts[firstToken];
        return new TextRange(start, firstToken == endToken ? 0 : text.Tokens.Ends[endToken - 1] - start);
    }
}
