using Dedup.Core.Tests.Data;
using NUnit.Framework;

namespace Dedup.Core.Tests;

/// <summary>Two articles among others: the verdict is that of a run over all, and without others what is not known is said.</summary>
public sealed class BackgroundTests
{
    [Test]
    public void Explain_TwoAlone_SaysWhatIsNotKnown()
    {
        string story = Texts.Text(1, 150);
        Assert.Multiple(() =>
        {
            Assert.That(Check(Forms.Notice(1), Forms.Notice(2)), Is.EqualTo(BackgroundCheck.Missing), "other figures in one form");
            Assert.That(Check(Texts.Text(2, 90) + " " + Texts.Text(3, 60), Texts.Text(4, 90) + " " + Texts.Text(3, 60)), Is.EqualTo(BackgroundCheck.Missing), "a passage");
            Assert.That(Check(story, story), Is.EqualTo(BackgroundCheck.NotNeeded), "identical");
            Assert.That(Check(story, "Corrected: " + story), Is.EqualTo(BackgroundCheck.NotNeeded), "a copy");
            Assert.That(Check(story, Texts.Text(2, 150)), Is.EqualTo(BackgroundCheck.NotNeeded), "unrelated");
            Assert.That(
                Deduplicator.Explain(new("a", Forms.Notice(1)), new("b", Forms.Notice(2)), new DedupOptions { Verification = new() { TemplateArticles = 0 } }).Background,
                Is.EqualTo(BackgroundCheck.NotNeeded), "switched off");
        });

        static BackgroundCheck Check(string left, string right) => Deduplicator.Explain(new("a", left), new("b", right)).Background;
    }

    [Test]
    public void Compare_OnlyFiguresDiffer_IsAFormWithoutOthers()
    {
        Article left = new("a", Report(7));
        Article right = new("b", Report(19));
        DedupOptions off = new() { Verification = new() { TemplateArticles = 0 } };
        Assert.Multiple(() =>
        {
            Assert.That(Deduplicator.Compare(left, right).Relation, Is.EqualTo(DuplicateRelation.None));
            Assert.That(Deduplicator.Compare(left, right).Jaccard, Is.GreaterThan(0.5));
            Assert.That(Deduplicator.Explain(left, right).Background, Is.EqualTo(BackgroundCheck.Form));
            Assert.That(Deduplicator.Explain(left, right, [new("c", Report(3))]).Background, Is.EqualTo(BackgroundCheck.Form));
            Assert.That(Deduplicator.Run([left, right]).Pairs, Is.Empty, "as in a run");
            Assert.That(Deduplicator.Compare(left, right, off).Relation, Is.EqualTo(DuplicateRelation.NearDuplicate), "switched off");
        });

        static string Report(int i) =>
            $"The water in the harbour stood at {300 + (i * 7)} centimetres at noon, as the lock keepers say, and the wind on the outer mole reached {i + 11} knots in the gusts that came with the rain of the early "
            + $"hours. The swing bridge was opened {i + 2} times since yesterday, and the small ferry crossed without a delay while the larger one stayed at her berth as planned.";
    }

    [Test]
    public void Compare_TwoOfAForm_HangsOnHowManyOthersThereAre()
    {
        Article left = new("b", Forms.Notice(1));
        Article right = new("a", Forms.Notice(2));
        for (int others = 0; others < 6; others++)
        {
            Article[] background = [.. Enumerable.Range(10, others).Select(i => new Article($"{i}", Forms.Notice(i)))];
            PairExplanation explanation = Deduplicator.Explain(left, right, background);
            DuplicatePair pair = Deduplicator.Compare(left, right, background);
            bool kept = others < 2;
            Assert.Multiple(() =>
            {
                Assert.That(explanation.Background, Is.EqualTo(kept ? BackgroundCheck.Kept : BackgroundCheck.Dropped), $"{others} others");
                Assert.That(pair.Relation, Is.EqualTo(kept ? DuplicateRelation.NearDuplicate : DuplicateRelation.None), $"{others} others");
                Assert.That(pair.Jaccard, Is.EqualTo(Deduplicator.Compare(left, right).Jaccard));
                Assert.That((pair.Left, pair.Right), Is.EqualTo(("a", "b")));
                Assert.That(pair.Passages, kept ? Is.Not.Empty : Is.Empty);
            });
        }
    }

