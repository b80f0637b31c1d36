using Dedup.Text;

namespace Dedup.Verification;

/// <summary>Measures how far two texts tell the same facts. Holds scratch: one per thread. Cost is linear in both texts.</summary>
internal sealed class FactMeter
{
    private readonly PassageAligner aligner = new();
    private int equal;
    private int replaced;
    private int missing;
    private int replacedPlaces;
    private int otherPlaces;

    internal FactAgreement Measure(ShingledText left, ShingledText right, List<FoundPassage> passages)
    {
        (equal, replaced, missing, replacedPlaces, otherPlaces) = (0, 0, 0, 0, 0);
        int aligned = 0;
        int spanned = 0;
        int longest = 0;
        foreach (FoundPassage passage in passages)
        {
            int tokens = Measure(left, right, aligner.Align(passage, left, right));
            aligned += tokens;
            spanned += left.Tokens.Count <= right.Tokens.Count ? passage.LeftEnd - passage.LeftStart : passage.RightEnd - passage.RightStart;
            longest = Math.Max(longest, tokens);
        }

        if (passages.Count == 0)
        {
            MeasureAll(left, right);
        }

        FactAgreement facts = new(aligned, spanned, longest, equal, replaced, missing, replacedPlaces, otherPlaces, double.NaN);
        return facts.HangOnTokens ? facts with { Tokens = SharedTokens(left, right) } : facts;
    }

    private int Measure(ShingledText left, ShingledText right, List<TokenRun> runs)
    {
        int tokens = 0;
        for (int i = 0; i < runs.Count; i++)
        {
            tokens += runs[i].Length;
            equal += CountNumbers(left, runs[i].Left, runs[i].LeftEnd);
            if (i > 0)
            {
                int before = CountNumbers(left, runs[i - 1].LeftEnd, runs[i].Left);
                int after = CountNumbers(right, runs[i - 1].RightEnd, runs[i].Right);
                replaced += Math.Min(before, after);
                missing += Math.Abs(before - after);
                replacedPlaces += before > 0 && after > 0 ? 1 : 0;
                otherPlaces += before > 0 && after > 0 ? 0 : 1;
            }
        }

        return tokens;
    }

    private void MeasureAll(ShingledText left, ShingledText right)
    {
        HashSet<ulong> leftNumbers = CollectNumbers(left);
        HashSet<ulong> rightNumbers = CollectNumbers(right);
        equal = leftNumbers.Count(rightNumbers.Contains);
        replaced = Math.Min(leftNumbers.Count, rightNumbers.Count) - equal;
        missing = Math.Abs(leftNumbers.Count - rightNumbers.Count);
    }

    private static HashSet<ulong> CollectNumbers(ShingledText text)
    {
        HashSet<ulong> numbers = [];
        for (int token = 0; token < text.Tokens.Count; token++)
        {
            if (IsNumber(text, token))
            {
                numbers.Add(text.Tokens.Hashes[token]);
            }
        }

        return numbers;
    }

    private static int CountNumbers(ShingledText text, int firstToken, int endToken)
    {
        int count = 0;
        for (int token = firstToken; token < endToken; token++)
        {
            count += IsNumber(text, token) ? 1 : 0;
        }

        return count;
    }

    private static bool IsNumber(ShingledText text, int token) => WordHash.KindOf(text.Tokens.Hashes[token]) == TokenKind.Number;

    private static double SharedTokens(ShingledText left, ShingledText right)
    {
        (ShingledText smaller, ShingledText larger) = left.Tokens.Count <= right.Tokens.Count ? (left, right) : (right, left);
        return smaller.Tokens.Count == 0 ? 1 : (double)smaller.TokenCounts.CountShared(larger.TokenCounts) / smaller.Tokens.Count;
    }
}
