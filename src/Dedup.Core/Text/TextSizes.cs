namespace Dedup.Text;

/// <summary>Measures which <see cref="TextSize"/> a text has.</summary>
internal static class TextSizes
{
    /// <summary>Fewer words in common are no evidence: "Mayor resigns" is said of many mayors.</summary>
    internal const int LeastWords = 4;

    private const int MediumOverShort = 2;

    /// <param name="tokens">The tokens of the text.</param>
    /// <param name="shortTextWords">The number of words from which on a text can be compared by its shingles.</param>
    internal static TextSize Of(TokenList tokens, int shortTextWords)
    {
        int longFrom = MediumOverShort * shortTextWords * WordMeasure.QuartersOfAWord;

        // No token counts less than a quarter, so of most texts the length says it all.
        if (tokens.Count >= longFrom)
        {
            return TextSize.Long;
        }

        long quarters = tokens.Quarters;
        return quarters >= longFrom ? TextSize.Long
            : quarters >= shortTextWords * WordMeasure.QuartersOfAWord ? TextSize.Medium
            : quarters >= LeastWords * WordMeasure.QuartersOfAWord ? TextSize.Short
            : TextSize.TooShort;
    }

    /// <summary>Whether two texts are compared as sets of words.</summary>
    internal static bool AreShort(TextSize x, TextSize y) => Math.Min((byte)x, (byte)y) <= (byte)TextSize.Short && Math.Max((byte)x, (byte)y) < (byte)TextSize.Long;
}
