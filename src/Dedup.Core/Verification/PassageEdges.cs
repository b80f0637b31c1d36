namespace Dedup.Verification;

/// <summary>Where a passage lies in one text, and what it may grow into: the text up to the neighbouring tokens. Positions count UTF-16 units.</summary>
/// <param name="before">What stands between the token before the passage, or the start of the text, and its first token.</param>
/// <param name="start">Start of the passage's first token.</param>
/// <param name="end">End (exclusive) of the passage's last token.</param>
/// <param name="after">What stands between its last token and the one after it, or the end of the text.</param>
/// <param name="textLength">Length of the whole text.</param>
internal readonly ref struct PassageEdges(ReadOnlySpan<char> before, int start, int end, ReadOnlySpan<char> after, int textLength)
{
    private readonly ReadOnlySpan<char> textBefore = before;
    private readonly int start = start;
    private readonly int end = end;
    private readonly ReadOnlySpan<char> textAfter = after;
    private readonly int textLength = textLength;

    /// <summary>
    /// The passage with the punctuation that touches it where that is equal in both texts (quotation marks, a full stop), and with all that is equal up to the very start or
    /// end of a text; without blank space at its ends.
    /// </summary>
    internal static Passage Extend(PassageEdges left, PassageEdges right, int sharedTokens)
    {
        int before = 0;
        int room = Math.Min(left.textBefore.Length, right.textBefore.Length);
        while (before < room && left.textBefore[^(before + 1)] == right.textBefore[^(before + 1)])
        {
            before++;
        }

        ReadOnlySpan<char> leading = left.textBefore[^before..];
        bool fromStart = before == left.start || before == right.start;
        before -= fromStart ? leading.IndexOfAnyExcept(Blanks) is >= 0 and int blank ? blank : before : leading.LastIndexOfAny(Blanks) + 1;

        int after = left.textAfter.CommonPrefixLength(right.textAfter);
        ReadOnlySpan<char> trailing = left.textAfter[..after];
        bool toEnd = left.end + after == left.textLength || right.end + after == right.textLength;
        after = toEnd ? trailing.LastIndexOfAnyExcept(Blanks) + 1 : trailing.IndexOfAny(Blanks) is >= 0 and int gap ? gap : after;

        return new Passage(
            left.start - before,
            left.end + after - (left.start - before),
            right.start - before,
            right.end + after - (right.start - before),
            sharedTokens);
    }

    private static ReadOnlySpan<char> Blanks => " \t\n\v\f\r\u00A0\u3000";
}
