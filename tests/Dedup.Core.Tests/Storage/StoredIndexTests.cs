using Dedup.Core.Tests.Data;
using NUnit.Framework;

namespace Dedup.Core.Tests.Storage;

/// <summary>An index in a folder answers as one in memory does, whenever it is committed, closed and opened again.</summary>
public sealed class StoredIndexTests
{
    [Test]
    public void OpenAddCommitOpen_KeepsArticlesToTheLastUnit()
    {
        FakeFolder folder = new();
        Article[] articles =
        [
            new("plain", Texts.Text(1, 200)) { Title = "A title", Source = "a source", Date = new DateTimeOffset(2024, 5, 31, 9, 30, 0, TimeSpan.FromMinutes(-150)) },
            new("half a pair \uD800", "caf\u00E9 \uDC00 " + Texts.Text(2, 60)) { Title = "\uD834" },
            new("empty", "…"),
            new("no text", string.Empty),
            new("短い", "新聞の記事は毎日たくさん書かれている。" + Texts.Text(3, 30)) { Date = DateTimeOffset.MinValue },
        ];
        using (DuplicateIndex index = DuplicateIndex.Open(folder))
        {
            Array.ForEach(articles, index.Add);
            index.Commit();
        }

        using DuplicateIndex opened = DuplicateIndex.Open(folder);
        Assert.That(opened.Count, Is.EqualTo(articles.Length));
        Assert.That(articles.Select(article => opened.Contains(article.Id)), Is.All.True);
        Assert.That(opened.Contains("other"), Is.False);
        using Dedup.Storage.StoredContents contents = Dedup.Storage.StoredContents.OpenRead(folder);
        Assert.That(Enumerable.Range(0, articles.Length).Select(contents.ArticleOf), Is.EqualTo(articles));
    }

    [Test]
    public void Dispose_WithoutCommit_DiscardsWhatWasAddedAndRemoved()
    {
        FakeFolder folder = new();
        using (DuplicateIndex index = DuplicateIndex.Open(folder))
        {
            index.Add(new Article("a", Texts.Text(1, 100)));
            index.Commit();
            index.Add(new Article("b", Texts.Text(2, 100)));
            index.Remove("a");
        }

        using DuplicateIndex opened = DuplicateIndex.Open(folder);
        Assert.That((opened.Count, opened.Contains("a"), opened.Contains("b")), Is.EqualTo((1, true, false)));
    }

    /// <summary>A pile is added in random order, with removals, commits, compactions and openings at random moments; every question is answered as by an index in memory that was given what is left.</summary>
    [Test]
    public void Find_AfterAnyHistory_AnswersLikeMemory([Range(1, 6)] int seed)
    {
        // Every second history merges all there is to merge beside what comes next.
        int mostMergedAtOnce = seed % 2 == 0 ? 0 : Dedup.Storage.StoredContents.UsualMergedAtOnce;
        Seeded random = new((ulong)seed);
        FakeFolder folder = new();
        DuplicateIndex stored = DuplicateIndex.Open(folder, mostMergedAtOnce: mostMergedAtOnce);
        DuplicateIndex memory = DuplicateIndex.InMemory();
        List<Article> pile = Corpus((ulong)seed);
        List<Article> held = [];
        int answers = 0;
        foreach (Article article in pile.OrderBy(_ => random.Next()))
        {
            Compare(article, memory, stored, ref answers);
            memory.Add(article);
            stored.Add(article);
            held.Add(article);
            switch (random.Below(24))
            {
                case 0 or 1 or 2:
                    stored.Commit();
                    break;
                case 3:
                    stored.Commit();
                    stored.Dispose();
                    stored = DuplicateIndex.Open(folder, new DedupOptions(), mostMergedAtOnce: mostMergedAtOnce);
                    break;
                case 4 or 5:
                    int at = random.Below(held.Count);
                    Assert.That(stored.Remove(held[at].Id), Is.True, held[at].Id);
                    held.RemoveAt(at);
                    memory.Dispose();
                    memory = DuplicateIndex.InMemory();
                    held.ForEach(memory.Add);
                    break;
                case 6:
                    stored.Compact();
                    break;
            }

            Assert.That(stored.Count, Is.EqualTo(memory.Count));
        }

        foreach (Article article in pile)
        {
            Compare(article, memory, stored, ref answers);
            Assert.That(stored.Contains(article.Id), Is.EqualTo(memory.Contains(article.Id)), article.Id);
        }

        stored.Commit();
        TestContext.Out.WriteLine($"{answers} matches, {stored.Statistics()}");
        stored.Dispose();
        memory.Dispose();
        Assert.That(answers, Is.GreaterThan(300));
    }

