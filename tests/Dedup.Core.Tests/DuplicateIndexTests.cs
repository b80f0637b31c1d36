using Dedup.Core.Tests.Data;
using NUnit.Framework;

namespace Dedup.Core.Tests;

public sealed class DuplicateIndexTests
{
    [Test]
    public void Find_EmptyIndex_FindsNothing()
    {
        using DuplicateIndex index = DuplicateIndex.InMemory();
        Assert.That(index.Find(new Article("a", Texts.Text(1, 100))), Is.Empty);
    }

    [Test]
    public void Find_EveryRelation_IsSeenFromTheArticleAskedAbout()
    {
        using DuplicateIndex index = DuplicateIndex.InMemory();
        string original = Texts.Text(1, 300);
        index.Add(new Article("original", original));
        index.Add(new Article("page", Texts.Text(2, 400) + " " + original + " " + Texts.Text(3, 400)));
        index.Add(new Article("stranger", Texts.Text(4, 300)));
        IReadOnlyList<DuplicateMatch> ofCopy = index.Find(new Article("copy", original));
        IReadOnlyList<DuplicateMatch> ofLargerPage = index.Find(new Article("larger", Texts.Text(5, 900) + " " + original));
        Assert.Multiple(() =>
        {
            Assert.That(ofCopy.Select(match => (match.Id, match.Relation)), Is.EqualTo(((string, DuplicateRelation)[])
                [("original", DuplicateRelation.Identical), ("page", DuplicateRelation.ContainedIn)]));
            Assert.That(ofCopy[1].QueryInMatch, Is.EqualTo(1));
            Assert.That(ofLargerPage.Select(match => (match.Id, match.Relation)), Is.EqualTo(((string, DuplicateRelation)[])
                [("original", DuplicateRelation.Contains), ("page", DuplicateRelation.SharesPassage)]));
            Assert.That(ofLargerPage[0].MatchInQuery, Is.EqualTo(1));
            Assert.That(ofLargerPage[0].Passages.Single().RightStart, Is.Zero);
        });
    }

    /// <summary>Asking before each addition finds, pair by pair, what the batch finds.</summary>
    [Test]
    public void FindThenAdd_WholeCorpus_GivesThePairsOfTheBatch()
    {
        List<Article> articles = [];
        for (int i = 0; i < 120; i++)
        {
            string[] words = Texts.Words((ulong)i, 150);
            articles.Add(new Article($"{i:D3}-a", string.Join(' ', words)));
            articles.Add(new Article($"{i:D3}-b", string.Join(' ', Texts.Edit(words, (ulong)i, i % 8))));
            articles.Add(new Article($"{i:D3}-c", Texts.Text((ulong)i + 999, 700) + " " + string.Join(' ', words)));
            articles.Add(new Article($"{i:D3}-d", string.Join(' ', words.Take(20))));
        }

        Seeded random = new(8);
        List<string> streamed = [];
        // Where passages are looked for as well, the anchors of a batch lead it to some short articles in long ones that the sample misses.
        DedupOptions options = new() { Detect = Detect.Resemblance | Detect.Containment };
        using DuplicateIndex index = DuplicateIndex.InMemory(options);
        foreach (Article article in articles.OrderBy(_ => random.Next()))
        {
            foreach (DuplicateMatch match in index.Find(article))
            {
                bool turn = match.Relation == DuplicateRelation.Contains
                    || (match.Relation != DuplicateRelation.ContainedIn && string.CompareOrdinal(match.Id, article.Id) < 0);
                DuplicateRelation relation = match.Relation == DuplicateRelation.Contains ? DuplicateRelation.ContainedIn : match.Relation;
                streamed.Add(turn ? $"{match.Id} {relation} {article.Id} {match.Jaccard:R}" : $"{article.Id} {relation} {match.Id} {match.Jaccard:R}");
            }

            index.Add(article);
        }

        Assert.That(streamed.Order(StringComparer.Ordinal), Is.EqualTo(
            Deduplicator.Run(articles, options).Pairs.Select(pair => $"{pair.Left} {pair.Relation} {pair.Right} {pair.Jaccard:R}").Order(StringComparer.Ordinal)));
    }

