using Dedup.Batch;
using Dedup.Candidates;
using Dedup.Core.Tests.Data;
using Dedup.Shingling;
using Dedup.Signatures;
using Dedup.Verification;
using NUnit.Framework;

namespace Dedup.Core.Tests;

/// <summary>The measured recall against a comparison of every article with every other one.</summary>
public sealed class RecallTests
{
    /// <summary>Indexes so weak that they miss pairs of every kind.</summary>
    private static readonly DedupOptions Lossy = new()
    {
        Detect = Detect.Resemblance | Detect.Containment,
        Candidates = new CandidateOptions { Banding = new LshBanding(2, 6), SharedHashes = 8 },
        Sketch = new PositionalSketchOptions { Scale = 256, Floor = 1 },
    };

    [Test]
    public void Recall_SampleOfAll_IsWhatComparingEveryPairGives([Values(Detect.All, Detect.Resemblance, Detect.Containment)] Detect detect)
    {
        Article[] articles = Corpus(80);
        DuplicatePair[] truth = [.. TruePairs(articles, new DedupOptions { Detect = detect & ~Detect.Passages, Verification = new VerificationOptions { AlignWords = false } })];
        Assert.That(truth, Has.Length.GreaterThan(20));
        foreach (DedupOptions options in (DedupOptions[])[new(), Lossy])
        {
            DedupReport report = Deduplicator.Run(articles, options with { Detect = detect, RecallSample = 1000 });
            RecallEstimate recall = report.Recall!;
            HashSet<(string, string)> reported = [.. report.Pairs.Select(pair => (pair.Left, pair.Right))];
            string[] missed = [.. truth.Where(pair => !reported.Contains((pair.Left, pair.Right))).Select(Describe).Order(StringComparer.Ordinal)];
            Assert.Multiple(() =>
            {
                Assert.That(recall.IsComplete, Is.True);
                Assert.That(recall.SampledArticles, Is.EqualTo(articles.DistinctBy(article => article.Text).Count()));
                Assert.That(recall.Recall.Trials, Is.EqualTo(truth.Length));
                Assert.That(recall.Bands.Sum(band => band.Dropped), Is.Zero, "no forms in this pile");
                Assert.That(recall.Missed.Select(Describe).Order(StringComparer.Ordinal), Is.EqualTo(missed));
                Assert.That(recall.Recall.Hits, Is.EqualTo(truth.Length - missed.Length));
                Assert.That(missed, options == Lossy ? Has.Length.GreaterThan(3) : Has.Length.LessThan(3));
                Assert.That(recall.Interval(recall.Recall), Is.EqualTo((recall.Recall.Value, recall.Recall.Value)), "nothing is estimated");
            });
            foreach (RecallBand band in recall.Bands)
            {
                int expected = truth.Count(pair => pair.Relation == band.Relation
                    && pair.ShingleWidth == 1 == band.IsShort
                    && pair.Jaccard >= band.LeastJaccard
                    && (pair.Jaccard < band.JaccardBelow || band.JaccardBelow == 1));
                Assert.That(band.TruePairs, Is.EqualTo(expected), $"{band.Relation} [{band.LeastJaccard}, {band.JaccardBelow}) short: {band.IsShort}");
            }
        }
    }

    /// <summary>The kinds that the test above counts on do occur, each of them missed and found: near-duplicates where bands alone propose them, contained articles where no sketch is to find near-duplicates too.</summary>
    [Test]
    public void Recall_LossyRuns_HaveFoundAndMissedPairsOfEachKind()
    {
        Article[] articles = Corpus(80);
        IEnumerable<RecallBand> bands = ((Detect[])[Lossy.Detect, Detect.Resemblance, Detect.Containment]).SelectMany(detect => Deduplicator.Run(articles, Lossy with { Detect = detect, RecallSample = 1000 }).Recall!.Bands);
        foreach (IGrouping<(DuplicateRelation, bool), RecallBand> kind in bands.GroupBy(band => (band.Relation, band.IsShort)))
        {
            Assert.That(kind.Sum(band => band.Missed), Is.Positive, $"{kind.Key}");
            Assert.That(kind.Sum(band => band.Found), Is.Positive, $"{kind.Key}");
        }
    }