    [Test]
    public void Compare_BackgroundOfCopies_CountsThemOnce()
    {
        Article[] copies = [.. Enumerable.Range(10, 30).Select(i => new Article($"{i}", $"Site {i}. " + Forms.Notice(1)))];
        Assert.That(Deduplicator.Compare(new("a", Forms.Notice(1)), new("b", Forms.Notice(2)), copies).Relation, Is.EqualTo(DuplicateRelation.NearDuplicate));
    }

    [Test]
    public void Compare_TheTwoAreInTheBackground_AreNotCountedTwice()
    {
        Article[] all = [.. Enumerable.Range(0, 3).Select(i => new Article($"{i}", Forms.Notice(i)))];
        Assert.That(Deduplicator.Compare(all[0], all[1], all).Relation, Is.EqualTo(DuplicateRelation.NearDuplicate), "three articles show no form");
        Assert.That(Deduplicator.Compare(all[0], all[1], [.. all, new Article("copy", all[0].Text.ToUpperInvariant())]).Relation, Is.EqualTo(DuplicateRelation.NearDuplicate));
    }

    /// <summary>Every pair of a pile, whichever way it is suspect, gets the verdict of the run over the pile, passages included.</summary>
    [Test]
    public void Compare_EachPairOfAPile_IsThatOfTheRun()
    {
        List<Article> pile = Forms.Pile(7);
        Dictionary<(string, string), string> expected = Deduplicator.Run(pile).Pairs.ToDictionary(pair => Key(pair.Left, pair.Right), Describe);
        int dropped = 0;
        int shortened = 0;
        for (int i = 0; i < pile.Count; i++)
        {
            for (int j = i + 1; j < pile.Count; j++)
            {
                DuplicatePair alone = Deduplicator.Compare(pile[i], pile[j]);
                if (alone.Relation == DuplicateRelation.None)
                {
                    continue;
                }

                DuplicatePair among = Deduplicator.Compare(pile[i], pile[j], pile);
                string run = expected.GetValueOrDefault(Key(pile[i].Id, pile[j].Id), "none");
                Assert.That(among.Relation == DuplicateRelation.None ? "none" : Describe(among), Is.EqualTo(run), $"{pile[i].Id} {pile[j].Id}");
                dropped += among.Relation == DuplicateRelation.None ? 1 : 0;
                shortened += among.Passages.Count < alone.Passages.Count ? 1 : 0;
            }
        }

        Assert.That(dropped, Is.GreaterThan(20));
        Assert.That(shortened, Is.GreaterThanOrEqualTo(dropped));

        static (string, string) Key(string x, string y) => string.CompareOrdinal(x, y) < 0 ? (x, y) : (y, x);
        static string Describe(DuplicatePair pair) => $"{pair.Left} {pair.Relation} {pair.Right} {string.Join(';', pair.Passages)}";
    }

    [Test]
    public void Compare_NotSuspect_LeavesTheBackgroundUnread()
    {
        string story = Texts.Text(1, 150);
        Assert.That(Deduplicator.Compare(new("a", story), new("b", "Again: " + story), Unreadable()).Relation, Is.EqualTo(DuplicateRelation.NearDuplicate));
        Assert.That(() => Deduplicator.Compare(new("a", Forms.Notice(1)), new("b", Forms.Notice(2)), Unreadable()), Throws.InvalidOperationException);

        static IEnumerable<Article> Unreadable()
        {
            yield return new Article("c", "text");
            throw new InvalidOperationException("read");
        }
    }

    [Test]
    public void Compare_WrongBackground_Throws()
    {
        Article left = new("a", Forms.Notice(1));
        Article right = new("b", Forms.Notice(2));
        Assert.Multiple(() =>
        {
            Assert.That(() => Deduplicator.Compare(left, right, (IEnumerable<Article>)null!), Throws.ArgumentNullException);
            Assert.That(() => Deduplicator.Compare(left, right, [null!]), Throws.ArgumentException);
            Assert.That(() => Deduplicator.Compare(left, right, [new("c", "x"), new("c", "y")]), Throws.ArgumentException);
            Assert.That(() => Deduplicator.Compare(left, left, []), Throws.ArgumentException);
        });
    }
}
