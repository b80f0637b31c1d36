namespace Dedup.Verification;

/// <summary>How far two articles that share passages tell the same facts: what their texts have in common, word by word and number by number.</summary>
/// <param name="Aligned">How many tokens are equal, in order, within the passages; those between the edits inside a passage included.</param>
/// <param name="Spanned">How many tokens of the smaller article the passages span, those that differ inside included.</param>
/// <param name="LongestPassage">How many equal tokens the longest passage holds.</param>
/// <param name="EqualNumbers">Tokens with digits that are equal and at the same place of a passage.</param>
/// <param name="ReplacedNumbers">Tokens with digits in whose place the other text has another token with digits.</param>
/// <param name="MissingNumbers">Tokens with digits inside a passage for which the other text has none.</param>
/// <param name="Tokens">The share of the smaller article's tokens, repeats counted, that the other one has as well, wherever they stand.</param>
/// <remarks>
/// Numbers are compared inside the shared passages, edits included: a form filled with other figures differs there, a page that wraps an article in a header with a date does not.
/// Without passages all numbers of both texts are one place.
/// </remarks>
internal readonly record struct FactAgreement(int Aligned, int Spanned, int LongestPassage, int EqualNumbers, int ReplacedNumbers, int MissingNumbers, double Tokens)
{
    private const double LeastNumbers = 0.8;
    private const double LeastKeptNumbers = 0.95;
    private const double LeastTokens = 0.8;
    private const int CopiedPassageTokens = 150;

    /// <summary>Whether the two look like one article twice.</summary>
    internal bool Agree => Share(EqualNumbers, ReplacedNumbers + MissingNumbers) >= LeastNumbers
        && Share(EqualNumbers, ReplacedNumbers) >= LeastKeptNumbers
        && (Tokens >= LeastTokens || LongestPassage >= CopiedPassageTokens);

    private static double Share(int agreeing, int others) => agreeing + others > 0 ? (double)agreeing / (agreeing + others) : 1;
}