    [Test]
    public void Recall_AnyOrderAndThreads_IsTheSame()
    {
        Article[] articles = Corpus(80);
        DedupOptions options = Lossy with { RecallSample = 40, Threads = 1 };
        string expected = Describe(Deduplicator.Run(articles, options).Recall!);
        for (ulong seed = 1; seed <= 3; seed++)
        {
            Seeded random = new(seed);
            Article[] shuffled = [.. articles.OrderBy(_ => random.Next())];
            Assert.That(Describe(Deduplicator.Run(shuffled, options with { Threads = 2 + (int)seed }).Recall!), Is.EqualTo(expected), $"seed {seed}");
        }
    }

    [Test]
    public void Recall_Measured_ChangesNothingThatIsFound()
    {
        Article[] articles = Corpus(80);
        DedupReport plain = Deduplicator.Run(articles, Lossy);
        DedupReport measured = Deduplicator.Run(articles, Lossy with { RecallSample = 100 });
        Assert.Multiple(() =>
        {
            Assert.That(plain.Recall, Is.Null);
            Assert.That(measured.Pairs.Select(Describe), Is.EqualTo(plain.Pairs.Select(Describe)));
            Assert.That(measured.Clusters.Select(cluster => cluster.Representative), Is.EqualTo(plain.Clusters.Select(cluster => cluster.Representative)));
            Assert.That(measured.CandidatePairCount, Is.EqualTo(plain.CandidatePairCount));
        });
    }

    /// <summary>Samples drawn from many piles give intervals that hold the recall of the whole pile nearly as often as they say.</summary>
    [Test]
    public void Recall_ManySamples_IntervalsHoldTheWhole()
    {
        const int Piles = 40;
        int held = 0;
        for (int pile = 0; pile < Piles; pile++)
        {
            // Pairs of their own, so that they are independent; the ids, and with them the sample, differ from pile to pile.
            Article[] articles = [.. Enumerable.Range(0, 100).SelectMany(i =>
            {
                string[] words = Texts.Words((ulong)((pile * 1000) + i), 90);
                string edited = string.Join(' ', Texts.Edit(words, (ulong)i, 4));
                return (Article[])[new Article($"{pile}/{i}a", string.Join(' ', words)), new Article($"{pile}/{i}b", edited)];
            })];
            DedupOptions options = Lossy with { Detect = Detect.Resemblance };
            Proportion whole = Deduplicator.Run(articles, options with { RecallSample = 1000 }).Recall!.Recall;
            RecallEstimate part = Deduplicator.Run(articles, options with { RecallSample = 50 }).Recall!;
            (double low, double high) = part.Interval(part.Recall);
            Assert.That(part.IsComplete, Is.False);
            Assert.That(part.Recall.Trials, Is.InRange(25, 50));
            Assert.That(whole.Value, Is.InRange(0.1, 0.9), "a recall that can be got wrong");
            held += low <= whole.Value && whole.Value <= high ? 1 : 0;
        }

        Assert.That(held, Is.GreaterThanOrEqualTo(Piles * 90 / 100));
    }