    /// <summary>After removals an index answers like one that never held what was removed.</summary>
    [Test]
    public void Remove_AnyArticles_LeavesAnIndexThatNeverHeldThem([Values] bool onDisk, [Values(1, 2)] int seed)
    {
        Seeded random = new((ulong)seed);
        List<Article> pile = [.. Corpus((ulong)seed).OrderBy(_ => random.Next())];
        HashSet<string> removed = [.. pile.Where(_ => random.Below(3) > 0).Select(article => article.Id)];
        using DuplicateIndex all = onDisk ? DuplicateIndex.Open(new FakeFolder()) : DuplicateIndex.InMemory();
        using DuplicateIndex rest = DuplicateIndex.InMemory();
        foreach (Article article in pile)
        {
            all.Add(article);
            if (!removed.Contains(article.Id))
            {
                rest.Add(article);
            }
        }

        foreach (string id in removed)
        {
            Assert.That(all.Remove(id), Is.True);
            Assert.That(all.Remove(id), Is.False, "once is enough");
        }

        int answers = 0;
        pile.ForEach(article => Compare(article, rest, all, ref answers));
        Assert.That(all.Count, Is.EqualTo(rest.Count));
        if (onDisk)
        {
            all.Compact();
            Assert.That(all.Statistics().Removed, Is.LessThan(removed.Count / 4), "only first articles whose copies stay are still known");
            pile.ForEach(article => Compare(article, rest, all, ref answers));
        }
    }

    [Test]
    public void RemoveFirstOfCopies_TheOthersStayAFamily([Values] bool onDisk, [Values] bool commit)
    {
        using DuplicateIndex index = onDisk ? DuplicateIndex.Open(new FakeFolder()) : DuplicateIndex.InMemory();
        string text = Texts.Text(1, 100);
        index.Add(new Article("a", text));
        CommitIf();
        index.Add(new Article("b", text.ToUpperInvariant()));
        index.Add(new Article("c", text));
        CommitIf();
        index.Remove("a");
        CommitIf();
        Assert.That(Ids(), Is.EqualTo((string[])["b", "c"]));
        index.Add(new Article("a", text));
        CommitIf();
        Assert.That(Ids(), Is.EqualTo((string[])["a", "b", "c"]));
        index.Remove("b");
        index.Remove("c");
        index.Remove("a");
        CommitIf();
        Assert.That(Ids(), Is.Empty);
        index.Add(new Article("d", text));
        Assert.That(Ids(), Is.EqualTo((string[])["d"]));

        IEnumerable<string> Ids() => index.Find(new Article("x", text)).Select(match => match.Id);

        void CommitIf()
        {
            if (onDisk && commit)
            {
                index.Commit();
            }
        }
    }

    [Test]
    public void Replace_HeldArticle_IsTheNewOneFromThenOn([Values] bool onDisk)
    {
        using DuplicateIndex index = onDisk ? DuplicateIndex.Open(new FakeFolder()) : DuplicateIndex.InMemory();
        Assert.That(index.Replace(new Article("a", Texts.Text(1, 100))), Is.False);
        Assert.That(index.Replace(new Article("a", Texts.Text(2, 100))), Is.True);
        Assert.That(index.Count, Is.EqualTo(1));
        Assert.That(index.Find(new Article("x", Texts.Text(1, 100))), Is.Empty);
        Assert.That(index.Find(new Article("x", Texts.Text(2, 100))), Has.Count.EqualTo(1));
    }

