using Dedup.Text;

namespace Dedup.Verification;

/// <summary>How far two articles that share most of their shingles tell the same facts.</summary>
/// <param name="Numbers">
/// The Jaccard similarity of the sets of tokens with digits, 1 where there are none. Counted inside the shared passages, gaps included: a form filled with other figures differs
/// there, a page that wraps an article in a header with a date does not.
/// </param>
/// <param name="Tokens">The share of the smaller article's tokens, repeats counted, that the other one has as well.</param>
/// <param name="LongestPassage">Shared tokens of the longest passage.</param>
internal readonly record struct FactAgreement(double Numbers, double Tokens, int LongestPassage)
{
    internal static FactAgreement Measure(ShingledText left, ShingledText right, List<Passage> passages)
    {
        HashSet<ulong> leftNumbers = [];
        HashSet<ulong> rightNumbers = [];
        if (passages.Count == 0)
        {
            CollectNumbers(left, 0, left.Text.Length, leftNumbers);
            CollectNumbers(right, 0, right.Text.Length, rightNumbers);
        }

        int longest = 0;
        foreach (Passage passage in passages)
        {
            CollectNumbers(left, passage.LeftStart, passage.LeftLength, leftNumbers);
            CollectNumbers(right, passage.RightStart, passage.RightLength, rightNumbers);
            longest = Math.Max(longest, passage.SharedTokens);
        }

        int shared = leftNumbers.Count(rightNumbers.Contains);
        int all = leftNumbers.Count + rightNumbers.Count - shared;
        return new FactAgreement(all == 0 ? 1 : (double)shared / all, SharedTokens(left, right), longest);
    }

    private static void CollectNumbers(ShingledText text, int start, int length, HashSet<ulong> numbers)
    {
        for (int token = text.FirstTokenAt(start); token < text.Tokens.Count && text.Tokens.Starts[token] < start + length; token++)
        {
            if (WordHash.KindOf(text.Tokens.Hashes[token]) == TokenKind.Number)
            {
                numbers.Add(text.Tokens.Hashes[token]);
            }
        }
    }

    private static double SharedTokens(ShingledText left, ShingledText right)
    {
        (ShingledText smaller, ShingledText larger) = left.Tokens.Count <= right.Tokens.Count ? (left, right) : (right, left);
        Dictionary<ulong, int> free = [];
        foreach (ulong token in larger.Tokens.Hashes)
        {
            free[token] = free.GetValueOrDefault(token) + 1;
        }

        int shared = 0;
        foreach (ulong token in smaller.Tokens.Hashes)
        {
            if (free.TryGetValue(token, out int count) && count > 0)
            {
                free[token] = count - 1;
                shared++;
            }
        }

        return smaller.Tokens.Count == 0 ? 1 : (double)shared / smaller.Tokens.Count;
    }
}
