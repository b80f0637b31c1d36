using Dedup.Core.Tests.Data;
using Dedup.Verification;
using NUnit.Framework;

namespace Dedup.Core.Tests.Verification;

/// <summary>Repeats that are known by their words in order, where edits have left few shingles in common.</summary>
public sealed class AlignmentTests
{
    private static readonly DedupOptions ShinglesOnly = new() { Verification = new VerificationOptions { AlignWords = false } };

    /// <summary>Every eighth word is another: three of eight shingles stay, and seven of eight words.</summary>
    [Test]
    public void Compare_EditedThroughout_IsANearDuplicate()
    {
        DuplicatePair pair = Compare(Article(1, 320), EditEvery(8, Article(1, 320)));
        Assert.Multiple(() =>
        {
            Assert.That(pair.Relation, Is.EqualTo(DuplicateRelation.NearDuplicate));
            Assert.That(pair.Jaccard, Is.InRange(0.2, 0.25));
            Assert.That(pair.LeftAligned, Is.EqualTo(0.875).Within(0.005));
            Assert.That(pair.RightAligned, Is.EqualTo(pair.LeftAligned));
            Assert.That(Compare(Article(1, 320), EditEvery(8, Article(1, 320)), ShinglesOnly).Relation, Is.EqualTo(DuplicateRelation.SharesPassage));
        });
    }

    [Test]
    public void Compare_EditedThroughoutInsideAPage_IsContained()
    {
        DuplicatePair pair = Compare(EditEvery(8, Article(1, 320)), [.. Article(2, 400), .. Article(1, 320), .. Article(3, 400)]);
        Assert.Multiple(() =>
        {
            Assert.That((pair.Left, pair.Relation), Is.EqualTo(("a", DuplicateRelation.ContainedIn)));
            Assert.That(pair.LeftInRight, Is.LessThan(0.5));
            Assert.That(pair.LeftAligned, Is.EqualTo(0.875).Within(0.01));
        });
    }

    /// <summary>A follow-up repeats whole paragraphs and adds others. It shares as many words as an edited copy, but they are no edits.</summary>
    [Test]
    public void Compare_FollowUpWithNewParagraphs_IsNoDuplicate([Values(65, 70, 75)] int oldPercent)
    {
        string[] first = Article(1, 400);
        string[] followUp = [.. Article(2, 4 * (100 - oldPercent)), .. first.TakeLast(4 * oldPercent)];
        DuplicatePair pair = Compare(first, followUp, new DedupOptions { Verification = new VerificationOptions { JaccardThreshold = 0.7 } });
        Assert.That((pair.Relation, pair.LeftAligned), Is.EqualTo((DuplicateRelation.SharesPassage, oldPercent / 100.0)));
    }

    [Test]
    public void Compare_OtherNumbersAtTheSamePlaces_IsNoDuplicate()
    {
        string[] report = Article(1, 160);
        string[] next = EditEvery(9, report);
        for (int i = 3; i < report.Length; i += 18)
        {
            report[i] = $"{i}";
            next[i] = $"{i + 1000}";
        }

        Assert.That(Compare(report, next).Relation, Is.EqualTo(DuplicateRelation.SharesPassage));
        for (int i = 3; i < report.Length; i += 18)
        {
            next[i] = report[i];
        }

        Assert.That(Compare(report, next).Relation, Is.EqualTo(DuplicateRelation.NearDuplicate), "the same numbers");
    }

    /// <summary>Two versions of a long document share more text than news stories quote of each other, so new sections are no obstacle.</summary>
    [TestCase(1200, DuplicateRelation.NearDuplicate)]
    [TestCase(400, DuplicateRelation.SharesPassage)]
    public void Compare_TwoThirdsOfTheTextInOrder_IsAVersionOnlyWhereTheTextIsLong(int words, DuplicateRelation expected)
    {
        string[] old = [.. Article(1, words), .. Article(2, words / 2)];
        string[] revised = [.. Article(3, words / 2), .. Article(1, words)];
        Assert.That(Compare(old, revised, new DedupOptions { Verification = new VerificationOptions { JaccardThreshold = 0.5001 } }).Relation, Is.EqualTo(expected));
    }

    [TestCase(0.5, DuplicateRelation.NearDuplicate)]
    [TestCase(0.75, DuplicateRelation.NearDuplicate)]
    [TestCase(0.8, DuplicateRelation.SharesPassage)]
    [TestCase(1, DuplicateRelation.SharesPassage)]
    public void Compare_StricterThreshold_AsksForMoreWordsInOrder(double jaccard, DuplicateRelation expected)
    {
        DedupOptions options = new() { Verification = new VerificationOptions { JaccardThreshold = jaccard } };
        Assert.That(Compare(Article(1, 320), EditEvery(8, Article(1, 320)), options).Relation, Is.EqualTo(expected));
    }

    /// <summary>A lead of which the full story is twice as long: contained, so that it does not join the story's cluster, whatever their Jaccard.</summary>
    [TestCase(300, DuplicateRelation.NearDuplicate)]
    [TestCase(301, DuplicateRelation.ContainedIn)]
    [TestCase(390, DuplicateRelation.ContainedIn)]
    public void Compare_LeadInAStory_IsContainedFromHalfAsMuchTextMoreOn(int storyWords, DuplicateRelation expected)
    {
        DuplicatePair pair = Compare(Article(1, 200), [.. Article(1, 200), .. Article(2, storyWords - 200)]);
        Assert.That(pair.Jaccard, Is.GreaterThanOrEqualTo(0.5));
        Assert.That(pair.Relation, Is.EqualTo(expected));
        DedupOptions resemblance = new() { Detect = Detect.Resemblance };
        Assert.That(Compare(Article(1, 200), [.. Article(1, 200), .. Article(2, storyWords - 200)], resemblance).Relation, Is.EqualTo(DuplicateRelation.NearDuplicate));
    }

    /// <summary>A form without figures, its blanks filled with words: known by the others of its kind.</summary>
    [TestCase(2, 1)]
    [TestCase(3, 3)]
    [TestCase(5, 0)]
    public void Run_FormWithoutFigures_IsDroppedFromTheFourthInstanceOn(int instances, int expected)
    {
        string[] form = Article(1, 200);
        Article[] articles = [.. Enumerable.Range(0, instances).Select(i => new Article($"{i}", string.Join(' ', EditEvery(8, form, (ulong)i + 50))))];
        Assert.That(Deduplicator.Run(articles).Pairs, Has.Count.EqualTo(expected));
    }

    private static string[] Article(ulong seed, int words) => Texts.Words(seed, words);

    private static string[] EditEvery(int step, string[] words, ulong seed = 99)
    {
        string[] others = Texts.Words(seed, words.Length);
        return [.. words.Select((word, i) => i % step == step - 1 ? others[i] + "x" : word)];
    }

    private static DuplicatePair Compare(string[] left, string[] right, DedupOptions? options = null) =>
        Deduplicator.Compare(new Article("a", string.Join(' ', left)), new Article("b", string.Join(' ', right)), options);
}
