using System.Numerics;
using Dedup.Core.Tests.Data;
using Dedup.Shingling;
using Dedup.Signatures;
using NUnit.Framework;

namespace Dedup.Core.Tests.Signatures;

public sealed class CommonHashesTests
{
    private static readonly int[] Lengths = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 100, 300];

    /// <summary>From lists that have nearly all in common, and many values more than once, to lists that have next to nothing in common.</summary>
    [Test]
    public void Find_AtAnyWidth_PairsEqualHashesInTheirOrder([Values(1, 16, 32, 64)] int width, [Values(20, 400, 4_000)] int values)
    {
        Seeded random = new((ulong)values);
        int found = 0;
        foreach (int left in Lengths)
        {
            foreach (int right in Lengths)
            {
                (uint[] x, uint[] y) = (Ascending(left), Ascending(right));
                found += Check(x, y, width);
                Check(Wide(x), Wide(y), width);
            }
        }

        Assert.That(found, Is.GreaterThan(50));

        uint[] Ascending(int length) => [.. Enumerable.Range(0, length).Select(_ => (uint)random.Below(values) * (uint.MaxValue / (uint)values)).Order()];

        // Alike in their lower halves, and greater than any signed number.
        ulong[] Wide(uint[] hashes) => [.. hashes.Select(static hash => ((ulong)hash << 32) | 7)];
    }

    [Test]
    public void Find_ListWithinAnother_FindsAllOfIt([Values(1, 16, 32, 64)] int width, [Values(1, 15, 16, 17, 40)] int length, [Values(0, 1, 15, 16, 83, 200)] int start)
    {
        uint[] all = [.. Enumerable.Range(0, 240).Select(static i => (uint)i * 3)];
        uint[] part = all[start..Math.Min(start + length, all.Length)];
        Assert.Multiple(() =>
        {
            Assert.That(Check(part, all, width), Is.EqualTo(part.Length));
            Assert.That(Check(all, part, width), Is.EqualTo(part.Length));
        });
    }

    [Test]
    public void Count_IsWhatFindFinds()
    {
        uint[] left = [1, 2, 2, 5, 9, 9, 9, 30];
        uint[] right = [2, 2, 2, 3, 9, 9, 30, 31];
        CommonHashes common = new();
        common.Find<uint>(left, right);
        Assert.Multiple(() =>
        {
            Assert.That(common.Places.ToArray(), Is.EqualTo(((int, int)[])[(1, 0), (2, 1), (4, 4), (5, 5), (7, 6)]));
            Assert.That(CommonHashes.Count<uint>(left, right), Is.EqualTo(5));
            Assert.That(((int[])[0, 1, 2, 5, 7, 8]).Select(common.CountBefore), Is.EqualTo(((int[])[0, 0, 1, 3, 4, 5])));
        });
    }

    /// <summary>Hashes above a bound are anchors, and no part of an estimate.</summary>
    [Test]
    public void Estimate_FromCommonHashes_IsTheEstimateOfTheSketches()
    {
        PositionalSketchOptions options = new() { AnchorWindow = 12 };
        ArticleSigner signer = new(new Shingler(), new MinHash(), options, shortTextWords: 24);
        string[] story = Texts.Words(1, 900);
        PositionalSketch[] sketches =
        [
            .. Enumerable.Range(0, 12).Select(i => signer.Sign(string.Join(' ', i % 3 == 0 ? Texts.Words((ulong)i + 5, 60 * (i + 1)) : Texts.Edit(story[..(75 * (i + 1))], (ulong)i, 20))).Sketch!),
        ];
        CommonHashes common = new();
        int anchors = 0;
        foreach (PositionalSketch x in sketches)
        {
            foreach (PositionalSketch y in sketches)
            {
                common.Find(x.Hashes, y.Hashes);
                SketchEstimate expected = PositionalSketch.Estimate(x, y);
                Assert.That(SketchView<ulong>.Estimate(x.View, y.View, common), Is.EqualTo(expected));
                anchors += common.Places.Length - expected.SharedHashes;
            }
        }

        Assert.That(anchors, Is.GreaterThan(100), "common anchors");
    }

    private static int Check<T>(T[] left, T[] right, int width)
        where T : unmanaged, IBinaryInteger<T>
    {
        (int, int)[] expected =
        [
            .. left.Select(static (hash, i) => (Hash: hash, Place: i)).GroupBy(static entry => entry.Hash)
                .SelectMany(group => group.Zip(right.Select(static (hash, i) => (Hash: hash, Place: i)).Where(entry => entry.Hash == group.Key), static (x, y) => (x.Place, y.Place))),
        ];
        (int, int)[] found = new (int, int)[expected.Length + 1];
        int count = CommonHashes.Find<T>(left, right, found, width);
        Assert.That(found[..Math.Min(count, found.Length)], Is.EqualTo(expected), $"{left.Length} and {right.Length} hashes");
        Assert.That(CommonHashes.Find<T>(left, right, default, width), Is.EqualTo(expected.Length), "without room");
        return count;
    }
}
