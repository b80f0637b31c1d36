using System.Runtime.InteropServices;
using Dedup.Candidates;
using Dedup.Core.Tests.Data;
using Dedup.Shingling;
using Dedup.Signatures;
using NUnit.Framework;

namespace Dedup.Core.Tests.Signatures;

public sealed class PackedArticleTests
{
    private static readonly PositionalSketchOptions Options = new() { AnchorWindow = 12 };

    [Test]
    public void Pack_AnyArticle_KeepsSignaturesHashesAndPositionsInFewerBits([Values(1, 2, 3)] int rows, [Values(127, 128)] int components)
    {
        MinHash minHash = new(new MinHashOptions { Components = components });
        ArticleSigner signer = new(new Shingler(), minHash, Options, shortTextWords: 24);
        ArticlePacker packer = new(Options.Scale, rows);
        List<(SignedArticle, PackedArticle)> all = [.. Lengths.Select(length => signer.Sign(Texts.Text((ulong)length, length))).Select(signed => (signed, packer.Pack(signed)))];
        foreach ((SignedArticle signed, PackedArticle packed) in all)
        {
            string message = $"{signed.TokenCount} tokens";
            Assert.That(packed.Signature.ToArray(), Is.EqualTo(Halves(signed.Signature, rows)), message);
            Assert.That(packed.WordSignature.ToArray(), Is.EqualTo(Halves(signed.WordSignature, rows)), message);
            Assert.That(packed.HasSketch, Is.EqualTo(signed.Sketch is not null), message);
            if (signed.Sketch is not { } sketch)
            {
                continue;
            }

            SketchView<uint> view = packed.Sketch;
            Assert.That(view.Hashes.ToArray(), Is.EqualTo(sketch.Hashes.ToArray().Select(packer.Pack)).And.Ordered, message);
            Assert.That(view.CountUpTo(view.Bound), Is.EqualTo(sketch.CountUpTo(sketch.Bound)), message);
            for (int i = 0; i < sketch.Positions.Length; i++)
            {
                Assert.That(view.Position(i), Is.EqualTo(sketch.Positions[i]), message);
            }
        }
    }

    private static IEnumerable<int> Lengths => [0, 3, 12, 23, 24, 30, 60, 61, 62, 63, 500, 65_535, 65_536, 65_537, 90_000];

    /// <summary>Greater hashes stay greater or become equal, and what is within the usual bound takes half of the values.</summary>
    [TestCase(1)]
    [TestCase(3)]
    [TestCase(16)]
    [TestCase(65_536)]
    public void Pack_Hashes_KeepTheirOrderAndSpread(int scale)
    {
        ArticlePacker packer = new(scale, rows: 3);
        ulong bound = ulong.MaxValue / (ulong)scale;
        Seeded random = new((ulong)scale);
        ulong[] hashes = [0, 1, bound - 1, bound, Math.Max(bound, bound + 1), ulong.MaxValue - 1, ulong.MaxValue, .. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? random.Next() : random.Next() % Math.Max(1, bound))];
        Array.Sort(hashes);
        Assert.Multiple(() =>
        {
            Assert.That(hashes.Select(packer.Pack), Is.Ordered);
            Assert.That(packer.Pack(bound), Is.InRange(1u << 30, (1u << 31) - 1), "all values of the sample");
            Assert.That(packer.Pack(ulong.MaxValue), scale == 1 ? Is.LessThan(1u << 31) : Is.InRange(3u << 30, uint.MaxValue - 1), "none is the bound of a sketch that is whole");
        });
    }

    /// <summary>The screen says of packed articles what it says of whole ones.</summary>
    [Test]
    public void Screen_OfPackedArticles_SaysTheSame([Values(1, 16, 64)] int scale)
    {
        PositionalSketchOptions sketch = new() { Scale = scale, AnchorWindow = 12 };
        SketchScreen screen = new(new DedupOptions { Sketch = sketch });
        ArticleSigner signer = new(new Shingler(), new MinHash(), sketch, shortTextWords: 24);
        ArticlePacker packer = new(scale, rows: 3);
        string[] header = Texts.Words(1, 40);
        SignedArticle[] signed =
        [
            .. Enumerable.Range(0, 120).Select(i =>
            {
                string[] words = Texts.Words((ulong)(i / 3) + 100, 60 + (i % 7 * 90));
                return signer.Sign(string.Join(' ', (i % 4) switch { 0 => words, 1 => Texts.Edit(words, (ulong)i, 9), 2 => [.. header, .. words], _ => [.. Texts.Words((ulong)i + 900, 800), .. words[..50]] }));
            }),
        ];
        PackedArticle[] packed = [.. signed.Select(packer.Pack)];
        int worth = 0;
        for (int x = 0; x < signed.Length; x++)
        {
            for (int y = 0; y < x; y++)
            {
                for (int shared = 1; shared <= 4; shared++)
                {
                    bool expected = screen.IsWorthComparing(signed[x].Sketch!.View, signed[y].Sketch!.View, shared);
                    Assert.That(screen.IsWorthComparing(packed[x].Sketch, packed[y].Sketch, shared), Is.EqualTo(expected), $"{x} and {y}, {shared} shared");
                    worth += expected ? 1 : 0;
                }
            }
        }

        Assert.That(worth, Is.GreaterThan(100));
    }

    [Test]
    public void CountEqualHalves_AnyLength_EqualsTheScalarDefinition([Range(0, 100)] int length)
    {
        Seeded random = new((ulong)length);
        ushort[] left = [.. Enumerable.Range(0, length).Select(_ => (ushort)random.Below(65_536))];
        ushort[] right = [.. left.Select(half => random.Below(2) == 0 ? half : (ushort)(half ^ (1 << random.Below(16))))];
        Assert.That(MinHash.CountEqualHalves(left, right), Is.EqualTo(MinHash.CountEqualHalvesScalar(left, right)));
    }

    /// <summary>The longest signatures there are: no lane overflows.</summary>
    [Test]
    public void CountEqualHalves_LongestSignatures_CountsAll() => Assert.That(MinHash.CountEqualHalves(new ushort[2 * 4096], new ushort[2 * 4096]), Is.EqualTo(2 * 4096));

    private static ushort[] Halves(ReadOnlySpan<uint> signature, int rows)
    {
        if (rows == 1)
        {
            uint[] spread = new uint[signature.Length];
            MinHash.Spread(signature, spread);
            return MemoryMarshal.Cast<uint, ushort>(spread).ToArray();
        }

        ushort[] halves = new ushort[signature.Length];
        MinHash.Halve(signature, halves);
        return halves;
    }
}
