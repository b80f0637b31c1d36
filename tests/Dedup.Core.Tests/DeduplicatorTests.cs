using System.Globalization;
using Dedup.Clustering;
using Dedup.Core.Tests.Data;
using Dedup.Verification;
using NUnit.Framework;

namespace Dedup.Core.Tests;

public sealed class DeduplicatorTests
{
    [Test]
    public void Run_NoArticles_IsAnEmptyReport()
    {
        DedupReport report = Deduplicator.Run([]);
        Assert.Multiple(() =>
        {
            Assert.That(report.Pairs, Is.Empty);
            Assert.That(report.Clusters, Is.Empty);
            Assert.That(report.ArticleCount, Is.Zero);
        });
    }

    [Test]
    public void Run_EveryRelation_IsFoundAndNothingElse()
    {
        string original = Texts.Text(1, 300);
        string quote = Texts.Text(7, 60);
        Article[] articles =
        [
            new("original", original),
            new("copy", original.ToUpperInvariant().Replace(" ", ", ", StringComparison.Ordinal)),
            new("edited", string.Join(' ', Texts.Edit(Texts.Words(1, 300), 5, 6))),
            new("page", Texts.Text(2, 500) + " " + original + " " + Texts.Text(3, 500)),
            new("quotes", Texts.Text(4, 200) + " " + quote),
            new("quotes-too", quote + " " + Texts.Text(5, 200)),
            new("other", Texts.Text(6, 300)),
            new("empty", " … "),
        ];
        DedupReport report = Deduplicator.Run(articles);
        Assert.Multiple(() =>
        {
            Assert.That(report.Pairs.Select(pair => $"{pair.Left} {pair.Relation} {pair.Right}"), Is.EquivalentTo((string[])
            [
                "copy Identical original",
                "copy NearDuplicate edited",
                "edited NearDuplicate original",
                "copy ContainedIn page",
                "original ContainedIn page",
                "edited ContainedIn page",
                "quotes SharesPassage quotes-too",
            ]));
            Assert.That(report.Clusters, Has.Count.EqualTo(1));
            Assert.That(report.Clusters[0].Members, Is.EqualTo((string[])["copy", "edited", "original"]));
            Assert.That(report.Clusters[0].Representative, Is.EqualTo("copy"), "the longest text, commas counted");
            Assert.That(report.EmptyArticles, Is.EqualTo((string[])["empty"]));
        });
    }

