using Dedup.Core.Tests.Data;
using Dedup.Signatures;
using NUnit.Framework;

namespace Dedup.Core.Tests.Signatures;

public sealed class CompactSignatureTests
{
    /// <summary>The mean of many estimates is the similarity, and their spread the documented error: no bias from chance agreement, and no component that agrees because another does.</summary>
    [Test]
    public void EstimateJaccard_ManyPairsOfKnownOverlap_FollowsItsStandardError([Values(3, 30, 2000)] int size, [Values(0.0, 0.1, 0.5, 0.8, 1.0)] double overlap)
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
            int onlyLeft = (size - shared) / 2;
            (ulong[] left, ulong[] right) = Sets.WithOverlap((ulong)((pair * 1000) + size), onlyLeft, shared, size - shared - onlyLeft);
            double estimate = MinHash.EstimateJaccard(Compact(minHash.ComputeSignature(left)), Compact(minHash.ComputeSignature(right)));
            sum += estimate;
            squares += estimate * estimate;
        }

        double mean = sum / Pairs;
        double variance = (squares / Pairs) - (mean * mean);
        double error = MinHash.CompactStandardError(jaccard, Components);
        Assert.Multiple(() =>
        {
            Assert.That(mean, Is.EqualTo(jaccard).Within((4 * error / Math.Sqrt(Pairs)) + 0.0005), "mean");
            Assert.That(variance, Is.EqualTo(error * error).Within((0.35 * error * error) + 1e-5), "variance");
        });
    }

    [Test]
    public void CountEqualComponents_EveryKernel_EqualsTheScalarDefinition([Range(0, 200)] int components)
    {
        Seeded random = new((ulong)components + 3);
        byte[] left = [.. Enumerable.Range(0, components).Select(_ => (byte)random.Next())];
        byte[] right = [.. left.Select(component => random.Below(2) == 0 ? component : (byte)(component ^ (1 << random.Below(8))))];
        int expected = MinHash.CountEqualScalar(left, right);
        Assert.Multiple(() =>
        {
            Assert.That(expected, Is.EqualTo(left.Zip(right).Count(pair => pair.First == pair.Second)), "the definition itself");
            Assert.That(MinHash.CountEqualVector128(left, right), Is.EqualTo(expected), "Vector128");
            Assert.That(MinHash.CountEqualVector256(left, right), Is.EqualTo(expected), "Vector256");
            Assert.That(MinHash.CountEqualVector512(left, right), Is.EqualTo(expected), "Vector512");
            Assert.That(MinHash.CountEqualComponents(left, right), Is.EqualTo(expected), "dispatch");
        });
    }

    /// <summary>Stored signatures depend on these bytes.</summary>
    [Test]
    public void Compact_KnownComponents_AreTheseBytes()
    {
        uint[] signature = [0, 1, 2, 255, 256, 0x1000000, 0x7FFFFFFF, uint.MaxValue];
        Assert.That(Compact(signature), Is.EqualTo((byte[])[0x00, 0x9E, 0x3C, 0x99, 0x37, 0xB9, 0xE1, 0x61]));
    }

    [Test]
    public void Compact_EqualComponents_AreEqualBytesAndOthersOneTimeIn256()
    {
        Seeded random = new(17);
        uint[] one = [.. Enumerable.Range(0, 200_000).Select(_ => (uint)random.Next() >> random.Below(20))];
        uint[] other = [.. one.Select(component => component + 1 + (uint)random.Below(1_000_000))];
        Assert.Multiple(() =>
        {
            Assert.That(MinHash.CountEqualComponents(Compact(one), Compact([.. one])), Is.EqualTo(one.Length));

            // Four standard errors of a binomial with p = 1/256.
            Assert.That(MinHash.CountEqualComponents(Compact(one), Compact(other)), Is.EqualTo(one.Length / 256).Within(4 * Math.Sqrt(one.Length / 256.0)));
        });
    }

    [Test]
    public void Misuse_ThrowsWithTheRemedy()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => MinHash.Compact(new uint[3], new byte[4]), Throws.ArgumentException.With.Message.Contains("one byte for each"));
            Assert.That(() => MinHash.CountEqualComponents(new byte[3], new byte[4]), Throws.ArgumentException.With.Message.Contains("same options"));
            Assert.That(() => MinHash.EstimateJaccard(Array.Empty<byte>(), Array.Empty<byte>()), Throws.ArgumentException.With.Message.Contains("compute them first"));
            Assert.That(() => MinHash.CompactStandardError(1.1, 128), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => MinHash.CompactStandardError(0.5, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
    }

    private static byte[] Compact(uint[] signature)
    {
        byte[] compact = new byte[signature.Length];
        MinHash.Compact(signature, compact);
        return compact;
    }
}
