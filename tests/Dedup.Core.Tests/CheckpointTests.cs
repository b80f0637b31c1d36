using System.Collections.Concurrent;
using System.Reflection;
using Dedup.Batch;
using Dedup.Clustering;
using Dedup.Core.Tests.Data;
using Dedup.Internals;
using Dedup.Reporting;
using Dedup.Shingling;
using Dedup.Signatures;
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
            store.Parts[name] = (name[^1] + part.Length) % 2 == 0 ? part[..(part.Length / 3)] : [];
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
        new PairParts(store, "part", articles, 1).GetOrCompute(0, _ => new PairParts.Verdict(pair, IsCleared: true));
        (DuplicatePair? read, bool isCleared) = new PairParts(store, "part", articles, 1).GetOrCompute(0, _ => throw new InvalidOperationException("not read"));
        Assert.That(isCleared, Is.True);

        foreach (PropertyInfo property in properties)
        {
            Assert.That(property.GetValue(read), Is.EqualTo(property.GetValue(pair)), property.Name);
        }
    }

    /// <summary>Texts that are empty, short, long, and so long that a position takes more than 16 bits.</summary>
    [Test]
    public void SignedParts_OfAnyArticles_AreReadAsTheyWereMade([Values(1, 3, 100)] int perPart)
    {
        (SignedText, PackedArticle)[] made = [.. SignAny()];
        Store store = new();
        SignedParts parts = Load(store, made.Length, perPart);
        Assert.That(parts.AreAnyLoaded, Is.False);
        for (int i = made.Length - 1; i >= 0; i--)
        {
            Assert.That(parts.TryGet(i, out _), Is.False);
            Add(parts, i, made[i], bytes: i + 1);
        }

        Assert.That(store.Saved, Is.EqualTo((made.Length + perPart - 1) / perPart));
        SignedParts loaded = Load(store, made.Length, perPart);
        Assert.That(parts.TextBytes, Is.EqualTo(loaded.TextBytes));
        Assert.That(loaded.TextBytes, Is.EqualTo(made.Length * (made.Length + 1) / 2));
        for (int i = 0; i < made.Length; i++)
        {
            Assert.That(loaded.TryGet(i, out SignedText text), Is.True);
            PackedArticle packed = loaded.Packed[i];
            Assert.That(text, Is.EqualTo(made[i].Item1));
            Assert.That(packed.Shape, Is.EqualTo(made[i].Item2.Shape));
            Assert.That(packed.Words.ToArray(), Is.EqualTo(made[i].Item2.Words.ToArray()));
        }
    }

    /// <summary>What a store gives back by mistake is refused, or read without reading past an end.</summary>
    [Test]
    public void SignedParts_CutOrFilledWithAnything_AreRefusedOrRead()
    {
        (SignedText, PackedArticle)[] made = [.. SignAny().Take(3)];
        Store store = new();
        SignedParts parts = Load(store, made.Length, 3);
        for (int i = 0; i < made.Length; i++)
        {
            Add(parts, i, made[i], bytes: 1);
        }

        (string name, byte[] whole) = store.Parts.Single();
        for (int length = 0; length < whole.Length; length++)
        {
            store.Parts[name] = whole[..length];
            SignedParts cut = Load(store, made.Length, 3);
            Assert.That((cut.AreAnyLoaded, cut.TextBytes), Is.EqualTo((false, 0L)), $"cut at {length} of {whole.Length}");
        }

        store.Parts[name] = [.. whole, 0, 0, 0, 0];
        SignedParts longer = Load(store, made.Length, 3);
        Assert.That((longer.AreAnyLoaded, longer.TextBytes), Is.EqualTo((false, 0L)), "with something behind its end");

        Seeded random = new(3);
        for (int round = 0; round < 2000; round++)
        {
            store.Parts[name] = [.. whole.Select(value => random.Below(40) == 0 ? (byte)random.Below(256) : value)];
            SignedParts any = Load(store, made.Length, 3);
            for (int i = 0; i < made.Length && any.TryGet(i, out _); i++)
            {
                PackedArticle packed = any.Packed[i];
                Assert.That(packed.Sketch.Hashes.Length + packed.Signature.Length + packed.WordSignature.Length, Is.LessThanOrEqualTo(2 * packed.Words.Length));
            }
        }
    }

    private static void Add(SignedParts parts, int article, (SignedText, PackedArticle) made, long bytes)
    {
        parts.Packed[article] = made.Item2;
        parts.Add(article, made.Item1, bytes);
    }

    private static SignedParts Load(Store store, int articles, int perPart)
    {
        SignedParts parts = new(store, "part", articles, perPart);
        parts.Load(new ParallelPhase(2, new StageClock(), progress: null, CancellationToken.None));
        return parts;
    }

    private static IEnumerable<(SignedText, PackedArticle)> SignAny()
    {
        ArticleSigner signer = new(new Shingler(), new MinHash(), new PositionalSketchOptions(), 24);
        ArticlePacker packer = new(16, 3);
        foreach (string text in (string[])[Texts.Text(1, 30), string.Empty, "Two owls", Texts.Text(2, 400), "one two three four five six", Texts.Text(3, 70_000), Texts.Text(4, 100)])
        {
            SignedArticle signed = signer.Sign(text);
            yield return (new SignedText(signed.TokenCount, signed.Size, signed.Start, signed.End, signed.Content), packer.Pack(signed));
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
