using System.Runtime.Intrinsics;
using Dedup.Core.Tests.Data;
using Dedup.Shingling;
using Dedup.Signatures;
using NUnit.Framework;

namespace Dedup.Core.Tests.Signatures;

public sealed class MinHashTests
{
    /// <summary>
    /// Over many pairs of sets the number of equal components is binomial: its mean k * J, its variance k * J * (1 - J). Both are checked, because a family of
    /// correlated functions keeps the mean and breaks the variance.
    /// </summary>
    [Test]
    public void CountEqualComponents_ManyPairsOfKnownOverlap_IsBinomial(
        [Values(30, 200, 2000)] int size, [Values(0.0, 0.1, 0.3, 0.5, 0.8, 0.95, 1.0)] double overlap)
    {
        const int Pairs = 1000;
        const int Components = 128;
        MinHash minHash = new();
        int shared = (int)Math.Round(size * overlap);
        double jaccard = (double)shared / size;
        double sum = 0;
        double squares = 0;
        for (int pair = 0; pair < Pairs; pair++)
        {
            // The union always has `size` elements, split evenly between the two sides.
            int onlyLeft = (size - shared) / 2;
            (ulong[] left, ulong[] right) = Sets.WithOverlap((ulong)((pair * 1000) + size), onlyLeft, shared, size - shared - onlyLeft);
            int equal = MinHash.CountEqualComponents(minHash.ComputeSignature(left), minHash.ComputeSignature(right));
            sum += equal;
            squares += (double)equal * equal;
        }

        double mean = sum / Pairs;
        double variance = (squares / Pairs) - (mean * mean);
        double expected = Components * jaccard;
        double expectedVariance = Components * jaccard * (1 - jaccard);
        Assert.Multiple(() =>
        {
            Assert.That(mean, Is.EqualTo(expected).Within((4 * Math.Sqrt(expectedVariance / Pairs)) + 0.01), "mean");

            // The sample variance of a thousand binomials strays by about 4.5 % (one standard error); four of those, and as much again for the
            // pairs of functions that happen to be alike.
            Assert.That(variance, Is.EqualTo(expectedVariance).Within((0.25 * expectedVariance) + 0.01), "variance");
        });
    }

    [TestCaseSource(nameof(Lengths))]
    public void ComputeSignature_EveryKernel_EqualsTheScalarDefinition(int components)
    {
        MinHash minHash = new(new MinHashOptions { Components = components, Seed = 99 });
        foreach (int count in (int[])[0, 1, 2, 7, 64, 333])
        {
            Seeded random = new((ulong)count);
            ulong[] shingles = [.. Enumerable.Range(0, count).Select(_ => random.Next())];
            uint[] expected = Filled(components);
            minHash.ComputeScalar(shingles, expected);
            uint[] narrowest = Filled(components);
            minHash.ComputeVector128(shingles, narrowest);
            uint[] narrow = Filled(components);
            minHash.ComputeVector256(shingles, narrow);
            uint[] wide = Filled(components);
            minHash.ComputeVector512(shingles, wide);
            Assert.Multiple(() =>
            {
                Assert.That(narrowest, Is.EqualTo(expected), $"Vector128, {count} shingles");
                Assert.That(narrow, Is.EqualTo(expected), $"Vector256, {count} shingles");
                Assert.That(wide, Is.EqualTo(expected), $"Vector512, {count} shingles");
                Assert.That(minHash.ComputeSignature(shingles), Is.EqualTo(expected), $"dispatch, {count} shingles");
            });
        }

        static uint[] Filled(int components)
        {
            uint[] signature = new uint[components];
            Array.Fill(signature, uint.MaxValue);
            return signature;
        }
    }

