using Dedup.Candidates;
using NUnit.Framework;

namespace Dedup.Core.Tests.Candidates;

public sealed class LshBandingTests
{
    [TestCase(14, 8, 0.8, 0.924)]
    [TestCase(20, 5, 0.5, 0.470)]
    [TestCase(16, 8, 0.8, 0.947)]
    [TestCase(42, 3, 0.29, 0.646)]
    [TestCase(1, 1, 0.25, 0.25)]
    public void HitProbability_KnownPoints(int bands, int rows, double jaccard, double expected) =>
        Assert.That(new LshBanding(bands, rows).HitProbability(jaccard), Is.EqualTo(expected).Within(0.0007));

    [Test]
    public void Curve_RisesFromZeroToOne()
    {
        IReadOnlyList<(double Jaccard, double HitProbability)> curve = new LshBanding(25, 5).Curve(50);
        Assert.Multiple(() =>
        {
            Assert.That(curve, Has.Count.EqualTo(51));
            Assert.That(curve[0], Is.EqualTo((0.0, 0.0)));
            Assert.That(curve[^1], Is.EqualTo((1.0, 1.0)));
            Assert.That(curve.Select(point => point.HitProbability), Is.Ordered);
        });
    }

    /// <summary>With even weights the optimum is the one that other libraries arrive at for the same components.</summary>
    [TestCase(0.5, 25, 5)]
    [TestCase(0.8, 9, 13)]
    public void ForThreshold_EvenWeights_BalancesTheAreas(double threshold, int bands, int rows)
    {
        LshBanding banding = LshBanding.ForThreshold(threshold, 128, missWeight: 0.5);
        Assert.That((banding.Bands, banding.Rows), Is.EqualTo((bands, rows)));
    }

    [Test]
    public void ForRecall_IsTheMostSelectiveThatReachesIt([Values(0.2, 0.3, 0.5, 0.8, 0.9, 1.0)] double threshold, [Values(0.9, 0.98)] double recall)
    {
        LshBanding banding = LshBanding.ForRecall(threshold, recall);
        Assert.That(banding.Components, Is.LessThanOrEqualTo(128));
        Assert.That(banding.HitProbability(threshold), Is.GreaterThanOrEqualTo(recall));
        for (int rows = banding.Rows + 1; rows <= 128; rows++)
        {
            Assert.That(new LshBanding(128 / rows, rows).HitProbability(threshold), Is.LessThan(recall), $"{128 / rows} x {rows}");
        }
    }

    [Test]
    public void ForRecall_OutOfReach_FallsBackOnSingleRows() => Assert.That(LshBanding.ForRecall(0.001).Rows, Is.EqualTo(1));

    [Test]
    public void ForThreshold_IsTheCheapestOfAllBandings([Values(0.2, 0.5, 0.7)] double threshold, [Values(0.1, 0.5, 0.9)] double missWeight)
    {
        LshBanding chosen = LshBanding.ForThreshold(threshold, 64, missWeight);
        double best = Cost(chosen);
        for (int rows = 1; rows <= 64; rows++)
        {
            Assert.That(best, Is.LessThanOrEqualTo(Cost(new LshBanding(64 / rows, rows)) + 1e-4), $"{64 / rows} x {rows}");
        }

        double Cost(LshBanding banding)
        {
            double cost = 0;
            for (int i = 0; i < 20_000; i++)
            {
                double s = (i + 0.5) / 20_000;
                cost += s < threshold ? (1 - missWeight) * banding.HitProbability(s) : missWeight * (1 - banding.HitProbability(s));
            }

            return cost / 20_000;
        }
    }

    [Test]
    public void Arguments_OutOfRange_Throw()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => new LshBanding(0, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new LshBanding(1, 5000), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new LshBanding(1, 1).HitProbability(1.1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new LshBanding(1, 1).HitProbability(double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => LshBanding.ForThreshold(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => LshBanding.ForRecall(0.5, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => LshBanding.ForThreshold(0.5, 128, 2), Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
    }
}
