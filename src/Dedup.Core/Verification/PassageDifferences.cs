namespace Dedup.Verification;

/// <summary>Says what differs inside a passage: what lies between its equal runs, without the words that are equal there too. Holds scratch: one per thread.</summary>
/// <remarks>
/// Between two runs stands at most <see cref="VerificationOptions.PassageGapTokens"/> tokens a side, so the longest common subsequence (Wagner and Fischer, "The string-to-string correction
/// problem", 1974) of a gap costs at most the square of that, and all gaps together that many times the passage's length.
/// </remarks>
internal sealed class PassageDifferences
{
    private readonly List<TokenRun> equal = [];
    private int[] lengths = [];

    /// <summary>The equal runs of the passage explained last.</summary>
    internal IReadOnlyList<TokenRun> Equal => equal;

    internal ExplainedPassage Explain(FoundPassage passage, ShingledText left, ShingledText right)
    {
        equal.Clear();
        foreach (TokenRun run in passage.Runs)
        {
            if (equal.Count > 0)
            {
                FillGap(equal[^1], run, left.Tokens.Hashes, right.Tokens.Hashes);
            }

            Add(run);
        }

        return new ExplainedPassage
        {
            Passage = passage.ToPassage(left, right) with { SharedTokens = equal.Sum(static run => run.Length) },
            LeftTokens = passage.LeftEnd - passage.LeftStart,
            RightTokens = passage.RightEnd - passage.RightStart,
            Differences = List(left, right),
        };
    }

    private PassageDifference[] List(ShingledText left, ShingledText right)
    {
        var differing = new PassageDifference[equal.Count - 1];
        for (int i = 0; i < differing.Length; i++)
        {
            differing[i] = new(RangeOf(left, equal[i].LeftEnd, equal[i + 1].Left), RangeOf(right, equal[i].RightEnd, equal[i + 1].Right));
        }

        return differing;
    }

    private static TextRange RangeOf(ShingledText text, int firstToken, int endToken)
    {
        int start = text.Tokens.Starts[firstToken];
        return new TextRange(start, firstToken == endToken ? 0 : text.Tokens.Ends[endToken - 1] - start);
    }

    /// <summary>Adds what is equal between two runs, aligned so that as many tokens as possible are.</summary>
    private void FillGap(TokenRun before, TokenRun after, ReadOnlySpan<ulong> leftTokens, ReadOnlySpan<ulong> rightTokens)
    {
        ReadOnlySpan<ulong> x = leftTokens[before.LeftEnd..after.Left];
        ReadOnlySpan<ulong> y = rightTokens[before.RightEnd..after.Right];
        if (x.IsEmpty || y.IsEmpty)
        {
            return;
        }

        // lengths[i, j] is that of the longest common subsequence of what follows place i of x and place j of y.
        int width = y.Length + 1;
        if (lengths.Length < (x.Length + 1) * width)
        {
            lengths = new int[(x.Length + 1) * width];
        }

        Array.Clear(lengths, 0, (x.Length + 1) * width);
        for (int i = x.Length - 1; i >= 0; i--)
        {
            for (int j = y.Length - 1; j >= 0; j--)
            {
                lengths[(i * width) + j] = x[i] == y[j]
                    ? lengths[((i + 1) * width) + j + 1] + 1
                    : Math.Max(lengths[((i + 1) * width) + j], lengths[(i * width) + j + 1]);
            }
        }

        int left = 0;
        int right = 0;
        while (left < x.Length && right < y.Length)
        {
            if (x[left] == y[right])
            {
                Add(new TokenRun(before.LeftEnd + left++, before.RightEnd + right++, 1));
            }
            else if (lengths[((left + 1) * width) + right] >= lengths[(left * width) + right + 1])
            {
                left++;
            }
            else
            {
                right++;
            }
        }
    }

    private void Add(TokenRun run)
    {
        if (equal.Count > 0 && equal[^1].LeftEnd == run.Left && equal[^1].RightEnd == run.Right)
        {
            equal[^1] = equal[^1] with { Length = equal[^1].Length + run.Length };
        }
        else
        {
            equal.Add(run);
        }
    }
}
