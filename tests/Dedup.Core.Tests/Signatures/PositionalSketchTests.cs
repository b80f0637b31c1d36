using Dedup.Core.Tests.Data;
using Dedup.Signatures;
using NUnit.Framework;

namespace Dedup.Core.Tests.Signatures;

public sealed class PositionalSketchTests
{
    [Test]
    public void Compute_LongText_KeepsWhatLiesBelowTheBoundWithFirstPositions()
    {
        Seeded random = new(3);
        ulong[] shingles = [.. Enumerable.Range(0, 3000).Select(_ => random.Next())];
        shingles[2500] = shingles[10];
        PositionalSketch sketch = PositionalSketch.Compute(shingles);
        ulong bound = ulong.MaxValue / 16;
        ulong[] expected = [.. shingles.Where(hash => hash <= bound).Distinct().Order()];
        Assert.Multiple(() =>
        {
            Assert.That(sketch.Bound, Is.EqualTo(bound));
            Assert.That(sketch.Hashes.ToArray(), Is.EqualTo(expected));
            Assert.That(sketch.Positions.ToArray(), Is.EqualTo(expected.Select(hash => Array.IndexOf(shingles, hash))));
        });
    }

    [Test]
    public void Compute_ShortText_KeepsTheSmallest([Values(1, 10, 24, 25, 100, 200)] int length)
    {
        Seeded random = new((ulong)length);
        ulong[] shingles = [.. Enumerable.Range(0, length).Select(_ => random.Next())];
        PositionalSketch sketch = PositionalSketch.Compute(shingles);
        ulong[] expected = [.. shingles.Order().Take(24)];
        Assert.Multiple(() =>
        {
            Assert.That(sketch.Hashes.ToArray(), Is.EqualTo(expected));
            Assert.That(sketch.Bound, Is.EqualTo(length <= 24 ? ulong.MaxValue : expected[^1]));
        });
    }

    /// <summary>The definition, word for word, on texts with and without repeats around every border: the sample, the floor, the whole text.</summary>
    [Test]
    public void Compute_AnyText_IsTheSampleOrTheSmallest([Values(1, 3, 16, 400)] int scale, [Values(1, 5, 24)] int floor, [Values(1, 2, 40)] int repeats)
    {
        PositionalSketchOptions options = new() { Scale = scale, Floor = floor };
        Seeded random = new((ulong)((scale * 100) + floor));
        for (int round = 0; round < 150; round++)
        {
            int length = random.Below(700);
            ulong[] drawn = [.. Enumerable.Range(0, (length / repeats) + 1).Select(_ => random.Below(20) == 0 ? ulong.MaxValue / (ulong)scale : random.Next())];
            ulong[] shingles = [.. Enumerable.Range(0, length).Select(_ => drawn[random.Below(drawn.Length)])];
            ulong[] all = [.. shingles.Distinct().Order()];
            ulong[] sample = [.. all.Where(hash => hash <= ulong.MaxValue / (ulong)scale)];
            (ulong[] hashes, ulong bound) = sample.Length >= floor ? (sample, ulong.MaxValue / (ulong)scale)
                : all.Length <= floor ? (all, ulong.MaxValue)
                : (all[..floor], all[floor - 1]);
            PositionalSketch sketch = PositionalSketch.Compute(shingles, options);
            Assert.That(sketch.Hashes.ToArray(), Is.EqualTo(hashes), $"round {round}");
            Assert.That(sketch.Positions.ToArray(), Is.EqualTo(hashes.Select(hash => Array.IndexOf(shingles, hash))), $"round {round}");
            Assert.That(sketch.Bound, Is.EqualTo(bound), $"round {round}");
        }
    }

    [Test]
    public void Compute_OneShingleRepeated_IsKeptOnce([Values(1, 100, 1_000_000)] int times)
    {
        PositionalSketch sketch = PositionalSketch.Compute([.. Enumerable.Repeat(5ul, times)]);
        Assert.Multiple(() =>
        {
            Assert.That(sketch.Hashes.ToArray(), Is.EqualTo((ulong[])[5]));
            Assert.That(sketch.Positions.ToArray(), Is.EqualTo((int[])[0]));
            Assert.That(sketch.Bound, Is.EqualTo(ulong.MaxValue), "the text is held whole");
        });
    }

    [Test]
    public void Compute_NoShingles_IsEmptyAndComplete()
    {
        PositionalSketch sketch = PositionalSketch.Compute([]);
        Assert.Multiple(() =>
        {
            Assert.That(sketch.Hashes.Length, Is.Zero);
            Assert.That(PositionalSketch.Estimate(sketch, sketch).Jaccard, Is.Zero);
        });
    }

