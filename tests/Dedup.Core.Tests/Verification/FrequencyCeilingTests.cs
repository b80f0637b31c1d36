using System.Collections.Concurrent;
using Dedup.Core.Tests.Data;
using Dedup.Reporting;
using Dedup.Verification;
using NUnit.Framework;

namespace Dedup.Core.Tests.Verification;

/// <summary>A ceiling may be too high, never too low, and what it settles is what counting would have said.</summary>
public sealed class FrequencyCeilingTests
{
    [Test]
    public void Indexer_AnyArticlesOnAnyThreads_IsNeverBelowTheCountAndTheSameForAllSplits([Values(1, 1000, 100_000)] int room, [Values(1, 3)] int threads, [Values(1 << 19, 256, 1)] int partBytes)
    {
        ulong[][] articles = MakeArticles();
        FrequencyCeiling one = Fill(articles, room, threads: 1, partBytes);
        FrequencyCeiling ceiling = Fill(articles, room, threads, partBytes);
        Dictionary<ulong, int> counts = articles.SelectMany(static article => article.Distinct()).GroupBy(static shingle => shingle).ToDictionary(static group => group.Key, static group => group.Count());
        foreach ((ulong shingle, int count) in counts)
        {
            Assert.That(ceiling[shingle], Is.GreaterThanOrEqualTo(Math.Min(count, FrequencyCeiling.Unknown)), $"room {room}, shingle {shingle:X}");
            Assert.That(ceiling[shingle], Is.EqualTo(one[shingle]), $"room {room}, shingle {shingle:X}");
        }

        if (room == 100_000)
        {
            Assert.That(counts.Count(entry => ceiling[entry.Key] == entry.Value), Is.GreaterThan(counts.Count * 8 / 10), "with room enough most ceilings are the counts");
        }
    }

    [Test]
    public void Indexer_ShingleOfMoreArticlesThanItCounts_IsUnknown()
    {
        FrequencyCeiling ceiling = new(1);
        FrequencyCeiling.Writer writer = ceiling.NewWriter();
        for (int i = 0; i < 300; i++)
        {
            writer.Add([ulong.MaxValue]);
        }

        ceiling.Complete();
        Assert.That(ceiling[ulong.MaxValue], Is.EqualTo(FrequencyCeiling.Unknown));
        Assert.That(ceiling[ulong.MaxValue - (1UL << 52)], Is.Zero, "a full counter leaves the one beside it alone");
    }

    /// <summary>In a run that finds the articles signed everything is counted, as their shingles are not at hand.</summary>
    [Test]
    public void Run_PilesWhereTheRulesPullApart_SaysWhatCountingSays([Range(1, 12)] int seed)
    {
        List<Article> pile = Forms.Pile((ulong)seed);
        SignedStore store = new();
        Deduplicator.Resume(pile, store);
        DedupReport counted = Deduplicator.Resume(pile, store);
        Assert.That(CountedIn(counted), Is.Positive, "else this tests nothing");
        Assert.That(Shown(Deduplicator.Run(pile)), Is.EqualTo(Shown(counted)), $"seed {seed}");
    }

    [Test]
    public void Run_SuspectWhoseTextNobodyElseHas_IsKeptAndNothingIsCounted()
    {
        List<Article> pile = [.. Enumerable.Range(0, 30).Select(i => new Article($"stranger-{i:D2}", Texts.Text((ulong)i + 50, 200)))];
        string[] words = Texts.Words(9, 200);
        for (int i = 10; i < 200; i += 20)
        {
            words[i] = $"{i}";
        }

        string other = string.Join(' ', words.Select(static (word, i) => i is 30 or 90 ? $"{i}7" : i is 65 or 66 or 67 ? "changed" : word));
        pile.Add(new Article("suspect-1", string.Join(' ', words)));
        pile.Add(new Article("suspect-2", other));
        DuplicatePair alone = Deduplicator.Compare(pile[^2], pile[^1]);
        Assert.That(new TemplateRule(new VerificationOptions()).IsSuspect(alone), Is.True, "else this tests nothing");

        DedupReport report = Deduplicator.Run(pile);
        Assert.That(report.Pairs.Select(static pair => (pair.Left, pair.Right)), Is.EqualTo([("suspect-1", "suspect-2")]));
        Assert.That(CountedIn(report), Is.Zero);
    }

    private static long CountedIn(DedupReport report) => report.Cost.Stages.Where(static stage => stage.Stage == DedupStage.Counting).Sum(static stage => stage.Items);

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

        return System.Text.Encoding.UTF8.GetString(lines.WrittenSpan);
    }

    private static FrequencyCeiling Fill(ulong[][] articles, int room, int threads, int partBytes)
    {
        FrequencyCeiling ceiling = new(room, threads, partBytes);
        Task[] tasks = [.. Enumerable.Range(0, threads).Select(thread => Task.Run(() =>
        {
            FrequencyCeiling.Writer writer = ceiling.NewWriter();
            for (int i = thread; i < articles.Length; i += threads)
            {
                writer.Add(articles[i]);
            }
        }))];
        Task.WaitAll(tasks);
        ceiling.Complete();
        return ceiling;
    }

    /// <summary>Some shingles stand in one article, some in many, some several times in one.</summary>
    private static ulong[][] MakeArticles()
    {
        Seeded random = new(5);
        ulong[] common = [.. Enumerable.Range(0, 40).Select(_ => random.Next())];
        return
        [
            .. Enumerable.Range(0, 60).Select(_ => (ulong[])
            [
                .. Enumerable.Range(0, 200).Select(_ => random.Next()),
                .. Enumerable.Range(0, 20).Select(_ => common[random.Below(common.Length)]),
            ]),
        ];
    }

    /// <summary>Keeps what was signed and nothing else.</summary>
    private sealed class SignedStore : ICheckpointStore
    {
        private readonly ConcurrentDictionary<string, byte[]> parts = new(StringComparer.Ordinal);

        public byte[]? Load(string name) => parts.GetValueOrDefault(name);

        public void Save(string name, ReadOnlySpan<byte> content)
        {
            if (name.Split('-')[1] == "0")
            {
                parts[name] = content.ToArray();
            }
        }
    }
}
