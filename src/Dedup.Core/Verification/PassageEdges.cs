namespace Dedup.Verification;

/// <summary>Where a passage lies in one text, and how far it may grow: to the neighbouring tokens.</summary>
/// <param name="Text">The original text.</param>
/// <param name="Floor">End of the token before the passage, or 0.</param>
/// <param name="Start">Start of the passage's first token.</param>
/// <param name="End">End (exclusive) of the passage's last token.</param>
/// <param name="Ceiling">Start of the token after the passage, or the end of the text.</param>
internal readonly record struct PassageEdges(string Text, int Floor, int Start, int End, int Ceiling)
{
    /// <summary>The passage, with the punctuation beside it that is equal in both texts (quotation marks, a full stop) but without blank space at its ends.</summary>
    internal static Passage Extend(PassageEdges left, PassageEdges right, int sharedTokens)
    {
        int before = 0;
        int room = Math.Min(left.Start - left.Floor, right.Start - right.Floor);
        while (before < room && left.Text[left.Start - before - 1] == right.Text[right.Start - before - 1])
        {
            before++;
        }

        while (before > 0 && IsBlank(left.Text[left.Start - before]))
        {
            before--;
        }

        int after = left.Text.AsSpan(left.End, left.Ceiling - left.End).CommonPrefixLength(right.Text.AsSpan(right.End, right.Ceiling - right.End));
        while (after > 0 && IsBlank(left.Text[left.End + after - 1]))
        {
            after--;
        }

        return new Passage(
            left.Start - before,
            left.End + after - (left.Start - before),
            right.Start - before,
            right.End + after - (right.Start - before),
            sharedTokens);
    }

    private static bool IsBlank(char unit) => unit is ' ' or '\u00A0' or '\u3000' or (>= '\t' and <= '\r');
}