    /// <summary>Where only the bands propose, what they find is what their curve lets expect.</summary>
    [Test]
    public void ExpectedRecall_BandsAlone_IsTheRecall()
    {
        List<Article> articles = [];
        for (int i = 0; i < 1500; i++)
        {
            string[] words = Texts.Words((ulong)i, 120);
            articles.Add(new Article($"{i}a", string.Join(' ', words)));
            articles.Add(new Article($"{i}b", string.Join(' ', Texts.Edit(words, (ulong)i, 2 + (i % 7)))));
        }

        DedupOptions options = new() { Detect = Detect.Resemblance, Candidates = new CandidateOptions { Banding = new LshBanding(12, 6) }, RecallSample = 10_000 };
        RecallEstimate recall = Deduplicator.Run(articles, options).Recall!;
        foreach (RecallBand band in recall.Bands.Where(band => band is { TruePairs: > 0, IsShort: false }))
        {
            double expected = band.ExpectedRecall!.Value;
            double error = Math.Sqrt(expected * (1 - expected) / band.TruePairs);
            Assert.That(band.Recall.Value, Is.EqualTo(expected).Within((4 * error) + 0.001), $"from {band.LeastJaccard}, {band.TruePairs} pairs");
        }

        Assert.That(recall.Bands.Count(band => band.TruePairs > 50), Is.GreaterThanOrEqualTo(4));
    }

    /// <summary>Fillings of one form reach the threshold and are left out on purpose: that is no miss.</summary>
    [Test]
    public void Recall_FormsLeftOut_CountAsFoundAndDropped()
    {
        const int Fillings = 8;
        string[] form = Texts.Words(1, 60);
        Article[] articles = [.. Enumerable.Range(0, Fillings).Select(i => new Article($"{i}", string.Join(' ', form.Select((word, at) => at % 30 == 17 ? $"{(i * 977) + at}" : word))))];
        DedupReport report = Deduplicator.Run(articles, new DedupOptions { RecallSample = 100 });
        RecallEstimate recall = report.Recall!;
        Assert.Multiple(() =>
        {
            Assert.That(report.Pairs, Has.None.Matches<DuplicatePair>(pair => pair.Relation == DuplicateRelation.NearDuplicate), "a form is no duplicate");
            Assert.That(recall.Recall.Trials, Is.EqualTo(Fillings * (Fillings - 1) / 2));
            Assert.That(recall.Recall.Value, Is.EqualTo(1));
            Assert.That(recall.Bands.Sum(band => band.Dropped), Is.EqualTo(recall.Recall.Trials));
            Assert.That(recall.Missed, Is.Empty);
        });
    }

    /// <summary>A story that hundreds of sites edited is one cluster, in which not every pair was compared: the reader sees them together, so none is missed.</summary>
    [Test]
    public void Recall_LargeCluster_CountsItsPairsAsFound()
    {
        const int Copies = 300;
        string[] words = Texts.Words(1, 200);
        Article[] articles = [.. Enumerable.Range(0, Copies).Select(i => new Article($"{i:D3}", string.Join(' ', Texts.Edit(words, (ulong)i, 1)) + $" no{i}"))];
        DedupReport report = Deduplicator.Run(articles, new DedupOptions { RecallSample = 1000 });
        RecallEstimate recall = report.Recall!;
        Assert.Multiple(() =>
        {
            Assert.That(report.Clusters.Single().Members, Has.Count.EqualTo(Copies));
            Assert.That(recall.Recall.Value, Is.EqualTo(1));
            Assert.That(recall.Bands.Sum(band => band.Clustered), Is.EqualTo(recall.Recall.Trials - report.Pairs.Count).And.Positive);
            Assert.That(recall.Missed, Is.Empty);
        });
    }

    /// <summary>A pile that one bucket cannot hold: the list of what was missed has an end, the count has none.</summary>
    [Test]
    public void Missed_ManyThousands_AreCountedAndListedUpToTheLimit()
    {
        string form = Texts.Text(1, 200);
        Article[] articles = [.. Enumerable.Range(0, 400).Select(i => new Article($"{i:D3}", form + " " + Texts.Text((ulong)i + 5, 12)))];
        DedupOptions options = new() { Detect = Detect.Containment, RecallSample = 400, Verification = new VerificationOptions { TemplateArticles = 0, PassageArticles = 0 } };
        RecallEstimate recall = Deduplicator.Run(articles, options).Recall!;
        Assert.Multiple(() =>
        {
            Assert.That(recall.Recall.Trials, Is.EqualTo(400 * 399 / 2));
            Assert.That(recall.Recall.Trials - recall.Recall.Hits, Is.GreaterThan(70_000));
            Assert.That(recall.Missed, Has.Count.EqualTo(RecallSurvey.MostMissed));
            Assert.That(recall.Missed.Select(pair => (pair.Left, pair.Right)), Is.Unique);
        });
    }