    [TestCaseSource(nameof(Lengths))]
    public void CountEqualComponents_EveryKernel_EqualsTheScalarDefinition(int components)
    {
        Seeded random = new((ulong)components);
        for (int round = 0; round < 5; round++)
        {
            uint[] left = [.. Enumerable.Range(0, components).Select(_ => (uint)random.Next())];
            uint[] right = [.. left.Select(component => random.Below(4) < round ? component : ~component)];
            int expected = MinHash.CountEqualScalar(left, right);
            Assert.That(expected, Is.EqualTo(left.Zip(right).Count(pair => pair.First == pair.Second)), "the definition itself");
            Assert.Multiple(() =>
            {
                Assert.That(MinHash.CountEqualVector128(left, right), Is.EqualTo(expected), $"Vector128, round {round}");
                Assert.That(MinHash.CountEqualVector256(left, right), Is.EqualTo(expected), $"Vector256, round {round}");
                Assert.That(MinHash.CountEqualVector512(left, right), Is.EqualTo(expected), $"Vector512, round {round}");
                Assert.That(MinHash.CountEqualComponents(left, right), Is.EqualTo(expected), $"dispatch, round {round}");
            });
        }
    }

    [Test]
    public void CountEqualComponents_OneAgainstMany_AreTheCountsOfEachPair([Values(1, 15, 127, 128, 129, 144, 255, 256, 300)] int components, [Values(0, 1, 7)] int many)
    {
        Seeded random = new((ulong)components + (ulong)many);
        uint[] one = [.. Enumerable.Range(0, components).Select(_ => (uint)random.Next())];
        uint[] others = [.. Enumerable.Range(0, components * many).Select(i => random.Below(3) == 0 ? one[i % components] : (uint)random.Next())];
        int[] expected = [.. Enumerable.Range(0, many).Select(i => MinHash.CountEqualScalar(one, others.AsSpan(i * components, components)))];
        byte[] oneCompact = new byte[components];
        byte[] othersCompact = new byte[others.Length];
        MinHash.Compact(one, oneCompact);
        MinHash.Compact(others, othersCompact);
        int[] expectedBytes = [.. Enumerable.Range(0, many).Select(i => MinHash.CountEqualScalar(oneCompact, othersCompact.AsSpan(i * components, components)))];
        Assert.Multiple(() =>
        {
            Assert.That(Counts(counts => MinHash.CountEqualVector512(one, others, counts)), Is.EqualTo(expected), "Vector512");
            Assert.That(Counts(counts => MinHash.CountEqualComponents(one, others, counts)), Is.EqualTo(expected), "dispatch");
            Assert.That(Counts(counts => MinHash.CountEqualVector512(oneCompact, othersCompact, counts)), Is.EqualTo(expectedBytes), "Vector512, compact");
            Assert.That(Counts(counts => MinHash.CountEqualComponents(oneCompact, othersCompact, counts)), Is.EqualTo(expectedBytes), "dispatch, compact");
        });

        int[] Counts(Action<int[]> count)
        {
            int[] counts = new int[many];
            Array.Fill(counts, -5);
            count(counts);
            return counts;
        }
    }

    [Test]
    public void CountEqualComponents_OneAgainstManyOfAnotherLength_ThrowsAndWritesNothing()
    {
        int[] counts = [7, 7];
        Assert.Multiple(() =>
        {
            Assert.That(() => MinHash.CountEqualComponents(new uint[3], new uint[5], counts), Throws.ArgumentException.With.Message.Contains("2 signatures of 3 components are 6 values, but there are 5"));
            Assert.That(() => MinHash.CountEqualComponents(new byte[3], new byte[9], counts), Throws.ArgumentException.With.Message.Contains("one place for the count of each"));
            Assert.That(() => MinHash.CountEqualComponents(Array.Empty<uint>(), Array.Empty<uint>(), counts), Throws.ArgumentException.With.Message.Contains("compute it first"));
        });
        Assert.That(counts, Is.All.EqualTo(7));
    }

    [Test]
    public void ComputeSignature_OrderAndRepeats_ChangeNothing()
    {
        MinHash minHash = new();
        (ulong[] set, _) = Sets.WithOverlap(5, 100, 0, 0);
        Assert.That(minHash.ComputeSignature([.. Enumerable.Reverse(set), .. set]), Is.EqualTo(minHash.ComputeSignature(set)));
    }

    [Test]
    public void ComputeSignature_EmptySet_IsAllOnes() => Assert.That(new MinHash().ComputeSignature([]), Is.All.EqualTo(uint.MaxValue));

