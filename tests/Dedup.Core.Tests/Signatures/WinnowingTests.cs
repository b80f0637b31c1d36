using Dedup.Core.Tests.Data;
using Dedup.Signatures;
using NUnit.Framework;

namespace Dedup.Core.Tests.Signatures;

/// <summary>Anchors: at least one in each window, the same ones in equal runs, and no say in estimates.</summary>
public sealed class WinnowingTests
{
    /// <summary>The definition, word for word: of each window the rightmost least.</summary>
    [Test]
    public void Select_AnyText_IsTheRightmostLeastOfEachWindow([Values(1, 2, 12, 50)] int window, [Values(3, 40, 100_000)] int vocabulary)
    {
        Seeded random = new((ulong)((window * 7) + vocabulary));
        for (int round = 0; round < 60; round++)
        {
            ulong[] shingles = [.. Enumerable.Range(0, random.Below(300)).Select(_ => ((ulong)random.Below(vocabulary) + 1) * 0x9E3779B97F4A7C15)];
            ulong above = round % 3 == 0 ? ulong.MaxValue / 4 : 0;
            SortedDictionary<ulong, int> expected = [];
            for (int start = 0; start + window <= shingles.Length; start++)
            {
                ulong least = shingles[start..(start + window)].Min();
                if (least > above)
                {
                    expected.TryAdd(least, Array.LastIndexOf(shingles, least, start + window - 1, window));
                }
            }

            Winnowing winnowing = new();
            winnowing.Select(shingles, window, above);
            SketchSelection selection = winnowing.Selected;
            Assert.That(selection.Hashes.ToArray().Zip(selection.Positions.ToArray()), Is.EqualTo(expected.Select(anchor => (anchor.Key, anchor.Value))), $"round {round}");
        }
    }

#if NET10_0_OR_GREATER
    private static IEnumerable<TestCaseData> Orders()
    {
        Seeded random = new(8);
        yield return Case("random", _ => random.Next());
        yield return Case("constant", _ => 5);
        yield return Case("greatest", _ => ulong.MaxValue);
        yield return Case("ascending", i => (ulong)i << 40);
        yield return Case("descending", i => ulong.MaxValue - ((ulong)i << 40));
        yield return Case("of period 5", i => ((ulong)i % 5) * 0x9E3779B97F4A7C15);
        yield return Case("of period 13, descending", i => ulong.MaxValue - (((ulong)i % 13) << 50));
        yield return Case("of few values", _ => ((ulong)random.Below(4) + 1) << 60);

        static TestCaseData Case(string order, Func<int, ulong> hash) => new TestCaseData(hash).SetArgDisplayNames(order);
    }

    /// <summary>All windows up to three steps and more of the kernel, lengths around them, around the chunk and past it.</summary>
    [TestCaseSource(nameof(Orders))]
    public void SelectVector512_AnyOrder_EqualsTheScalarDefinition(Func<int, ulong> hash)
    {
        if (!System.Runtime.Intrinsics.X86.Avx512F.IsSupported)
        {
            Assert.Ignore("This processor, or this lane, has no AVX-512.");
        }

        // The same scratch for all, as on a thread.
        (Winnowing scalar, Winnowing wide) = (new(), new());
        foreach (int window in (int[])[8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 50, 64, 100, 3000])
        {
            foreach (int length in (int[])[0, window - 1, window, window + 1, window + 6, window + 7, window + 8, 300, 2047 + window, 2048 + window, 5000])
            {
                ulong[] shingles = [.. Enumerable.Range(0, length).Select(hash)];
                foreach (ulong above in (ulong[])[0, ulong.MaxValue / 4])
                {
                    scalar.Selected.Clear();
                    scalar.SelectScalar(shingles, window, above);
                    scalar.Selected.Order(ulong.MaxValue);
                    wide.Selected.Clear();
                    wide.SelectVector512(shingles, window, above);
                    wide.Selected.Order(ulong.MaxValue);
                    string which = $"window {window}, {length} shingles, above {above}";
                    Assert.That(wide.Selected.Hashes.SequenceEqual(scalar.Selected.Hashes), Is.True, which);
                    Assert.That(wide.Selected.Positions.SequenceEqual(scalar.Selected.Positions), Is.True, which);
                }
            }
        }
    }
#endif

