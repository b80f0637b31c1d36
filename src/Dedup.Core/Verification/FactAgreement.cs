namespace Dedup.Verification;

/// <summary>How far two articles that share passages tell the same facts: what their texts have in common, word by word and number by number.</summary>
/// <param name="Aligned">How many tokens are equal, in order, within the passages; those between the edits inside a passage included.</param>
/// <param name="Spanned">How many tokens of the smaller article the passages span, those that differ inside included.</param>
/// <param name="LongestPassage">How many equal tokens the longest passage holds.</param>
/// <param name="EqualNumbers">Tokens with digits that are equal and at the same place of a passage.</param>
/// <param name="ReplacedNumbers">Tokens with digits in whose place the other text has another token with digits.</param>
/// <param name="MissingNumbers">Tokens with digits inside a passage for which the other text has none.</param>
/// <param name="ReplacedPlaces">Places inside a passage where the two differ and both have a token with digits.</param>
/// <param name="OtherPlaces">The other places inside a passage where the two differ.</param>
/// <param name="Tokens">The share of the smaller article's tokens, repeats counted, that the other one has as well, wherever they stand; no number unless something hangs on it.</param>
/// <remarks>
/// Numbers are compared inside the shared passages, edits included: a form filled with other figures differs there, a page that wraps an article in a header with a date does not.
/// Without passages all numbers of both texts are one place.
/// </remarks>
internal readonly record struct FactAgreement(int Aligned, int Spanned, int LongestPassage, int EqualNumbers, int ReplacedNumbers, int MissingNumbers, int ReplacedPlaces, int OtherPlaces, double Tokens)
{
    private const double LeastNumbers = 0.8;
    private const double LeastKeptNumbers = 0.95;
    private const double LeastTokens = 0.8;
    private const int CopiedPassageTokens = 150;

    // One figure replaced is a correction; a form is filled in more than once, and a new version of a long text has its few new figures far apart.
    private const int LeastFilledPlaces = 2;
    private const int FilledPlaceTokens = 40;
    private const double LeastFilledNumbers = 0.1;

    /// <summary>Whether the two look like one article twice.</summary>
    internal bool Agree => NumbersAgree && (Tokens >= LeastTokens || LongestPassage >= CopiedPassageTokens);

    /// <summary>Whether it takes <see cref="Tokens"/> to say whether the two agree.</summary>
    internal bool HangOnTokens => NumbersAgree && LongestPassage < CopiedPassageTokens;

    /// <summary>
    /// Whether the two are one form filled with other facts, to be seen without counting who else has it: they differ in more than one number in ten, at two places or more and not far
    /// apart, and less often in anything else. Who edits an article changes its words.
    /// </summary>
    internal bool AreForm => ReplacedPlaces >= LeastFilledPlaces
        && ReplacedPlaces > OtherPlaces
        && FilledPlaceTokens * ReplacedPlaces >= Aligned
        && Share(EqualNumbers, ReplacedNumbers) < 1 - LeastFilledNumbers;

    private bool NumbersAgree => Share(EqualNumbers, ReplacedNumbers + MissingNumbers) >= LeastNumbers && Share(EqualNumbers, ReplacedNumbers) >= LeastKeptNumbers;

    private static double Share(int agreeing, int others) => agreeing + others > 0 ? (double)agreeing / (agreeing + others) : 1;
}
