using Dedup.Candidates;
using Dedup.Core.Tests.Data;
using Dedup.Signatures;
using NUnit.Framework;

namespace Dedup.Core.Tests.Candidates;

public sealed class ProposalCurveTests
{
    /// <summary>Where nothing but what resembles is looked for, bands propose it, and their S-curve says how surely.</summary>
    [Test]
    public void HitProbability_ResemblanceAlone_IsTheCurveOfTheBanding([Values(0, 0.3, 0.5, 1)] double jaccard)
    {
        ProposalCurve curve = new(new DedupOptions { Detect = Detect.Resemblance });
        Assert.That(curve.Method, Is.EqualTo("42 bands of 3 rows"));
        Assert.That(curve.HitProbability(jaccard), Is.EqualTo(new LshBanding(42, 3).HitProbability(jaccard)));
    }

    /// <summary>24 coins, three heads: counted out.</summary>
    [TestCase(0, 0)]
    [TestCase(0.5, 1 - ((1 + 24 + 276) / 16777216.0))]
    [TestCase(1, 1)]
    public void HitProbability_Defaults_IsThatOfThreeInTwentyFour(double jaccard, double expected)
    {
        ProposalCurve curve = new(new DedupOptions());
        Assert.That(curve.Method, Is.EqualTo("3 of 24 sampled shingles in common"));
        Assert.That(curve.HitProbability(jaccard), Is.EqualTo(expected).Within(1e-12));
    }

    /// <summary>With as many hashes to share as may be asked for, the sum still is a probability that rises with the similarity.</summary>
    [Test]
    public void HitProbability_AThousandSharedHashes_RisesFromNothingToAll()
    {
        ProposalCurve curve = new(new DedupOptions { Candidates = new CandidateOptions { SharedHashes = 1000 } });
        double[] chances = [.. Enumerable.Range(0, 101).Select(percent => curve.HitProbability(percent / 100.0))];
        Assert.That(chances.Select(static chance => Math.Round(chance, 9)), Is.Ordered);
        Assert.That((chances[0], chances[10] < 1e-9, chances[50] > 0.99, chances[100]), Is.EqualTo((0.0, true, true, 1.0)));
    }

    /// <summary>The law: short articles, each with an edited copy, asked to share so many hashes that some pairs are lost, are proposed as often as the curve says.</summary>
    [Test]
    public void HitProbability_PairsOfKnownSimilarity_IsHowManyAreProposed()
    {
        DedupOptions options = new()
        {
            Detect = Detect.Resemblance | Detect.Containment,
            Sketch = new PositionalSketchOptions { Scale = 65_536 },
            Candidates = new CandidateOptions { SharedHashes = 13 },
            Verification = new() { JaccardThreshold = 0.3, ContainmentThreshold = 1 },
            RecallSample = 10_000,
        };
        List<Article> articles = [];
        for (int i = 0; i < 1500; i++)
        {
            string[] words = Texts.Words((ulong)i, 180);
            articles.Add(new Article($"{i}a", string.Join(' ', words)));
            articles.Add(new Article($"{i}b", string.Join(' ', Texts.Edit(words, (ulong)i, 10 + (i % 10)))));
        }

        RecallBand[] bands = [.. Deduplicator.Run(articles, options).Recall!.Bands.Where(band => band is { Relation: DuplicateRelation.NearDuplicate, TruePairs: > 50 })];
        Assert.That(bands, Has.Length.GreaterThanOrEqualTo(2));
        foreach (RecallBand band in bands)
        {
            double expected = band.ExpectedRecall!.Value;
            double error = Math.Sqrt(expected * (1 - expected) / band.TruePairs);
            Assert.That(band.Recall.Value, Is.EqualTo(expected).Within((4 * error) + 0.001), $"from {band.LeastJaccard}, {band.TruePairs} pairs");
        }
    }
}
