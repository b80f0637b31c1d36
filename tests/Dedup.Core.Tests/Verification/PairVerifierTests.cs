using Dedup.Core.Tests.Data;
using Dedup.Verification;
using NUnit.Framework;

namespace Dedup.Core.Tests.Verification;

public sealed class PairVerifierTests
{
    /// <summary>Whatever two texts hold, the similarities are those of plain sets of strings.</summary>
    [FsCheck.NUnit.Property(MaxTest = 300)]
    public void Compare_AnyTwoTexts_AgreesWithTheOracle(int seed, byte words, byte edits, byte cut)
    {
        string[] left = Texts.Words((ulong)(uint)seed, 24 + words, vocabulary: 40);
        string[] right = [.. Texts.Edit(left, (ulong)(uint)seed + 1, edits % 30).Skip(cut % left.Length / 2)];
        AssertAgreesWithOracle(string.Join(' ', left), string.Join(", ", right));
    }

    [TestCase("One sentence, with enough words in it that it is no longer a short text at all: twenty-four tokens are needed, and it has them.", "")]
    [TestCase("", "")]
    [TestCase("Ein Satz über Äpfel", "Ein Satz über Äpfel, Birnen und noch sechsundzwanzig weitere Früchte, die hier nicht alle einzeln genannt werden können, weil der Platz dafür bei weitem nicht reicht, leider, leider, leider, wie so oft, wenn es um Obst geht und um Listen davon überhaupt in der Welt")]
    public void Compare_Edges_AgreeWithTheOracle(string left, string right) => AssertAgreesWithOracle(left, right);

    [Test]
    public void Compare_SameWordsOtherPunctuation_IsIdentical()
    {
        DuplicatePair pair = Compare("The mayor said: “We rebuild.”", "the mayor said we REBUILD");
        Assert.Multiple(() =>
        {
            Assert.That(pair.Relation, Is.EqualTo(DuplicateRelation.Identical));
            Assert.That(pair.Jaccard, Is.EqualTo(1));
        });
    }

    [Test]
    public void Compare_TwoEmptyTexts_AreNotIdentical() => Assert.That(Compare("...", "").Relation, Is.EqualTo(DuplicateRelation.None));

    [TestCase(0.5, DuplicateRelation.NearDuplicate)]
    [TestCase(0.51, DuplicateRelation.SharesPassage)]
    public void Compare_HalfTheShinglesShared_IsNearAtTheThresholdAndNotAbove(double threshold, DuplicateRelation expected)
    {
        // 100 shared shingles; 50 more on each side: Jaccard exactly one half, containment two thirds.
        string[] shared = Texts.Words(1, 104);
        string left = string.Join(' ', [.. shared, .. Texts.Words(2, 50).Select(word => "l" + word)]);
        string right = string.Join(' ', [.. shared, .. Texts.Words(3, 50).Select(word => "r" + word)]);
        DuplicatePair pair = Compare(left, right, new DedupOptions { Verification = new VerificationOptions { JaccardThreshold = threshold } });
        Assert.Multiple(() =>
        {
            Assert.That(pair.Jaccard, Is.EqualTo(0.5));
            Assert.That(pair.SharedShingles, Is.EqualTo(100));
            Assert.That(pair.Relation, Is.EqualTo(expected));
        });
    }

    [Test]
    public void Compare_ArticleInsidePage_PutsTheContainedOneOnTheLeft([Values] bool insideFirst)
    {
        string inside = Texts.Text(1, 100);
        string page = Texts.Text(2, 300) + " " + inside + " " + Texts.Text(3, 300);
        DuplicatePair pair = insideFirst ? Deduplicator.Compare(new("a", inside), new("b", page)) : Deduplicator.Compare(new("a", page), new("b", inside));
        Assert.Multiple(() =>
        {
            Assert.That(pair.Relation, Is.EqualTo(DuplicateRelation.ContainedIn));
            Assert.That(pair.Left, Is.EqualTo(insideFirst ? "a" : "b"));
            Assert.That(pair.LeftInRight, Is.EqualTo(1));
            Assert.That(pair.Passages, Has.Count.EqualTo(1));
            Assert.That(pair.Passages[0].LeftLength, Is.EqualTo(inside.Length));
            Assert.That(page.Substring(pair.Passages[0].RightStart, pair.Passages[0].RightLength), Is.EqualTo(inside));
        });
    }