    [Test]
    public void RemoveBeforeAndAllButNewest_RemoveWhatTheySay([Values] bool onDisk)
    {
        using DuplicateIndex index = onDisk ? DuplicateIndex.Open(new FakeFolder()) : DuplicateIndex.InMemory();
        DateTimeOffset start = new(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(2));
        for (int i = 0; i < 40; i++)
        {
            index.Add(new Article($"{i:D2}", Texts.Text((ulong)i, 60)) { Date = i % 10 == 9 ? null : start.AddDays(i) });
            if (onDisk && i % 7 == 3)
            {
                index.Commit();
            }
        }

        Assert.That(index.RemoveBefore(start.AddDays(20)), Is.EqualTo(18));
        Assert.That((index.Contains("20"), index.Contains("19"), index.Contains("18")), Is.EqualTo((true, true, false)), "number 19 has no date");
        Assert.That(index.RemoveAllButNewest(5), Is.EqualTo(17));
        Assert.That(Enumerable.Range(0, 40).Where(i => index.Contains($"{i:D2}")), Is.EqualTo(Enumerable.Range(35, 5)));
        Assert.That(index.RemoveAllButNewest(5), Is.Zero);
        Assert.That(() => index.RemoveAllButNewest(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Open_OtherOptions_NamesTheOneThatDiffers()
    {
        FakeFolder folder = new();
        DuplicateIndex.Open(folder, new DedupOptions { Verification = new() { JaccardThreshold = 0.6 } }).Dispose();
        Assert.That(
            () => DuplicateIndex.Open(folder, new DedupOptions { Verification = new() { JaccardThreshold = 0.7 } }),
            Throws.ArgumentException.With.Message.Contains("JaccardThreshold 0.6, not 0.7").Or.Message.Contains("Banding"));
        Assert.That(
            () => DuplicateIndex.Open(folder, new DedupOptions { Verification = new() { JaccardThreshold = 0.6, PassageTokens = 50 } }),
            Throws.ArgumentException.With.Message.Contains("Verification.PassageTokens 40, not 50"));
        using DuplicateIndex same = DuplicateIndex.Open(folder);
        Assert.That(same.Options.Verification.JaccardThreshold, Is.EqualTo(0.6));
    }

    [Test]
    public void OpenRead_WhileAWriterWorks_StaysAtItsCommitUntilRefreshed()
    {
        FakeFolder folder = new();
        using DuplicateIndex writer = DuplicateIndex.Open(folder);
        Add(0, 50);
        using DuplicateIndex reader = DuplicateIndex.OpenRead(folder);
        Add(50, 300);
        Assert.That(Found(reader), Is.EqualTo(50));
        Assert.That(() => reader.Add(new Article("x", "text")), Throws.InvalidOperationException.With.Message.Contains("reading"));
        Assert.That(() => DuplicateIndex.Open(folder), Throws.InstanceOf<IOException>(), "one writer at a time");
        reader.Refresh();
        Assert.That(Found(reader), Is.EqualTo(300));
        Assert.That(writer.Statistics().Segments, Is.LessThan(12), "segments are merged");

        static int Found(DuplicateIndex index) =>
            Enumerable.Range(0, 300).Count(i => index.Find(new Article("asked", Texts.Text((ulong)i, 40))).Select(match => match.Id).SequenceEqual([$"{i}"]));

        void Add(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                writer.Add(new Article($"{i}", Texts.Text((ulong)i, 40)));
                if (i % 10 == 9)
                {
                    writer.Commit();
                }
            }
        }
    }

    /// <summary>A merge that goes on when the index is closed is waited for and kept; what was not committed is not.</summary>
    [Test]
    public void Dispose_WhileMerging_KeepsTheMergeAndTheLastCommit()
    {
        FakeFolder folder = new();
        using (DuplicateIndex index = DuplicateIndex.Open(folder, mostMergedAtOnce: 0))
        {
            for (int i = 0; i < 4; i++)
            {
                index.Add(new Article($"{i}", Texts.Text((ulong)i, 60)));
                index.Commit();
            }

            Assert.That(index.Statistics().Segments, Is.EqualTo(4), "what is merged is taken later");
            index.Add(new Article("4", Texts.Text(4, 60)));
            index.Remove("1");
        }

        using DuplicateIndex opened = DuplicateIndex.Open(folder);
        Assert.That(opened.Statistics().Segments, Is.EqualTo(1));
        Assert.That(Enumerable.Range(0, 5).Select(i => opened.Contains($"{i}")), Is.EqualTo((bool[])[true, true, true, true, false]));
        Assert.That(DuplicateIndex.Verify(folder), Is.Empty);
    }

    [Test]
    public void Commit_MergingInTheBackground_MakesTheSameFilesEachTime()
    {
        FakeFolder first = Grown();
        for (int time = 0; time < 5; time++)
        {
            FakeFolder again = Grown();
            Assert.That(again.Names, Is.EqualTo(first.Names));
            Assert.That(again.Names.All(name => again[name].AsSpan().SequenceEqual(first[name])));
        }

        static FakeFolder Grown()
        {
            FakeFolder folder = new();
            using DuplicateIndex index = DuplicateIndex.Open(folder, mostMergedAtOnce: 8);
            for (int i = 0; i < 150; i++)
            {
                index.Add(new Article($"{i}", Texts.Text((ulong)i, 40)));
                if (i % 11 == 5)
                {
                    index.Remove($"{i / 2}");
                }

                if (i % 4 == 3)
                {
                    index.Commit();
                }
            }

            return folder;
        }
    }

    [Test]
    public void InMemory_AskedForCommits_SaysThatItHasNone()
    {
        using DuplicateIndex index = DuplicateIndex.InMemory();
        Assert.That(index.Commit, Throws.InvalidOperationException.With.Message.Contains("memory"));
        Assert.That(index.Statistics, Throws.InvalidOperationException);
    }

    internal static List<Article> Corpus(ulong seed)
    {
        List<Article> articles = Forms.Pile(seed);
        for (int i = 0; i < 25; i++)
        {
            string[] words = Texts.Words((seed * 77) + (ulong)i, 120);
            articles.Add(new Article($"{i:D3}-a", string.Join(' ', words)));
            articles.Add(new Article($"{i:D3}-b", string.Join(' ', Texts.Edit(words, (ulong)i, i % 8))));
            articles.Add(new Article($"{i:D3}-c", Texts.Text((seed * 5000) + (ulong)i, 500) + " " + string.Join(' ', words)));
            articles.Add(new Article($"{i:D3}-d", string.Join(' ', words.Take(20))));
            articles.Add(new Article($"{i:D3}-e", string.Join("  ", words).ToUpperInvariant()) { Source = i % 2 == 0 ? "s" : null, Title = "Title of " + words[0] });
        }

        articles.Add(new Article("empty", "…"));
        return articles;
    }

    private static void Compare(Article asked, DuplicateIndex expected, DuplicateIndex actual, ref int answers)
    {
        string[] wanted = [.. expected.Find(asked).Select(Describe)];
        string[] given = [.. actual.Find(asked).Select(Describe)];
        Assert.That(given, Is.EqualTo(wanted), asked.Id);
        answers += wanted.Length;

        static string Describe(DuplicateMatch match) =>
            $"{match.Id} {match.Relation} {match.Jaccard:R} {match.QueryInMatch:R} {match.MatchInQuery:R} {match.TitleSimilarity} {string.Join(';', match.Passages)}";
    }
}
