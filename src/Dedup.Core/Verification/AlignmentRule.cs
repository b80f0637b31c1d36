namespace Dedup.Verification;

/// <summary>Tells from the words that stand in the same order in both whether two articles repeat each other, where edits have left few shingles in common.</summary>
/// <remarks>
/// One changed word in six takes the Jaccard of shingles of five from 1 to 0.25 and leaves five sixths of the words in place. So an edited article is known by its words, but a follow-up
/// story must not be: it repeats whole paragraphs and adds others, and no measure of the share alone tells the two apart. What does is where the other words stand.
/// Edits lie inside the passages, new paragraphs outside.
/// </remarks>
internal sealed class AlignmentRule(VerificationOptions limits)
{
    private const double EditedWords = 0.3;

    // Leaves room for a changed headline, not for a new paragraph.
    private const double NewText = 0.15;

    // So much text in the same order is no coincidence and longer than what news stories quote of each other: two versions of one long document.
    private const int ManyTokens = 800;
    private const double OtherTextOfMany = 0.4;

    private static readonly VerificationOptions Defaults = new();

    /// <summary>Whether two articles of comparable length are versions of one text, by what they share and the tokens of the shorter one.</summary>
    internal bool AreVersions(FactAgreement facts, int shorter) => Holds(facts, shorter, Tolerance(limits.JaccardThreshold, Defaults.JaccardThreshold));

    /// <summary>Whether the shorter article stands in the longer one.</summary>
    internal bool IsInside(FactAgreement facts, int shorter) => Holds(facts, shorter, Tolerance(limits.ContainmentThreshold, Defaults.ContainmentThreshold));

    /// <summary>Whether passages are long enough for either verdict, before it is counted what is equal inside them.</summary>
    internal bool MayHold(List<FoundPassage> passages, int shorter) => limits.AlignWords
        && passages.Sum(static passage => Math.Min(passage.LeftEnd - passage.LeftStart, passage.RightEnd - passage.RightStart)) >= (1 - OtherTextOfMany) * shorter;

    private bool Holds(FactAgreement facts, int shorter, double tolerance) => limits.AlignWords
        && (IsEdited(facts, shorter, tolerance) || IsLong(facts, shorter, tolerance));

    private static bool IsEdited(FactAgreement facts, int shorter, double tolerance) =>
        facts.Agree && facts.Aligned >= (1 - (EditedWords * tolerance)) * shorter && facts.Spanned >= (1 - (NewText * tolerance)) * shorter;

    private static bool IsLong(FactAgreement facts, int shorter, double tolerance) =>
        facts.Aligned >= ManyTokens && facts.Aligned >= (1 - (OtherTextOfMany * tolerance)) * shorter;

    /// <summary>How much of the deviation allowed by default is allowed: all of it at the default threshold and below, none at 1, so that who asks for closer copies gets closer copies.</summary>
    private static double Tolerance(double threshold, double usual) => Math.Min(1, (1 - threshold) / (1 - usual));
}