    [Test]
    public void Select_RandomText_TakesTwoInWindowAndOne()
    {
        Seeded random = new(5);
        ulong[] shingles = [.. Enumerable.Range(0, 20_000).Select(_ => random.Next())];
        Winnowing winnowing = new();
        winnowing.Select(shingles, 12, above: 0);
        Assert.That(winnowing.Selected.Hashes.ToArray(), Has.Length.EqualTo(20_000 * 2 / 13).Within(3).Percent);
    }

    [Test]
    public void Compute_WithAnchors_KeepsTheSampleAndItsEstimates()
    {
        Seeded random = new(6);
        ulong[] shared = [.. Enumerable.Range(0, 400).Select(_ => random.Next())];
        ulong[] left = [.. shared, .. Enumerable.Range(0, 900).Select(_ => random.Next())];
        ulong[] right = [.. Enumerable.Range(0, 300).Select(_ => random.Next()), .. shared];
        PositionalSketchOptions options = new();
        (PositionalSketch plainLeft, PositionalSketch plainRight) = (PositionalSketch.Compute(left), PositionalSketch.Compute(right));
        (PositionalSketch richLeft, PositionalSketch richRight) = (PositionalSketch.Compute(left, options, anchorWindow: 12, new SketchScratch()), PositionalSketch.Compute(right, options, anchorWindow: 12, new SketchScratch()));
        SketchEstimate expected = PositionalSketch.Estimate(plainLeft, plainRight);
        Assert.Multiple(() =>
        {
            Assert.That(richLeft.Bound, Is.EqualTo(plainLeft.Bound));
            Assert.That(richLeft.Hashes[..plainLeft.Hashes.Length].ToArray(), Is.EqualTo(plainLeft.Hashes.ToArray()));
            Assert.That(richLeft.Hashes.Length, Is.GreaterThan(2 * plainLeft.Hashes.Length));
            Assert.That(richLeft.Hashes.ToArray(), Is.Ordered.And.Unique);
            Assert.That(richLeft.Hashes.ToArray().Zip(richLeft.Positions.ToArray()).All(anchor => left[anchor.Second] == anchor.First), "each stands where it says");
            foreach ((PositionalSketch x, PositionalSketch y) in new[] { (richLeft, richRight), (plainLeft, richRight), (richLeft, plainRight) })
            {
                SketchEstimate estimate = PositionalSketch.Estimate(x, y);
                Assert.That((estimate.Jaccard, estimate.LeftHashes, estimate.RightHashes, estimate.SharedHashes), Is.EqualTo((expected.Jaccard, expected.LeftHashes, expected.RightHashes, expected.SharedHashes)));
            }
        });
    }

    /// <summary>The promise to users: whatever the rest of two long texts, a run of <c>PassageTokens</c> words in common is found, wherever it stands.</summary>
    [TestCase(40)]
    [TestCase(60)]
    [TestCase(150)]
    public void Run_PassageOfTheLeastLength_IsAlwaysFound(int words)
    {
        const int Pairs = 60;
        List<Article> articles = [];
        for (int i = 0; i < Pairs; i++)
        {
            ulong seed = (ulong)((i * 10) + 1);
            string passage = Texts.Text(seed, words);
            articles.Add(new Article($"{i:D3} source", $"{Texts.Text(seed + 1, 400 + (i * 7))} {passage} {Texts.Text(seed + 2, 500)}"));
            articles.Add(new Article($"{i:D3} target", $"{Texts.Text(seed + 3, 100 + (i * 13))} {passage} {Texts.Text(seed + 4, 600)}"));
        }

        DedupReport report = Deduplicator.Run(articles, new DedupOptions { Verification = new() { PassageTokens = words } });
        Assert.That(report.Pairs.Select(pair => pair.Left), Is.EqualTo(Enumerable.Range(0, Pairs).Select(i => $"{i:D3} source")));
    }

    [Test]
    public void Run_TextThatMoreArticlesShareThanAreProposed_MakesNoMoreCandidates()
    {
        string statement = Texts.Text(1, 60);
        Article[] articles = [.. Enumerable.Range(0, 200).Select(i => new Article($"{i:D3}", $"{Texts.Text((ulong)i + 10, 900)} {statement}"))];
        DedupReport report = Deduplicator.Run(articles);
        Assert.That(report.Pairs, Is.Empty, "it is a stock phrase");
        Assert.That(report.CandidatePairCount, Is.LessThanOrEqualTo(200 * 16));
    }
}