    [Test]
    public void Recall_NoArticlesOrOnlyEmptyOnes_IsAnEmptyEstimate()
    {
        foreach (Article[] articles in (Article[][])[[], [new("a", ""), new("b", " … ")]])
        {
            RecallEstimate recall = Deduplicator.Run(articles, new DedupOptions { RecallSample = 5 }).Recall!;
            Assert.That(recall.SampledArticles, Is.Zero);
            Assert.That(recall.Interval(recall.Recall), Is.EqualTo((0.0, 1.0)), "nothing is known");
        }
    }

    [TestCase(-1)]
    [TestCase(1_000_001)]
    public void RecallSample_OutOfRange_Throws(int size) => Assert.That(() => new DedupOptions { RecallSample = size }, Throws.InstanceOf<ArgumentOutOfRangeException>());

    /// <summary>Lightly and heavily edited copies, articles inside pages, briefs, strangers, exact copies.</summary>
    private static Article[] Corpus(int count)
    {
        List<Article> articles = [];
        for (int i = 0; i < count; i++)
        {
            string[] words = Texts.Words((ulong)i, 60 + (i * 3 % 200));
            articles.Add(new Article($"{i:D3}-a", string.Join(' ', words)));
            articles.Add(new Article($"{i:D3}-b", (i % 5) switch
            {
                0 => string.Join(' ', Texts.Edit(words, (ulong)i, 1 + (i % 12))),
                1 => Texts.Text((ulong)i + 5000, 300) + " " + string.Join(' ', Texts.Edit(words, (ulong)i, i % 3)) + " " + Texts.Text((ulong)i + 6000, 300),
                2 => string.Join(' ', words),
                3 => string.Join(' ', words[..(words.Length / 2)]) + " " + Texts.Text((ulong)i + 7000, 40),
                _ => Texts.Text((ulong)i + 8000, 100),
            }));
            if (i % 2 == 0)
            {
                string[] brief = Texts.Words((ulong)i + 9000, 12 + (i % 14));
                articles.Add(new Article($"{i:D3}-c", string.Join(' ', brief)));
                articles.Add(new Article($"{i:D3}-d", string.Join(' ', brief[..^(1 + (i % 4))])));
            }
        }

        return [.. articles];
    }

    /// <summary>Every pair of unlike articles that the verifier flags.</summary>
    private static IEnumerable<DuplicatePair> TruePairs(Article[] articles, DedupOptions options)
    {
        Article[] unlike = [.. articles.OrderBy(article => article.Id, StringComparer.Ordinal).DistinctBy(article => article.Text)];
        PairVerifier verifier = new(options, new Shingler(options.Shingling));
        for (int i = 0; i < unlike.Length; i++)
        {
            for (int j = i + 1; j < unlike.Length; j++)
            {
                DuplicatePair pair = verifier.Verify(unlike[i], unlike[j]);
                if (pair.Relation is DuplicateRelation.NearDuplicate or DuplicateRelation.ContainedIn)
                {
                    yield return pair;
                }
            }
        }
    }

    private static string Describe(DuplicatePair pair) => $"{pair.Left} {pair.Relation} {pair.Right} {pair.Jaccard} {pair.LeftInRight} {pair.RightInLeft} {pair.SharedShingles} {pair.ShingleWidth}";

    private static string Describe(RecallEstimate recall) =>
        string.Join('\n', [$"{recall.SampledArticles} {recall.IsComplete}", .. recall.Bands.Select(band => band.ToString()), .. recall.Missed.Select(Describe)]);
}
