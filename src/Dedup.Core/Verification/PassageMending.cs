namespace Dedup.Verification;

/// <summary>Makes whole, for people, what edits have broken: joins passages that are parts of one, and takes the last words on their ends along.</summary>
/// <remarks>
/// A passage of hundreds of words in which one word in five was changed has, somewhere, a stretch longer than a gap may be; a short one loses, on average, the words outside its outermost
/// edits. Cost is linear in the passages.
/// </remarks>
internal sealed class PassageMending(int leftTokens, int rightTokens)
{
    // A gap is bridged when the passages on both sides hold so many times its tokens together, up to a limit that bounds the work of aligning it.
    private const int SharedPerGapToken = 4;
    private const int MostBridged = 40;
    private const int MostDrift = 12;

    // Passages of one text with edits in it are mostly equal; what a translation made anew has in common is not, and is shown in the pieces that it is.
    private const double LeastEqual = 2.0 / 3;

    // At an end, so many equal tokens behind so few others belong to the passage still: less would be there by chance.
    private const int LeastAtEnd = 2;
    private const int MostSkippedAtEnd = 3;

    /// <summary>The passages of two texts, mended: in the order of the left text, no token in two of them.</summary>
    /// <param name="passages">In the order of the left text, no token in two of them.</param>
    /// <param name="left">The left text.</param>
    /// <param name="right">The right text.</param>
    internal static List<FoundPassage> Mend(List<FoundPassage> passages, ShingledText left, ShingledText right)
    {
        PassageMending mending = new(left.Tokens.Count, right.Tokens.Count);
        List<FoundPassage> joined = Join(passages);
        for (int i = 0; i < joined.Count; i++)
        {
            joined[i] = mending.Stretch(joined, i, left.Tokens.Hashes, right.Tokens.Hashes);
        }

        return joined;
    }

    private static List<FoundPassage> Join(List<FoundPassage> passages)
    {
        List<int> rightStarts = [.. passages.Select(static passage => passage.RightStart).Order()];
        List<FoundPassage> joined = [];
        foreach (FoundPassage passage in passages)
        {
            if (joined.Count > 0 && BelongTogether(joined[^1], passage, rightStarts))
            {
                joined[^1] = new FoundPassage([.. joined[^1].Runs, .. passage.Runs]);
            }
            else
            {
                joined.Add(passage);
            }
        }

        return joined;
    }

    private static bool BelongTogether(FoundPassage before, FoundPassage after, List<int> rightStarts)
    {
        int leftGap = after.LeftStart - before.LeftEnd;
        int rightGap = after.RightStart - before.RightEnd;
        int gap = Math.Max(leftGap, rightGap);
        return rightGap >= 0
            && gap <= Math.Min(MostBridged, (before.SharedTokens + after.SharedTokens) / SharedPerGapToken)
            && Math.Abs(leftGap - rightGap) <= MostDrift
            && IsMostlyEqual(before)
            && IsMostlyEqual(after)
            && rightStarts.BinarySearch(after.RightStart) - 1 == LastBefore(rightStarts, before.RightEnd);
    }

    private static bool IsMostlyEqual(FoundPassage passage) =>
        passage.SharedTokens >= LeastEqual * Math.Max(passage.LeftEnd - passage.LeftStart, passage.RightEnd - passage.RightStart);

    /// <summary>The last passage that starts before a token of the right text.</summary>
    private static int LastBefore(List<int> rightStarts, int token)
    {
        int at = rightStarts.BinarySearch(token);
        return (at < 0 ? ~at : at) - 1;
    }

    /// <summary>Appends to both ends what is equal just behind an edit, as long as no other passage has it.</summary>
    private FoundPassage Stretch(List<FoundPassage> passages, int at, ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        FoundPassage passage = passages[at];
        int leftFloor = at > 0 ? passages[at - 1].LeftEnd : 0;
        int leftEnd = at + 1 < passages.Count ? passages[at + 1].LeftStart : leftTokens;
        int rightFloor = 0;
        int rightEnd = rightTokens;
        foreach (FoundPassage other in passages)
        {
            if (other.RightEnd <= passage.RightStart)
            {
                rightFloor = Math.Max(rightFloor, other.RightEnd);
            }
            else if (other.RightStart >= passage.RightEnd)
            {
                rightEnd = Math.Min(rightEnd, other.RightStart);
            }
        }

        List<TokenRun> runs = [.. passage.Runs];
        while (RunBehind(left[runs[^1].LeftEnd..leftEnd], right[runs[^1].RightEnd..rightEnd], fromEnd: false) is { Length: > 0 } next)
        {
            runs.Add(new TokenRun(runs[^1].LeftEnd + next.Left, runs[^1].RightEnd + next.Right, next.Length));
        }

        while (RunBehind(left[leftFloor..runs[0].Left], right[rightFloor..runs[0].Right], fromEnd: true) is { Length: > 0 } next)
        {
            runs.Insert(0, new TokenRun(runs[0].Left - next.Left - next.Length, runs[0].Right - next.Right - next.Length, next.Length));
        }

        return new FoundPassage(runs);
    }

    /// <summary>The nearest equal run behind an edit, with the tokens skipped on either side; without length when there is none.</summary>
    private static TokenRun RunBehind(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, bool fromEnd)
    {
        for (int skipped = 1; skipped <= 2 * MostSkippedAtEnd; skipped++)
        {
            for (int onLeft = Math.Max(0, skipped - MostSkippedAtEnd); onLeft <= Math.Min(skipped, MostSkippedAtEnd); onLeft++)
            {
                int onRight = skipped - onLeft;
                if (onLeft > left.Length || onRight > right.Length)
                {
                    continue;
                }

                int length = fromEnd ? CommonSuffix(left[..^onLeft], right[..^onRight]) : left[onLeft..].CommonPrefixLength(right[onRight..]);
                if (length >= LeastAtEnd)
                {
                    return new TokenRun(onLeft, onRight, length);
                }
            }
        }

        return default;
    }

    private static int CommonSuffix(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        int length = 0;
        while (length < left.Length && length < right.Length && left[^(length + 1)] == right[^(length + 1)])
        {
            length++;
        }

        return length;
    }
}
