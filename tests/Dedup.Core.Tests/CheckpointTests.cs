using System.Collections.Concurrent;
using System.Reflection;
using Dedup.Batch;
using Dedup.Clustering;
using Dedup.Core.Tests.Data;
using Dedup.Reporting;
using Dedup.Verification;
using NUnit.Framework;

namespace Dedup.Core.Tests;

/// <summary>A run that is taken up again gives the report of an undisturbed one, and does not verify again what was verified.</summary>
public sealed class CheckpointTests
{
    private static readonly Article[] Articles = MakeArticles();

    /// <summary>Stories in versions, all under one long header with a form in it: enough pairs for several parts, and suspects to judge.</summary>
    private static Article[] MakeArticles()
    {
        string header = Texts.Text(99, 60);
        List<Article> articles = [];
        for (ulong story = 0; story < 60; story++)
        {
            string[] words = Texts.Words(1000 + story, 60);
            for (ulong version = 0; version < 12; version++)
            {
                articles.Add(new Article($"{story}-{version}", header + " " + string.Join(' ', Texts.Edit(words, version, 2))) { Title = $"Title {story}" });
            }
        }

        return [.. articles];
    }

    private static string Shown(DedupReport report)
    {
        System.Buffers.ArrayBufferWriter<byte> lines = new();
        foreach (DuplicatePair pair in report.Pairs)
        {
            JsonLinesWriter.Write(lines, pair);
        }

        foreach (DuplicateCluster cluster in report.Clusters)
        {
            JsonLinesWriter.Write(lines, cluster);
        }

        return System.Text.Encoding.UTF8.GetString(lines.WrittenSpan) + string.Join(',', report.Pairs.Select(pair => pair.TitleSimilarity)) + report.CandidatePairCount;
    }

    [Test]
    public void Resume_WithACheckpoint_GivesTheSameReportAndDoesNothingTwice()
    {
        string undisturbed = Shown(Deduplicator.Run(Articles));
        Store store = new();

        string first = Shown(Deduplicator.Resume(Articles, store));
        int parts = store.Parts.Count;
        string second = Shown(Deduplicator.Resume(Articles.AsEnumerable().Reverse(), store, new DedupOptions { Threads = 1 }));

        Assert.That(first, Is.EqualTo(undisturbed));
        Assert.That(second, Is.EqualTo(undisturbed));
        Assert.That(parts, Is.GreaterThan(3), "or the test shows little");
        Assert.That(store.Saved, Is.EqualTo(parts), "the second run found every part");
        Assert.That(store.Parts.Keys, Has.All.Match("^[A-F0-9-]+$"));
    }

    [TestCase(1), TestCase(2), TestCase(3), TestCase(4), TestCase(5)]
    public void Resume_EndedAtAnyPart_IsTakenUpWhereItStood(int endedAfter)
    {
        string undisturbed = Shown(Deduplicator.Run(Articles));
        using CancellationTokenSource end = new();
        Store store = new()
        {
            OnSaved = saved =>
            {
                if (saved == endedAfter)
                {
                    end.Cancel();
                }
            },
        };
        try
        {
            Deduplicator.Resume(Articles, store, cancellationToken: end.Token);
        }
        catch (OperationCanceledException)
        {
            // What was done is in the store.
        }

        HashSet<string> before = [.. store.Parts.Keys];
        Assert.That(before, Has.Count.GreaterThanOrEqualTo(endedAfter));
        string resumed = Shown(Deduplicator.Resume(Articles, store));

        Assert.That(resumed, Is.EqualTo(undisturbed));
        Assert.That(store.Saved, Is.EqualTo(store.Parts.Count), "no part was made twice");
    }

    [Test]
    public void Resume_OtherArticlesOrOptions_UsesNoPart()
    {
        Store store = new();
        Deduplicator.Resume(Articles, store);
        int parts = store.Saved;
        DedupOptions other = new() { Verification = new() { JaccardThreshold = 0.6 } };
        Article[] changed = [.. Articles.Select((article, i) => i == 5 ? new Article(article.Id, article.Text + " more") : article)];

        Assert.That(Shown(Deduplicator.Resume(Articles, store, other)), Is.EqualTo(Shown(Deduplicator.Run(Articles, other))));
        Assert.That(store.Saved, Is.GreaterThan(parts));
        parts = store.Saved;
        Assert.That(Shown(Deduplicator.Resume(changed, store)), Is.EqualTo(Shown(Deduplicator.Run(changed))));
        Assert.That(store.Saved, Is.GreaterThan(parts));
    }

    [Test]
    public void Resume_DamagedParts_AreMadeAnew()
    {
        string undisturbed = Shown(Deduplicator.Run(Articles));
        Store store = new();
        Deduplicator.Resume(Articles, store);
        foreach (string name in store.Parts.Keys)
        {
            byte[] part = store.Parts[name];
            store.Parts[name] = (name.Length + part.Length) % 2 == 0 ? part[..(part.Length / 3)] : [];
        }

        Assert.That(Shown(Deduplicator.Resume(Articles, store)), Is.EqualTo(undisturbed));
    }

    /// <summary>A property that is added to a verdict and forgotten here would make a run that is taken up differ from an undisturbed one.</summary>
    [Test]
    public void Part_KeepsEveryPropertyOfAVerdict()
    {
        DuplicatePair pair = new()
        {
            Left = "b",
            Right = "a",
            Relation = DuplicateRelation.ContainedIn,
            Jaccard = 0.25,
            LeftInRight = 0.875,
            RightInLeft = 0.125,
            LeftAligned = 0.75,
            RightAligned = 0.0625,
            SharedShingles = 17,
            ShingleWidth = 5,
            Passages = [new Passage(1, 20, 3, 40, 5)],
            TitleSimilarity = 0.5,
            Facts = new FactAgreement(1, 2, 3, 4, 5, 6, 7, 8, 0.9375),
            SameSource = true,
            SharesFrame = true,
        };
        PropertyInfo[] properties = [.. typeof(DuplicatePair).GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(property => property.Name is not ("EqualityContract" or nameof(DuplicatePair.TooShort)))];
        foreach (PropertyInfo property in properties)
        {
            object? unset = property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null;
            Assert.That(property.GetValue(pair), Is.Not.EqualTo(unset), $"{property.Name} is to be set here, or the test shows nothing of it");
        }

        Store store = new();
        (Article, Article)[] articles = [(new("a", "x"), new("b", "y"))];
        new PairParts(store, "part", articles, 1).GetOrCompute(0, _ => pair);
        DuplicatePair read = new PairParts(store, "part", articles, 1).GetOrCompute(0, _ => throw new InvalidOperationException("not read"))!;

        foreach (PropertyInfo property in properties)
        {
            Assert.That(property.GetValue(read), Is.EqualTo(property.GetValue(pair)), property.Name);
        }
    }

    private sealed class Store : ICheckpointStore
    {
        private int saved;

        public ConcurrentDictionary<string, byte[]> Parts { get; } = new(StringComparer.Ordinal);

        public int Saved => saved;

        public Action<int>? OnSaved { get; init; }

        public byte[]? Load(string name) => Parts.GetValueOrDefault(name);

        public void Save(string name, ReadOnlySpan<byte> content)
        {
            Parts[name] = content.ToArray();
            int count = Interlocked.Increment(ref saved);
            OnSaved?.Invoke(count);
        }
    }
}
