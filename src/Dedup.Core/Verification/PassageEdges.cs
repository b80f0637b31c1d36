namespace Dedup.Verification;

/// <summary>Where a passage lies in one text, and how far it may grow: to the neighbouring tokens.</summary>
/// <param name="Text">The original text.</param>
/// <param name="Floor">End of the token before the passage, or 0.</param>
/// <param name="Start">Start of the passage's first token.</param>
/// <param name="End">End (exclusive) of the passage's last token.</param>
/// <param name="Ceiling">Start of the token after the passage, or the end of the text.</param>
internal readonly record struct PassageEdges(string Text, int Floor, int Start, int End, int Ceiling)
{
    /// <summary>
    /// The passage with the punctuation that touches it where that is equal in both texts (quotation marks, a full stop), and with all that is equal up to the very start or
    /// end of a text; without blank space at its ends.
    /// </summary>
    internal static Passage Extend(PassageEdges left, PassageEdges right, int sharedTokens)
    {
        int before = 0;
        int room = Math.Min(left.Start - left.Floor, right.Start - right.Floor);
        while (before < room && left.Text[left.Start - before - 1] == right.Text[right.Start - before - 1])
        {
            before++;
        }

        ReadOnlySpan<char> leading = left.Text.AsSpan(left.Start - before, before);
        bool fromStart = before == left.Start || before == right.Start;
        before -= fromStart ? leading.IndexOfAnyExcept(Blanks) is >= 0 and int blank ? blank : before : leading.LastIndexOfAny(Blanks) + 1;

        int after = left.Text.AsSpan(left.End, left.Ceiling - left.End).CommonPrefixLength(right.Text.AsSpan(right.End, right.Ceiling - right.End));
        ReadOnlySpan<char> trailing = left.Text.AsSpan(left.End, after);
        bool toEnd = left.End + after == left.Text.Length || right.End + after == right.Text.Length;
        after = toEnd ? trailing.LastIndexOfAnyExcept(Blanks) + 1 : trailing.IndexOfAny(Blanks) is >= 0 and int gap ? gap : after;

        return new Passage(
            left.Start - before,
            left.End + after - (left.Start - before),
            right.Start - before,
            right.End + after - (right.Start - before),
            sharedTokens);
    }

    private static ReadOnlySpan<char> Blanks => " \t\n\v\f\r\u00A0\u3000";
}
