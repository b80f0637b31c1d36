namespace Dedup.Verification;

/// <summary>Tells two pages of one template by their layout: the same text above and below, and between the two a text of its own in each.</summary>
/// <remarks>
/// A template of many words looks like a story that many sites carry, when all that is counted is words. But a site prints its template around its articles, and prints a story
/// that it shares with others between its own header and footer. Where the common text is on one side only, nothing tells the two apart.
/// </remarks>
internal static class PageFrame
{
    // Less is an insertion: an advertisement, a box.
    private const double OwnText = 0.2;

    // Room for a date or a page number at the edge.
    private const int EdgeTokens = 12;

    /// <summary>Whether the passages lie around a text that each of the two has for itself.</summary>
    /// <param name="passages">All passages of the two, in the order of the left text.</param>
    /// <param name="leftTokens">Tokens of the left text.</param>
    /// <param name="rightTokens">Tokens of the right text.</param>
    internal static bool Surrounds(List<FoundPassage> passages, int leftTokens, int rightTokens)
    {
        if (passages.Count < 2
            || Math.Max(passages[0].LeftStart, passages[0].RightStart) > EdgeTokens
            || Math.Min(passages[^1].LeftEnd - leftTokens, passages[^1].RightEnd - rightTokens) < -EdgeTokens)
        {
            return false;
        }

        bool hasOwnText = false;
        for (int i = 1; i < passages.Count; i++)
        {
            int leftGap = passages[i].LeftStart - passages[i - 1].LeftEnd;
            int rightGap = passages[i].RightStart - passages[i - 1].RightEnd;
            if (rightGap < 0)
            {
                return false;
            }

            hasOwnText |= leftGap >= OwnText * leftTokens && rightGap >= OwnText * rightTokens;
        }

        return hasOwnText;
    }
}