    [Test]
    public void ComputeSignature_WrongLength_ThrowsAndWritesNothing()
    {
        uint[] signature = new uint[127];
        Assert.That(() => new MinHash().ComputeSignature([1ul], signature), Throws.ArgumentException.With.Message.Contains("127").And.Message.Contains("128"));
        Assert.That(signature, Is.All.Zero);
    }

    [Test]
    public void ComputeSignature_OtherSeed_GivesIndependentErrors()
    {
        (ulong[] left, ulong[] right) = Sets.WithOverlap(1, 50, 100, 50);
        double[] estimates = [.. Enumerable.Range(1, 200).Select(seed =>
        {
            MinHash minHash = new(new MinHashOptions { Seed = (ulong)seed });
            return MinHash.EstimateJaccard(minHash.ComputeSignature(left), minHash.ComputeSignature(right));
        })];
        Assert.That(estimates.Average(), Is.EqualTo(0.5).Within(4 * Math.Sqrt(0.25 / 128 / 200)));
    }

    /// <summary>The interval that comes with an estimate holds the true similarity about nineteen times in twenty, at the ends of the range as well.</summary>
    [Test]
    public void Estimate_ManyPairsOfKnownOverlap_IntervalHoldsTheTruth([Values(0.0, 0.02, 0.5, 0.98, 1.0)] double jaccard)
    {
        const int Pairs = 1000;
        MinHash minHash = new();
        int shared = (int)(400 * jaccard);
        int held = 0;
        for (int pair = 0; pair < Pairs; pair++)
        {
            (ulong[] left, ulong[] right) = Sets.WithOverlap((ulong)pair + 500_000, (400 - shared) / 2, shared, (400 - shared) / 2);
            Proportion estimate = MinHash.Estimate(minHash.ComputeSignature(left), minHash.ComputeSignature(right));
            (double low, double high) = estimate.Interval();
            held += low <= jaccard && jaccard <= high ? 1 : 0;
        }

        // The functions are the same for all pairs, so a pair that strays by chance may take others along.
        Assert.That((double)held / Pairs, Is.GreaterThanOrEqualTo(0.92));
    }

    [Test]
    public void EstimateJaccard_EmptySignatures_Throws() => Assert.That(() => MinHash.EstimateJaccard(Array.Empty<uint>(), Array.Empty<uint>()), Throws.ArgumentException);

    [Test]
    public void CountEqualComponents_UnequalLengths_Throws() =>
        Assert.That(() => MinHash.CountEqualComponents([1, 2], [1]), Throws.ArgumentException.With.Message.Contains("2 and 1"));

    [Test]
    public void ComputeSignature_Version1_KeepsItsBits()
    {
        ulong[] shingles = new Shingler(new ShinglingOptions { HanWidth = 5, LetterWidth = 5 }).ComputeShingles([.. Enumerable.Range(1, 300).Select(i => (ulong)i * 0x0123456789ABCDEF)]);
        uint[] signature = new MinHash().ComputeSignature(shingles);
        uint checksum = signature.Aggregate(0u, (sum, component) => uint.RotateLeft(sum, 5) ^ component);
        Assert.That($"{signature[0]:X8} {signature[1]:X8} {signature[127]:X8} {checksum:X8}", Is.EqualTo("008AD7F0 00259704 01A40E22 5093614A"));
    }

    [TestCase(0), TestCase(4097)]
    public void Components_OutOfRange_Throws(int components) =>
        Assert.That(() => new MinHashOptions { Components = components }, Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Version_Unknown_Throws() =>
        Assert.That(() => new MinHashOptions { Version = (MinHashVersion)2 }, Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("V1"));

    /// <summary>A lane that silently runs another width tests nothing: the environment says which it must be.</summary>
    [Test]
    public void Lane_NamedInTheEnvironment_IsTheOneThatRuns()
    {
        string? expected = Environment.GetEnvironmentVariable("DEDUP_EXPECT_VECTOR");
        if (expected is null)
        {
            Assert.Ignore("Skipped: DEDUP_EXPECT_VECTOR names no lane; the default one runs.");
        }

        int width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
        Assert.That(width.ToString(System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(expected));
    }

    private static IEnumerable<int> Lengths() => [.. Enumerable.Range(1, 100), 127, 128, 129, 191, 192, 193, 256, 1000];
}
