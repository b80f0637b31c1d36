using Dedup.Core.Tests.Data;
using Dedup.Signatures;
using NUnit.Framework;

namespace Dedup.Core.Tests.Signatures;

public sealed class ProportionTests
{
    // By the formula with z = 1.96, worked out apart: for k of n hits the ends are the roots of (p - k/n)^2 = z^2 p(1-p)/n.
    [TestCase(0, 10, 0, 0.27754)]
    [TestCase(10, 10, 0.72246, 1)]
    [TestCase(1, 10, 0.01788, 0.40415)]
    [TestCase(50, 100, 0.40383, 0.59617)]
    [TestCase(980, 1000, 0.96931, 0.98702)]
    public void Interval_KnownPoints(long hits, long trials, double low, double high)
    {
        (double Low, double High) interval = new Proportion(hits, trials).Interval();
        Assert.Multiple(() =>
        {
            Assert.That(interval.Low, Is.EqualTo(low).Within(0.00001));
            Assert.That(interval.High, Is.EqualTo(high).Within(0.00001));
        });
    }

    /// <summary>Both ends solve the equation that defines them, at every count.</summary>
    [Test]
    public void Interval_EveryCount_EndsWhereTheEstimateIsThatManyErrorsAway([Values(1, 2, 17, 300)] int trials, [Values(1.0, 1.96, 4.0)] double z)
    {
        for (int hits = 0; hits <= trials; hits++)
        {
            Proportion proportion = new(hits, trials);
            (double low, double high) = proportion.Interval(z);
            Assert.That(low, Is.LessThanOrEqualTo(proportion.Value).And.GreaterThanOrEqualTo(0));
            Assert.That(high, Is.GreaterThanOrEqualTo(proportion.Value).And.LessThanOrEqualTo(1));
            foreach (double end in (double[])[low, high])
            {
                bool isEndOfRange = (end == 0 && hits == 0) || (end == 1 && hits == trials);
                double distance = Math.Abs(end - proportion.Value);
                Assert.That(isEndOfRange || Math.Abs(distance - (z * Math.Sqrt(end * (1 - end) / trials))) < 1e-9, Is.True, $"{hits} of {trials}, z = {z}: {end}");
            }
        }
    }

    /// <summary>Nineteen times in twenty the true share lies within: the promise of the default width, also for rare hits and few trials.</summary>
    [Test]
    public void Interval_ManySamples_HoldsTheTrueShareAsOftenAsItSays([Values(0.02, 0.3, 0.5, 0.98)] double share, [Values(30, 400)] int trials)
    {
        const int Samples = 4000;
        Seeded random = new(7);
        int held = 0;
        for (int i = 0; i < Samples; i++)
        {
            int hits = Enumerable.Range(0, trials).Count(_ => random.Below(1_000_000) < share * 1_000_000);
            (double low, double high) = new Proportion(hits, trials).Interval();
            held += low <= share && share <= high ? 1 : 0;
        }

        Assert.That((double)held / Samples, Is.InRange(0.92, 0.99), "seed 7; few trials make steps, so it is not 0.95 at every share");
    }

    [Test]
    public void Members_NothingSampled_SaySo()
    {
        Proportion nothing = default;
        Assert.Multiple(() =>
        {
            Assert.That(nothing.Value, Is.Zero);
            Assert.That(nothing.StandardError, Is.EqualTo(1));
            Assert.That(nothing.Interval(), Is.EqualTo((0.0, 1.0)));
        });
    }

    [Test]
    public void StandardError_IsBinomial() => Assert.That(new Proportion(64, 128).StandardError, Is.EqualTo(0.0442).Within(0.0001));

    [Test]
    public void Arguments_OutOfRange_Throw()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => new Proportion(-1, 3), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new Proportion(4, 3), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new Proportion(0, -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new Proportion(1, 3).Interval(-0.1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new Proportion(1, 3).Interval(double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
    }
}
