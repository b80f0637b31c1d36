using System.Diagnostics;
using Dedup.Core.Tests.Data;
using Dedup.Core.Tests.Storage;
using Dedup.Internals;
using NUnit.Framework;

namespace Dedup.Core.Tests;

/// <summary>A stream tells forms and headers from copies by what it holds at the moment.</summary>
public sealed class IndexTemplateTests
{
    [Test]
    public void Find_FormWithOtherFigures_IsNoMatchOnceItIsSeenToBeOne()
    {
        using DuplicateIndex index = DuplicateIndex.InMemory();
        List<int> matches = [];
        for (int i = 0; i < 40; i++)
        {
            matches.Add(index.Find(new Article($"{i:D2}", Forms.Notice(i))).Count);
            index.Add(new Article($"{i:D2}", Forms.Notice(i)));
        }

        Assert.That(matches[..3], Is.EqualTo((int[])[0, 1, 2]), "three articles do not show that they fill a form");
        Assert.That(matches[3..], Is.All.Zero);
        for (int i = 0; i < 40; i++)
        {
            Assert.That(index.Find(new Article($"{i:D2}", Forms.Notice(i))), Is.Empty, $"asked again, number {i} is known for a form");
        }
    }

    [Test]
    public void Find_FormSentTwice_IsTheOneMatchAmongMany()
    {
        using DuplicateIndex index = Filled(Enumerable.Range(0, 300).Select(i => new Article($"{i:D3}", Forms.Notice(i))));
        Assert.Multiple(() =>
        {
            Assert.That(Matches(index, "CORRECTED: " + Forms.Notice(7)), Is.EqualTo((string[])["007 NearDuplicate"]));
            Assert.That(Matches(index, Forms.Notice(9).ToUpperInvariant()), Is.EqualTo((string[])["009 Identical"]));
        });
    }

    [Test]
    public void Find_LongHeaderOnShortArticles_IsNoMatch()
    {
        string header = Texts.Text(1, 140);
        using DuplicateIndex index = Filled(Enumerable.Range(0, 60).Select(i => new Article($"{i:D2}", header + " " + Texts.Text((ulong)i + 10, 60))));
        Assert.That(Matches(index, header + " " + Texts.Text(999, 60)), Is.Empty);
    }

    [Test]
    public void Find_SyndicatedArticleUnderHeadersOfItsSites_IsFound()
    {
        string story = Texts.Text(1, 220);
        using DuplicateIndex index = Filled(Enumerable.Range(0, 60).Select(i => new Article($"{i:D2}", Site(i))));
        for (int i = 0; i < 80; i += 7)
        {
            IReadOnlyList<DuplicateMatch> matches = index.Find(new Article($"{i:D2}", Site(i)));
            Assert.That(matches, Has.Count.GreaterThanOrEqualTo(16), $"site {i}");
            Assert.That(matches.Select(match => match.Relation), Is.All.EqualTo(DuplicateRelation.NearDuplicate), $"site {i}");
        }

        string Site(int i) => $"Site {i} of 2024-05-{i:D2}, page {i * 7}. {Texts.Text((ulong)i + 10, 30)} {story} {Texts.Text((ulong)i + 900, 20)} Call 555-{i:D4}.";
    }

    [Test]
    public void Find_ArticleInManySlightlyEditedVersions_IsFound()
    {
        string[] words = Texts.Words(1, 120);
        using DuplicateIndex index = Filled(Enumerable.Range(0, 40).Select(i => new Article($"{i:D2}", Version(i))));
        for (int i = 0; i < 60; i += 5)
        {
            Assert.That(Matches(index, Version(i), $"{i:D2}"), Has.Count.GreaterThanOrEqualTo(15), $"version {i}");
        }

        string Version(int i) => string.Join(' ', Texts.Edit(words, (ulong)i + 1, 2));
    }

    [Test]
    public void Find_StatementQuotedByManyArticles_IsAPassageUpToTheLimit()
    {
        string statement = Texts.Text(1, 120);
        using DuplicateIndex index = DuplicateIndex.InMemory();
        List<int> matches = [];
        for (int i = 0; i < 40; i++)
        {
            matches.Add(index.Find(Quoting(i)).Count);
            index.Add(Quoting(i));
        }

        Assert.That(matches, Is.EqualTo(Enumerable.Range(0, 40).Select(i => i < 16 ? i : 0)));
        for (int i = 0; i < 40; i++)
        {
            Assert.That(index.Find(Quoting(i)), Is.Empty, $"asked again, what number {i} quotes is known for a stock phrase");
        }

        Article Quoting(int i) => new($"{i:D2}", Texts.Text((ulong)i + 10, 150) + " " + statement + " " + Texts.Text((ulong)i + 500, 150));
    }

    /// <summary>
    /// The first to quote a statement are versions of one story and count once, more of them than a question is given candidates. So it shows only in what else is filed under its hashes that
    /// more articles quote it than a passage may stand in.
    /// </summary>
    [Test]
    public void Find_StatementFirstInVersionsOfOneStory_IsCountedOverAllThatAreListed([Values] bool isStored)
    {
        string statement = Texts.Text(1, 120);
        string[] story = Texts.Words(2, 300);
        List<Article> articles =
        [
            .. Enumerable.Range(0, 24).Select(i => new Article($"a{i:D2}", string.Join(' ', Texts.Edit(story, (ulong)i + 1, 2)) + " " + statement)),
            .. Enumerable.Range(0, 20).Select(i => new Article($"b{i:D2}", Texts.Text((ulong)i + 10, 150) + " " + statement + " " + Texts.Text((ulong)i + 500, 150))),
        ];
        Assert.That(Deduplicator.Run(articles).Pairs, Has.None.Matches<DuplicatePair>(pair => pair.Right[0] == 'b'), "21 articles, as the batch counts");
        using DuplicateIndex index = isStored ? DuplicateIndex.Open(new FakeFolder()) : DuplicateIndex.InMemory();
        articles.ForEach(index.Add);
        if (isStored)
        {
            index.Commit();
        }

        foreach (Article quoting in articles.Where(article => article.Id[0] == 'b'))
        {
            Assert.That(index.Find(quoting), Is.Empty, quoting.Id);
        }
    }