    [Test]
    public void Compare_HeadlineInsideArticle_IsNotContained()
    {
        string headline = Texts.Text(1, 10);
        Assert.That(Compare(headline, Texts.Text(2, 100) + " " + headline).Relation, Is.EqualTo(DuplicateRelation.None));
    }

    [TestCase("Council approves new harbour bridge after long debate", "Council approves new harbor bridge after long debate", true)]
    [TestCase("Council approves new harbour bridge after long debate", "After long debate, council approves new harbour bridge", true)]
    [TestCase("Shares of Nordwind rise 5 percent after quarterly results", "Shares of Nordwind rise 6 percent after quarterly results", false)]
    [TestCase("Council approves new harbour bridge after long debate", "Council rejects old station plan after short debate", false)]
    [TestCase("Mayor resigns", "Mayor resigns after vote", false)]
    public void Compare_Headlines_NearOnlyWithTheSameFacts(string left, string right, bool near)
    {
        DuplicatePair pair = Compare(left, right);
        Assert.Multiple(() =>
        {
            Assert.That(pair.Relation, Is.EqualTo(near ? DuplicateRelation.NearDuplicate : DuplicateRelation.None));
            Assert.That(pair.ShingleWidth, Is.EqualTo(1));
        });
    }

    [TestCase("Совет одобрил новый мост через гавань после долгих споров", "Совет одобрил новый мост через гавань после долгих прений", true)]
    public void Compare_HeadlinesInOtherScripts_Work(string left, string right, bool near) =>
        Assert.That(Compare(left, right).Relation == DuplicateRelation.NearDuplicate, Is.EqualTo(near));

    [Test]
    public void Compare_Titles_AreEvidenceOfTheirOwn()
    {
        DuplicatePair pair = Deduplicator.Compare(
            new("a", Texts.Text(1, 50)) { Title = "Bridge to open in May" }, new("b", Texts.Text(2, 50)) { Title = "In May, bridge to open" });
        Assert.That(pair.TitleSimilarity, Is.EqualTo(1));
    }

    [Test]
    public void Compare_SameId_Throws() =>
        Assert.That(() => Deduplicator.Compare(new("a", "x"), new("a", "y")), Throws.ArgumentException.With.Message.Contains("\"a\""));

    [Test]
    public void Compare_EitherWayRound_IsTheSameAnswer([Range(1, 20)] int seed)
    {
        string[] words = Texts.Words((ulong)seed, 200, vocabulary: 30 * seed);
        Article a = new("a", string.Join(' ', words));
        Article b = new("b", string.Join(' ', [.. Texts.Edit(words, (ulong)seed, 5).Skip(seed * 5), .. words.Take(80)]));
        DuplicatePair one = Deduplicator.Compare(a, b);
        DuplicatePair other = Deduplicator.Compare(b, a);
        Assert.Multiple(() =>
        {
            Assert.That(one with { Passages = [] }, Is.EqualTo(other with { Passages = [] }));
            Assert.That(one.Passages, Is.EqualTo(other.Passages));
        });
    }

    private static DuplicatePair Compare(string left, string right, DedupOptions? options = null) =>
        Deduplicator.Compare(new Article("left", left), new Article("right", right), options);

    private static void AssertAgreesWithOracle(string left, string right)
    {
        DuplicatePair pair = Compare(left, right);
        HashSet<string> leftShingles = Oracle.Shingles(left, pair.ShingleWidth);
        HashSet<string> rightShingles = Oracle.Shingles(right, pair.ShingleWidth);
        (double jaccard, double leftInRight, double rightInLeft) = leftShingles.Count == 0 || rightShingles.Count == 0
            ? (0, 0, 0)
            : Oracle.Similarities(leftShingles, rightShingles);
        bool turned = string.Equals(pair.Left, "right", StringComparison.Ordinal);
        Assert.Multiple(() =>
        {
            Assert.That(pair.Jaccard, Is.EqualTo(jaccard).Within(1e-12), $"{left} | {right}");
            Assert.That(turned ? pair.RightInLeft : pair.LeftInRight, Is.EqualTo(leftInRight).Within(1e-12), $"{left} | {right}");
            Assert.That(turned ? pair.LeftInRight : pair.RightInLeft, Is.EqualTo(rightInLeft).Within(1e-12), $"{left} | {right}");
        });
    }
}
