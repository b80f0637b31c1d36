using Dedup.Core.Tests.Data;
using NUnit.Framework;

namespace Dedup.Core.Tests.Verification;

/// <summary>What edits have broken is shown whole: passages on both sides of a long gap, and the words outside the outermost edits.</summary>
public sealed class PassageMendingTests
{
    [TestCase(20, 1)]
    [TestCase(39, 1)]
    [TestCase(41, 2)]
    public void Explain_StretchRewrittenInsideALongPassage_IsOnePassageUpToALimit(int rewritten, int passages)
    {
        string[] words = Texts.Words(1, 300);
        string[] edited = [.. words[..130], .. Texts.Words(2, rewritten), .. words[(130 + rewritten)..]];
        PairExplanation explanation = Explain(words, edited);
        Assert.That(explanation.Passages, Has.Count.EqualTo(passages));
    }

    [Test]
    public void Explain_ShortPassagesFarApart_StayApart()
    {
        string[] words = Texts.Words(1, 60);
        Assert.That(Explain([.. words[..20], .. Texts.Words(2, 20), .. words[20..40]], [.. words[..20], .. Texts.Words(3, 20), .. words[20..40]]).Passages, Has.Count.EqualTo(2));
    }

    /// <summary>Two words behind one changed word belong to the passage; what stands behind another text does not.</summary>
    [Test]
    public void Explain_EditNearTheEnds_TakesTheLastWordsAlong()
    {
        string[] words = Texts.Words(1, 40);
        string[] edited = [.. words];
        edited[2] = "quince";
        edited[37] = "medlar";
        string Page(ulong seed, string[] middle) => $"{Texts.Text(seed, 80)} {string.Join(' ', middle)} {Texts.Text(seed + 1, 80)}";
        (string left, string right) = (Page(10, words), Page(20, edited));
        PairExplanation explanation = Deduplicator.Explain(new Article("left", left), new Article("right", right));
        Passage passage = explanation.Passages.Single().Passage;
        Assert.That(left.Substring(passage.LeftStart, passage.LeftLength), Is.EqualTo(string.Join(' ', words)));
        Assert.That(right.Substring(passage.RightStart, passage.RightLength), Is.EqualTo(string.Join(' ', edited)));
        Assert.That(passage.SharedTokens, Is.EqualTo(38));
    }

    private static PairExplanation Explain(string[] left, string[] right) =>
        Deduplicator.Explain(new Article("left", string.Join(' ', left)), new Article("right", string.Join(' ', right)));
}