    [Test]
    public void Find_RulesSwitchedOff_ReportsWhatTheSimilaritiesSay()
    {
        using DuplicateIndex index = Filled(
            Enumerable.Range(0, 10).Select(i => new Article($"{i:D2}", Forms.Notice(i))),
            new DedupOptions { Verification = new() { TemplateArticles = 0, PassageArticles = 0 } });
        Assert.That(Matches(index, Forms.Notice(20)), Has.Count.EqualTo(10));
    }

    /// <summary>Once all is in the index, every article gets the partners that the batch gives it, in whatever order they came and whatever was asked before.</summary>
    [Test]
    public void Find_WholePileInTheIndex_GivesThePairsOfTheBatch([Values(7, 8)] int seed)
    {
        List<Article> pile = Forms.Pile((ulong)seed);
        string[] expected = [.. Deduplicator.Run(pile).Pairs.SelectMany(pair => (string[])[$"{pair.Left} {pair.Right}", $"{pair.Right} {pair.Left}"]).Order(StringComparer.Ordinal)];
        Assert.That(expected, Has.Length.GreaterThan(100));
        for (ulong order = 1; order <= 3; order++)
        {
            Seeded random = new(order);
            using DuplicateIndex index = DuplicateIndex.InMemory();
            foreach (Article article in pile.OrderBy(_ => random.Next()))
            {
                index.Find(article);
                index.Add(article);
            }

            Assert.That(pile.SelectMany(article => index.Find(article).Select(match => $"{article.Id} {match.Id}")).Order(StringComparer.Ordinal), Is.EqualTo(expected), $"order {order}");
        }
    }

    /// <summary>Remembered verdicts and threads change no answer: a fresh index says the same as one that was asked before, from many threads.</summary>
    [Test]
    public void Find_AskedManyTimes_AnswersTheSame()
    {
        List<Article> pile = Forms.Pile(11);
        using DuplicateIndex asked = Filled(pile);
        Parallel.For(0, 10 * pile.Count, i => asked.Find(pile[i % pile.Count]));
        for (int i = 0; i < pile.Count; i++)
        {
            using DuplicateIndex fresh = Filled(pile);
            Assert.That(asked.Find(pile[i]).Select(Describe), Is.EqualTo(fresh.Find(pile[i]).Select(Describe)), pile[i].Id);
        }

        static string Describe(DuplicateMatch match) => $"{match.Id} {match.Relation} {match.Jaccard:R} {string.Join(';', match.Passages)}";
    }

    /// <summary>What is compared for one answer is bounded, whatever the index holds; counted in allocated bytes, since time is not steady.</summary>
    [Test]
    public void Find_ThousandsOfOneForm_CostsNoMoreThanAmongHundreds()
    {
        using DuplicateIndex index = DuplicateIndex.InMemory();
        List<(int Held, long Bytes, double Milliseconds)> costs = [];
        for (int i = 0; i < 10_000; i++)
        {
            index.Add(new Article($"{i:D5}", Forms.Notice(i)));
            if (i is 499 or 9_999)
            {
                costs.Add(Measure(index, i + 1));
            }
        }

        TestContext.Out.WriteLine(string.Join('\n', costs));
        Assert.That(costs[1].Bytes, Is.LessThan(2 * costs[0].Bytes));

        static (int, long, double) Measure(DuplicateIndex index, int held)
        {
            const int Questions = 50;
            Ask(-10);
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Questions; i++)
            {
                Ask(i);
            }

            return (held, (GC.GetAllocatedBytesForCurrentThread() - bytes) / Questions, Stopwatch.GetElapsedTime(start).TotalMilliseconds / Questions);

            void Ask(int i) => Assert.That(index.Find(new Article("asked", Forms.Notice(20_000 + i))), Is.Empty, $"question {i} of an index of {held}");
        }
    }

    [Test]
    public void PairMemory_WhatItSays_IsWhatItWasTold()
    {
        PairMemory memory = new();
        Seeded random = new(5);
        Dictionary<(int, int), bool> told = [];
        int known = 0;
        for (int i = 0; i < 100_000; i++)
        {
            int greater = 1 + random.Below(i % 2 == 0 ? 400 : int.MaxValue - 1);
            int lesser = random.Below(greater);
            if (memory.TryGet(lesser, greater, out bool answer))
            {
                known++;
                Assert.That(answer, Is.EqualTo(told[(lesser, greater)]), $"{lesser} {greater}");
            }

            told[(lesser, greater)] = random.Below(2) == 0;
            memory.Set(lesser, greater, told[(lesser, greater)]);
        }

        Assert.That(known, Is.GreaterThan(1000));
    }

    private static DuplicateIndex Filled(IEnumerable<Article> articles, DedupOptions? options = null)
    {
        DuplicateIndex index = DuplicateIndex.InMemory(options);
        foreach (Article article in articles)
        {
            index.Add(article);
        }

        return index;
    }

    private static List<string> Matches(DuplicateIndex index, string text, string id = "asked") => [.. index.Find(new Article(id, text)).Select(match => $"{match.Id} {match.Relation}")];
}