    [Test]
    public void Run_AnyOrderThreadsAndCulture_GivesTheSameReport()
    {
        Article[] articles = Corpus(400);
        string expected = Describe(Deduplicator.Run(articles, new DedupOptions { Threads = 1 }));
        Assert.That(expected, Does.Contain("NearDuplicate").And.Contain("ContainedIn").And.Contain("Identical"));
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            for (ulong seed = 1; seed <= 4; seed++)
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(seed % 2 == 0 ? "tr-TR" : "de-DE");
                Seeded random = new(seed);
                Article[] shuffled = [.. articles.OrderBy(_ => random.Next())];
                Assert.That(Describe(Deduplicator.Run(shuffled, new DedupOptions { Threads = (int)seed * 2 })), Is.EqualTo(expected), $"seed {seed}");
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void Run_UnrelatedArticleAdded_ChangesNothingElse()
    {
        Article[] articles = Corpus(200);
        string before = Describe(Deduplicator.Run(articles));
        string after = Describe(Deduplicator.Run([.. articles, new Article("stranger", Texts.Text(424242, 500))]));
        Assert.That(after, Is.EqualTo(before));
    }

    [Test]
    public void Run_CopyOfADuplicate_JoinsItsCluster()
    {
        string[] words = Texts.Words(1, 300);
        Article[] articles = [new("a", string.Join(' ', words)), new("b", string.Join(' ', Texts.Edit(words, 1, 3)))];
        DedupReport report = Deduplicator.Run([.. articles, new Article("c", articles[1].Text)]);
        Assert.That(report.Clusters.Single().Members, Is.EqualTo((string[])["a", "b", "c"]));
        Assert.That(report.Pairs, Has.Count.EqualTo(3));
    }

    [Test]
    public void Run_ChainOfSmallSteps_DoesNotDriftIntoOneCluster()
    {
        // Each shares five sixths of its words with the next, and nothing with the one six steps on.
        Article[] articles = [.. Enumerable.Range(0, 30).Select(i => new Article($"{i:D2}", string.Join(' ', Enumerable.Range(i * 20, 120).Select(Texts.Word))))];
        DedupReport report = Deduplicator.Run(articles);
        Dictionary<(string, string), double> near = report.Pairs
            .Where(pair => pair.Relation == DuplicateRelation.NearDuplicate)
            .ToDictionary(pair => (pair.Left, pair.Right), pair => pair.Jaccard);
        Assert.That(report.Clusters, Has.Count.GreaterThan(3));
        foreach (DuplicateCluster cluster in report.Clusters)
        {
            foreach (string member in cluster.Members.Where(member => member != cluster.Representative))
            {
                (string, string) pair = string.CompareOrdinal(member, cluster.Representative) < 0 ? (member, cluster.Representative) : (cluster.Representative, member);
                Assert.That(near.GetValueOrDefault(pair), Is.GreaterThanOrEqualTo(cluster.WeakestJaccard).And.GreaterThanOrEqualTo(0.5), $"{pair}");
            }
        }
    }

    [Test]
    public void Run_DigestOfTwoArticles_DoesNotJoinThem()
    {
        string first = Texts.Text(1, 200);
        string second = Texts.Text(2, 200);
        DedupReport report = Deduplicator.Run([new("a", first), new("b", second), new("digest", first + "\n" + second + "\n" + Texts.Text(3, 200))]);
        Assert.Multiple(() =>
        {
            Assert.That(report.Pairs.Select(pair => (pair.Left, pair.Relation, pair.Right)), Is.EqualTo(((string, DuplicateRelation, string)[])
                [("a", DuplicateRelation.ContainedIn, "digest"), ("b", DuplicateRelation.ContainedIn, "digest")]));
            Assert.That(report.Clusters, Is.Empty);
        });
    }

    /// <summary>The edit ladder: every pair that an exact comparison puts at the threshold or above is found.</summary>
    [Test]
    public void Run_EditLadder_FindsWhatExactComparisonFinds()
    {
        List<Article> articles = [];
        for (int i = 0; i < 400; i++)
        {
            string[] words = Texts.Words((ulong)i, 60 + (i * 3));
            articles.Add(new Article($"{i:D3}-a", string.Join(' ', words)));
            articles.Add(new Article($"{i:D3}-b", string.Join(' ', Texts.Edit(words, (ulong)i + 10_000, i % 10))));
        }

        DedupOptions shinglesOnly = new() { Verification = new VerificationOptions { AlignWords = false } };
        HashSet<(string, string)> found = [.. Deduplicator.Run(articles, shinglesOnly).Pairs
            .Where(pair => pair.Relation is DuplicateRelation.NearDuplicate or DuplicateRelation.Identical)
            .Select(pair => (pair.Left, pair.Right))];
        int expected = 0;
        List<string> missed = [];
        for (int i = 0; i < articles.Count; i += 2)
        {
            (double jaccard, _, _) = Oracle.Similarities(Oracle.Shingles(articles[i].Text), Oracle.Shingles(articles[i + 1].Text));
            expected += jaccard >= 0.5 ? 1 : 0;
            if (jaccard >= 0.5 != found.Contains((articles[i].Id, articles[i + 1].Id)))
            {
                missed.Add($"{articles[i].Id} J={jaccard:F3}");
            }
        }

        Assert.Multiple(() =>
        {
            Assert.That(expected, Is.GreaterThan(250));
            Assert.That(missed, Is.Empty);
            Assert.That(found, Has.Count.EqualTo(expected));
        });
    }

    [Test]
    public void Run_ShortTexts_AreComparedByWords()
    {
        DedupReport report = Deduplicator.Run(
        [
            new("1", "Water to be switched off in Quay Street on Tuesday morning"),
            new("2", "Water to be switched off in Quay Street Tuesday morning"),
            new("3", "Water to be switched off in Mill Lane on 12 May"),
            new("4", "Ferry timetable changes"),
            new("5", "FERRY TIMETABLE CHANGES!"),
        ]);
        Assert.That(report.Pairs.Select(pair => (pair.Left, pair.Relation, pair.Right)), Is.EqualTo(((string, DuplicateRelation, string)[])
            [("1", DuplicateRelation.NearDuplicate, "2"), ("4", DuplicateRelation.Identical, "5")]));
    }

    [Test]
    public void Run_FamilyOfCopies_ListsAllPairsUpToTheLimitAndAStarPastIt()
    {
        Article[] articles = [.. Enumerable.Range(0, 10).Select(i => new Article($"{i}", Texts.Text(1, 100)))];
        DedupReport all = Deduplicator.Run(articles);
        DedupReport star = Deduplicator.Run(articles, new DedupOptions { Verification = new VerificationOptions { PairsPerFamily = 44 } });
        Assert.Multiple(() =>
        {
            Assert.That(all.Pairs, Has.Count.EqualTo(45));
            Assert.That(star.Pairs, Has.Count.EqualTo(9));
            Assert.That(star.Pairs, Has.All.Property("Left").EqualTo("0"));
            Assert.That(star.Clusters.Single().Members, Has.Count.EqualTo(10));
        });
    }

    [Test]
    public void Run_IdenticalTokensOtherSpacing_HavePassagesOfTheirOwnText()
    {
        Article tight = new("a", Texts.Text(1, 100));
        Article wide = new("b", "  " + tight.Text.Replace(" ", "   ", StringComparison.Ordinal) + "\n");
        Passage passage = Deduplicator.Run([tight, wide]).Pairs.Single().Passages.Single();
        Assert.That(passage, Is.EqualTo(new Passage(0, tight.Text.Length, 2, wide.Text.Length - 3, 100)));
    }

    /// <summary>A thousand articles under one long header: bounded candidates, not half a million.</summary>
    [Test]
    public void Run_OneHeaderOnAllArticles_StaysNearLinear()
    {
        string header = Texts.Text(1, 120);
        Article[] articles = [.. Enumerable.Range(0, 1000).Select(i => new Article($"{i:D4}", header + " " + Texts.Text((ulong)i + 10, 200)))];
        DedupReport report = Deduplicator.Run(articles);
        Assert.Multiple(() =>
        {
            Assert.That(report.CandidatePairCount, Is.LessThan(1000 * 32));
            Assert.That(report.Pairs, Is.Empty, "a header that a thousand articles carry is no passage of any of them");
        });
    }

    [Test]
    public void Run_ManyEditedCopiesOfOneText_AreOneCluster()
    {
        string[] words = Texts.Words(1, 300);
        Article[] articles = [.. Enumerable.Range(0, 200).Select(i => new Article($"{i:D3}", string.Join(' ', Texts.Edit(words, (ulong)i, 1))))];
        DedupReport report = Deduplicator.Run(articles);
        Assert.Multiple(() =>
        {
            Assert.That(report.Clusters.Single().Members, Has.Count.EqualTo(200));
            Assert.That(report.Pairs, Has.Count.EqualTo(200 * 199 / 2), "buckets are capped, and the cluster is completed all the same");
        });
    }

    [TestCase(Detect.Resemblance, "copy NearDuplicate edited; copy Identical original; edited NearDuplicate original")]
    [TestCase(Detect.Containment, "copy ContainedIn original; copy ContainedIn page; edited ContainedIn copy; edited ContainedIn original; edited ContainedIn page; original ContainedIn page")]
    [TestCase(Detect.Passages, "copy SharesPassage edited; copy SharesPassage original; copy SharesPassage page; edited SharesPassage original; edited SharesPassage page; original SharesPassage page")]
    public void Run_Detect_LooksForNothingElse(Detect detect, string expected)
    {
        string[] words = Texts.Words(1, 300);
        string original = string.Join(' ', words);
        DedupReport report = Deduplicator.Run(
            [new("original", original), new("copy", original), new("edited", string.Join(' ', words[..250]) + " " + Texts.Text(8, 20)), new("page", Texts.Text(2, 500) + " " + original)],
            new DedupOptions { Detect = detect });
        Assert.Multiple(() =>
        {
            Assert.That(string.Join("; ", report.Pairs.Select(pair => $"{pair.Left} {pair.Relation} {pair.Right}")), Is.EqualTo(expected));
            Assert.That(report.Pairs, Has.All.Matches<DuplicatePair>(pair => pair.Passages.Count > 0 == (detect == Detect.Passages)));
            Assert.That(report.Clusters, Has.Count.EqualTo(detect == Detect.Resemblance ? 1 : 0));
        });
    }

    [Test]
    public void Run_HostileTexts_AreDataNotExceptions()
    {
        DedupReport report = Deduplicator.Run(
        [
            new("empty", ""),
            new("surrogates", "\uD800\uDC00 \uD800 \uDFFF text"),
            new("one-word", new string('x', 3_000_000)),
            new("one-word-repeated", string.Concat(Enumerable.Repeat("spam ", 200_000))),
            new("marks", "a" + new string('\u0301', 500_000)),
            new("nul", "\0\0\0"),
            new("letters", string.Join(' ', Enumerable.Range(0, 200_000).Select(i => (char)('a' + (i % 26))))),
        ]);
        Assert.That(report.Pairs, Is.Empty);
        Assert.That(report.EmptyArticles, Is.EqualTo((string[])["empty", "nul"]));
    }

    [Test]
    public void Run_DifferentLoneSurrogates_AreNotIdentical()
    {
        string text = Texts.Text(1, 60);
        DedupReport report = Deduplicator.Run([new("a", "\uD800 " + text), new("b", "\uD801 " + text)]);
        Assert.That(report.Pairs.Single().Relation, Is.EqualTo(DuplicateRelation.NearDuplicate));
    }

    [Test]
    public void Run_DoubleId_ThrowsWithTheId() =>
        Assert.That(() => Deduplicator.Run([new("same", "x"), new("same", "y")]), Throws.ArgumentException.With.Message.Contains("\"same\""));

    [Test]
    public void Run_NullArticle_ThrowsWithItsIndex() =>
        Assert.That(() => Deduplicator.Run([new("a", "x"), null!]), Throws.ArgumentException.With.Message.Contains("index 1"));

    [Test]
    public void Run_Cancelled_Throws()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.That(() => Deduplicator.Run(Corpus(10), cancellationToken: source.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Run_Progress_GoesThroughTheStagesInOrder()
    {
        List<DedupProgress> seen = [];
        Deduplicator.Run(Corpus(50), new DedupOptions { Threads = 1 }, new Recorder(seen));
        Assert.Multiple(() =>
        {
            Assert.That(seen.Select(progress => (int)progress.Stage).Distinct(), Is.SupersetOf((int[])[0, 1, 2, 4]));
            Assert.That(seen, Has.All.Matches<DedupProgress>(progress => progress.Done <= progress.Total));
            Assert.That(seen[0], Is.EqualTo(new DedupProgress(DedupStage.Signing, 0, 50)));
        });
    }

    [Test]
    public void Options_Contradictory_ThrowBeforeWorkIsDone()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => new DedupOptions { Detect = Detect.None }, Throws.ArgumentException);
            Assert.That(() => new DedupOptions { Detect = (Detect)64 }, Throws.ArgumentException);
            Assert.That(() => new DedupOptions { Threads = -1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new VerificationOptions { JaccardThreshold = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("JaccardThreshold"));
            Assert.That(() => new VerificationOptions { ContainmentThreshold = double.NaN }, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new VerificationOptions { PassageTokens = 4 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
    }

    [TestCase(1), TestCase(3), TestCase(9)]
    public void Run_OtherWidth_SimilaritiesAreOfThatWidth(int width)
    {
        string[] words = Texts.Words(1, 200);
        Article left = new("a", string.Join(' ', words));
        Article right = new("b", string.Join(' ', Texts.Edit(words, 2, 4)));
        DuplicatePair pair = Deduplicator.Run([left, right], new DedupOptions { Shingling = new() { Width = width } }).Pairs.Single();
        Assert.That(pair.Jaccard, Is.EqualTo(Oracle.Similarities(Oracle.Shingles(left.Text, width), Oracle.Shingles(right.Text, width)).Jaccard).Within(1e-12));
    }

    [Test]
    public void Run_KeepRule_ChoosesTheRepresentative()
    {
        string[] words = Texts.Words(1, 200);
        Article[] articles =
        [
            new("long", string.Join(' ', words) + " and one more"),
            new("early", string.Join(' ', words)) { Date = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero) },
        ];
        Assert.Multiple(() =>
        {
            Assert.That(Deduplicator.Run(articles).Clusters.Single().Representative, Is.EqualTo("long"));
            Assert.That(Deduplicator.Run(articles, new DedupOptions { Representative = RepresentativeRule.EarliestDate }).Clusters.Single().Representative, Is.EqualTo("early"));
        });
    }

    /// <summary>A mixed corpus: families with edits, exact copies, pages that contain an article, strangers.</summary>
    private static Article[] Corpus(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            string[] words = Texts.Words((ulong)(i / 4), 120 + (i % 40));
            return new Article($"id-{i:D4}", (i % 4) switch
            {
                0 => string.Join(' ', words.Take(120)),
                1 => string.Join(' ', words.Take(120)),
                2 => string.Join(' ', Texts.Edit([.. words.Take(120)], (ulong)i, 4)),
                _ => Texts.Text((ulong)i + 70_000, 400) + " " + string.Join(' ', words.Take(120)),
            });
        }),
    ];

    private static string Describe(DedupReport report) => string.Join('\n',
    [
        .. report.Pairs.Select(pair => FormattableString.Invariant(
            $"{pair.Left} {pair.Relation} {pair.Right} {pair.Jaccard:R} {pair.LeftInRight:R} {pair.RightInLeft:R} {pair.SharedShingles} {string.Join(';', pair.Passages)}")),
        .. report.Clusters.Select(cluster => FormattableString.Invariant($"{cluster.Representative}: {string.Join(' ', cluster.Members)} {cluster.WeakestJaccard:R}")),
    ]);

    private sealed class Recorder(List<DedupProgress> seen) : IProgress<DedupProgress>
    {
        public void Report(DedupProgress value) => seen.Add(value);
    }
}
