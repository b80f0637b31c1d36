namespace Dedup.Verification;

/// <summary>Tells from the words that stand in the same order in both whether two articles repeat each other, where edits have left few shingles in common.</summary>
/// <remarks>
/// One changed word in six takes the Jaccard of shingles of five from 1 to 0.25 and leaves five sixths of the words in place. So an edited article is known by its words, but a follow-up
/// story must not be: it repeats whole paragraphs and adds others, and no measure of the share alone tells the two apart. What does is where the other words stand.
/// Edits lie inside the passages, new paragraphs outside.
/// </remarks>
internal sealed class AlignmentRule(VerificationOptions limits)
{
    // Leaves room for a changed headline, not for a new paragraph.
    private const double SpannedShare = 0.85;

    // So much text in the same order is no coincidence and longer than what news stories quote of each other: two versions of one long document.
    private const int ManyTokens = 800;
    private const double ShareOfMany = 0.6;

    /// <summary>Whether one article repeats the other, judged by their <paramref name="facts"/> and the tokens of the shorter one.</summary>
    internal bool Holds(FactAgreement facts, int shorter) => IsEdited(facts, shorter) || IsLong(facts, shorter);

    private bool IsEdited(FactAgreement facts, int shorter) =>
        facts.Agree && facts.Aligned >= limits.AlignedThreshold * shorter && facts.Spanned >= SpannedShare * shorter;

    private bool IsLong(FactAgreement facts, int shorter) =>
        facts.Aligned >= ManyTokens && facts.Aligned >= Math.Min(ShareOfMany, limits.AlignedThreshold) * shorter;
}