    [Test]
    public void Find_ManyCopies_ReturnsAtMostWhatWasAskedFor()
    {
        using DuplicateIndex index = DuplicateIndex.InMemory();
        for (int i = 0; i < 500; i++)
        {
            index.Add(new Article($"{i:D3}", Texts.Text(1, 100)));
        }

        Assert.Multiple(() =>
        {
            Assert.That(index.Find(new Article("x", Texts.Text(1, 100))), Has.Count.EqualTo(100));
            Assert.That(index.Find(new Article("x", Texts.Text(1, 100)), mostMatches: 7), Has.Count.EqualTo(7));
            Assert.That(() => index.Find(new Article("x", "text"), mostMatches: 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
    }

    [Test]
    public void Find_ArticleThatIsInTheIndex_IsNotComparedWithItself()
    {
        using DuplicateIndex index = DuplicateIndex.InMemory();
        Article article = new("a", Texts.Text(1, 100));
        index.Add(article);
        Assert.That(index.Find(article), Is.Empty);
    }

    [Test]
    public void Add_DoubleId_ThrowsAndKeepsTheFirst()
    {
        using DuplicateIndex index = DuplicateIndex.InMemory();
        index.Add(new Article("a", Texts.Text(1, 100)));
        Assert.That(() => index.Add(new Article("a", Texts.Text(2, 100))), Throws.ArgumentException.With.Message.Contains("\"a\""));
        Assert.Multiple(() =>
        {
            Assert.That(index.Count, Is.EqualTo(1));
            Assert.That(index.Contains("a"));
            Assert.That(index.Contains("b"), Is.False);
            Assert.That(index.Find(new Article("x", Texts.Text(2, 100))), Is.Empty);
        });
    }

    /// <summary>In one go it answers, and leaves the index, as asking and then adding do.</summary>
    [Test]
    public void FindAndAdd_EveryArticle_AnswersLikeFindThenAdd()
    {
        using DuplicateIndex atOnce = DuplicateIndex.InMemory();
        using DuplicateIndex inTwo = DuplicateIndex.InMemory();
        int matches = 0;
        foreach (Article article in Storage.StoredIndexTests.Corpus(5))
        {
            IReadOnlyList<DuplicateMatch> expected = inTwo.Find(article, mostMatches: 3);
            inTwo.Add(article);
            Assert.That(atOnce.FindAndAdd(article, mostMatches: 3).Select(match => match.Id), Is.EqualTo(expected.Select(match => match.Id)), article.Id);
            matches += expected.Count;
        }

        Assert.That(matches, Is.GreaterThan(50));
        Assert.That(atOnce.ReadArticles(), Is.EqualTo(inTwo.ReadArticles()));
    }

    [Test]
    public void FindAndAdd_IdThatIsHeld_ThrowsOrReplaces()
    {
        using DuplicateIndex index = DuplicateIndex.InMemory();
        index.Add(new Article("a", Texts.Text(1, 100)));
        index.Add(new Article("b", Texts.Text(2, 100)));

        Assert.That(() => index.FindAndAdd(new Article("a", Texts.Text(2, 100))), Throws.ArgumentException.With.Message.Contains("\"a\""));
        Assert.That(index.ReadArticles().Select(article => article.Text), Is.EqualTo((string[])[Texts.Text(1, 100), Texts.Text(2, 100)]));
        Assert.That(index.FindAndAdd(new Article("a", Texts.Text(2, 100)), replace: true).Single().Id, Is.EqualTo("b"));
        Assert.That(index.Find(new Article("q", Texts.Text(2, 100))), Has.Count.EqualTo(2));
        Assert.That(() => index.FindAndAdd(new Article("c", string.Empty), mostMatches: 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Add_EmptyArticle_IsHeldAndMatchesNothing()
    {
        using DuplicateIndex index = DuplicateIndex.InMemory();
        index.Add(new Article("a", "…"));
        Assert.That(index.Count, Is.EqualTo(1));
        Assert.That(index.Find(new Article("b", "…")), Is.Empty);
    }

    [Test]
    public void FindAndAdd_FromManyThreads_LoseNothing()
    {
        using DuplicateIndex index = DuplicateIndex.InMemory();
        Parallel.For(0, 400, i =>
        {
            index.Add(new Article($"{i}", Texts.Text((ulong)(i / 2), 100)));
            index.Find(new Article("asked", Texts.Text((ulong)i, 100)));
        });
        Assert.That(index.Count, Is.EqualTo(400));
        for (int i = 0; i < 200; i++)
        {
            Assert.That(index.Find(new Article("asked", Texts.Text((ulong)i, 100))), Has.Count.EqualTo(2), $"text {i}");
        }
    }
}