    /// <summary>The documented errors are the real ones: the mean is right and nine in ten estimates lie where a normal law with that error puts them.</summary>
    [TestCase(1000, 0, 0)]
    [TestCase(700, 300, 700)]
    [TestCase(0, 500, 3000)]
    [TestCase(40, 110, 1400)]
    [TestCase(200, 1800, 300)]
    [TestCase(0, 2000, 0)]
    public void Estimate_SetsOfKnownOverlap_FollowsItsStandardError(int onlyLeft, int shared, int onlyRight)
    {
        const int Pairs = 600;
        double jaccard = (double)shared / Math.Max(1, onlyLeft + shared + onlyRight);
        double leftInRight = (double)shared / (onlyLeft + shared);
        double rightInLeft = onlyRight + shared == 0 ? 0 : (double)shared / (onlyRight + shared);
        List<double> jaccards = [];
        List<double> lefts = [];
        List<double> rights = [];
        int within = 0;
        int held = 0;
        for (int i = 0; i < Pairs; i++)
        {
            (ulong[] left, ulong[] right) = Sets.WithOverlap((ulong)i + 77, onlyLeft, shared, onlyRight);
            SketchEstimate estimate = PositionalSketch.Estimate(PositionalSketch.Compute(left), PositionalSketch.Compute(right));
            jaccards.Add(estimate.Jaccard);
            lefts.Add(estimate.LeftInRight);
            rights.Add(estimate.RightInLeft);

            // A small-sample allowance of one hash, as an estimate of 0 or 1 has no error of its own.
            within += Math.Abs(estimate.Jaccard - jaccard) <= (1.645 * estimate.JaccardStandardError) + (1.0 / Math.Max(1, estimate.LeftHashes)) ? 1 : 0;

            (double low, double high) = estimate.JaccardInterval();
            (double leftLow, double leftHigh) = estimate.LeftInRightInterval();
            held += low <= jaccard && jaccard <= high && leftLow <= leftInRight && leftInRight <= leftHigh ? 1 : 0;
        }

        Assert.Multiple(() =>
        {
            Assert.That((double)held / Pairs, Is.GreaterThan(0.87), "both intervals of 95 % hold the truth, without an allowance");
            Assert.That(jaccards.Average(), Is.EqualTo(jaccard).Within(Allowed(jaccards)), "Jaccard");
            Assert.That(lefts.Average(), Is.EqualTo(leftInRight).Within(Allowed(lefts)), "left in right");
            Assert.That(rights.Average(), Is.EqualTo(rightInLeft).Within(Allowed(rights)), "right in left");
            Assert.That((double)within / Pairs, Is.GreaterThan(0.85), "estimates within 1.645 standard errors");
        });

        // Four standard errors of the mean, and the bias of a ratio of two random counts, which is of the order 1/n.
        static double Allowed(List<double> values)
        {
            double mean = values.Average();
            return (4 * Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) / values.Count)) + 0.01;
        }
    }

    [Test]
    public void Estimate_TextsHeldWhole_IsExact()
    {
        (ulong[] left, ulong[] right) = Sets.WithOverlap(9, 5, 10, 5);
        SketchEstimate estimate = PositionalSketch.Estimate(PositionalSketch.Compute(left), PositionalSketch.Compute(right));
        Assert.Multiple(() =>
        {
            Assert.That(estimate.IsExact);
            Assert.That(estimate.Jaccard, Is.EqualTo(0.5));
            Assert.That(estimate.LeftInRight, Is.EqualTo(10.0 / 15));
            Assert.That(estimate.JaccardStandardError, Is.Zero);
            Assert.That(estimate.JaccardInterval(), Is.EqualTo((0.5, 0.5)));
            Assert.That(estimate.RightInLeftInterval(4), Is.EqualTo((10.0 / 15, 10.0 / 15)));
        });
    }

    [Test]
    public void Estimate_SketchesOfUnequalScale_CanBeCompared()
    {
        (ulong[] left, ulong[] right) = Sets.WithOverlap(4, 1000, 4000, 1000);
        SketchEstimate estimate = PositionalSketch.Estimate(
            PositionalSketch.Compute(left, new PositionalSketchOptions { Scale = 8 }),
            PositionalSketch.Compute(right, new PositionalSketchOptions { Scale = 32 }));
        Assert.That(estimate.Jaccard, Is.EqualTo(4000.0 / 6000).Within(4 * estimate.JaccardStandardError));
    }

    [Test]
    public void Options_OutOfRange_Throw()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => new PositionalSketchOptions { Scale = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new PositionalSketchOptions { Scale = 65537 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new PositionalSketchOptions { Floor = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
    }
}
