using Dedup.Core.Tests.Data;
using Dedup.Shingling;
using NUnit.Framework;

namespace Dedup.Core.Tests.Shingling;

public sealed class ShinglerTests
{
    [TestCase(0, ExpectedResult = 0)]
    [TestCase(1, ExpectedResult = 1)]
    [TestCase(4, ExpectedResult = 1)]
    [TestCase(5, ExpectedResult = 1)]
    [TestCase(6, ExpectedResult = 2)]
    [TestCase(1000, ExpectedResult = 996)]
    public int ShingleCount_OfTokens_IsAsDocumented(int tokens) => new Shingler().ShingleCount(tokens);

    [Test]
    public void ComputeShingles_SameRunOfTokens_SameShingleAnywhere()
    {
        ulong[] tokens = Tokens(1, 50);
        ulong[] all = new Shingler().ComputeShingles(tokens);
        ulong[] later = new Shingler().ComputeShingles(tokens.AsSpan(7));
        Assert.That(later, Is.EqualTo(all[7..]));
    }

    [Test]
    public void ComputeShingles_OtherOrder_OtherShingle()
    {
        Assert.That(new Shingler().ComputeShingles([1, 2, 3, 4, 5]), Is.Not.EqualTo(new Shingler().ComputeShingles([2, 1, 3, 4, 5])));
    }

    /// <summary>Lengths up to three vectors and a tail, all kinds of token, and widths on both sides of those of words.</summary>
    [Test]
    public void ComputeShingles_EveryKernel_EqualsTheScalarDefinition([Values(1, 2, 5, 9)] int width, [Values(0, 10, 50)] int percentOfOtherKinds)
    {
        Shingler shingler = new(new ShinglingOptions { Width = width });
        Seeded random = new((ulong)((width * 100) + percentOfOtherKinds));
        for (int length = 1; length <= 40; length++)
        {
            for (int round = 0; round < 10; round++)
            {
                ulong[] tokens = [.. Enumerable.Range(0, length).Select(_ => (random.Next() & ~2ul) | (random.Below(100) < percentOfOtherKinds ? 2ul : 0))];
                ulong[] expected = new ulong[shingler.ShingleCount(length)];
                shingler.ComputeScalar(tokens, expected);
                ulong[] wide = new ulong[expected.Length];
                shingler.ComputeVector512(tokens, wide);
                Assert.That(wide, Is.EqualTo(expected), $"Vector512, {length} tokens, round {round}");
                ulong[] narrow = new ulong[expected.Length];
                shingler.ComputeVector256(tokens, narrow);
                Assert.That(narrow, Is.EqualTo(expected), $"Vector256, {length} tokens, round {round}");
                Assert.That(shingler.ComputeShingles(tokens), Is.EqualTo(expected), $"dispatch, {length} tokens, round {round}");
            }
        }
    }

    [Test]
    public void ComputeShingles_ShortText_DiffersFromOnePaddedWithZeroHashes()
    {
        Assert.That(new Shingler().ComputeShingles([1, 2, 3]), Is.Not.EqualTo(new Shingler().ComputeShingles([1, 2, 3, 0, 0])));
    }

    [Test]
    public void ComputeShingles_LongerDestination_IsNotOverrun()
    {
        ulong[] destination = [.. Enumerable.Repeat(7ul, 10)];
        int written = new Shingler().ComputeShingles(Tokens(2, 8), destination);
        Assert.Multiple(() =>
        {
            Assert.That(written, Is.EqualTo(4));
            Assert.That(destination[4..], Is.All.EqualTo(7ul));
        });
    }

    [Test]
    public void ComputeShingles_ShortDestination_ThrowsAndWritesNothing()
    {
        ulong[] destination = [7, 7, 7];
        Assert.That(() => new Shingler().ComputeShingles(Tokens(2, 8), destination), Throws.ArgumentException.With.Message.Contains("4 shingles"));
        Assert.That(destination, Is.All.EqualTo(7ul));
    }

    [Test]
    public void ComputeShingles_TwoMillionDifferentRuns_DoNotCollide()
    {
        ulong[] shingles = new Shingler().ComputeShingles([.. Enumerable.Range(0, 2_000_000).Select(i => (ulong)i)]);
        Assert.That(shingles.Distinct().Count(), Is.EqualTo(shingles.Length), "token hashes 0, 1, 2, ...: the hardest input for a linear hash");
    }

    [Test]
    public void ComputeShingles_KnownTokens_KeepTheirHashes()
    {
        Assert.That(
            string.Join(' ', new Shingler().ComputeShingles([1, 2, 3, 4, 5, 6, 7]).Select(hash => hash.ToString("X16", System.Globalization.CultureInfo.InvariantCulture))),
            Is.EqualTo("2FC5AEC965076D85 19AFD22543E5B831 C3BF60770E32D649"));
    }

    [Test]
    public void ComputeShingles_TokenKinds_SetTheWidth()
    {
        // The kind is in the two lowest bits: words (0), numbers (1), Han (2), letters of scripts without spaces (3).
        ulong[] tokens = [4, 9, 18, 27, 40, 41, 48, 52, 56, 60, 64, 68, 72];
        ulong[] shingles = new Shingler().ComputeShingles(tokens);
        int[] widths = [5, 5, 4, 8];
        Assert.That(shingles, Has.Length.EqualTo(9));
        for (int start = 0; start < widths.Length; start++)
        {
            // A change behind the shingle does not touch it; a change of its last token does.
            ulong[] behind = [.. tokens];
            behind[start + widths[start]]++;
            ulong[] inside = [.. tokens];
            inside[start + widths[start] - 1]++;
            Assert.Multiple(() =>
            {
                Assert.That(new Shingler().ComputeShingles(behind)[start], Is.EqualTo(shingles[start]), $"behind the shingle at {start}");
                Assert.That(new Shingler().ComputeShingles(inside)[start], Is.Not.EqualTo(shingles[start]), $"in the shingle at {start}");
            });
        }
    }

    [Test]
    public void ComputeShingles_WideShinglesAtTheEnd_EndWithTheText()
    {
        ulong[] tokens = [.. Enumerable.Range(1, 12).Select(i => ((ulong)i << 2) | 3)];
        ulong[] shingles = new Shingler().ComputeShingles(tokens);
        Assert.Multiple(() =>
        {
            Assert.That(shingles, Has.Length.EqualTo(8));
            Assert.That(new Shingler().ComputeShingles(tokens.AsSpan(0, 11))[..4], Is.EqualTo(shingles[..4]), "whole shingles stay");
            Assert.That(new Shingler().ComputeShingles(tokens.AsSpan(0, 11))[4..], Is.Not.EqualTo(shingles[4..7]), "shingles cut short are others");
        });
    }

    [Test]
    public void Widths_OfHanAndLetters_AreOptions()
    {
        ulong[] tokens = [2, 6, 10, 14, 18, 22];
        ulong[] wide = new Shingler(new ShinglingOptions { HanWidth = 5 }).ComputeShingles(tokens);
        Assert.That(wide, Is.EqualTo(new Shingler(new ShinglingOptions { HanWidth = 5, LetterWidth = 2 }).ComputeShingles(tokens)));
        Assert.That(wide, Is.Not.EqualTo(new Shingler().ComputeShingles(tokens)));
    }

    [TestCase(0), TestCase(-1), TestCase(65)]
    public void WidthByKind_OutOfRange_Throws(int width)
    {
        Assert.That(() => new ShinglingOptions { HanWidth = width }, Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("HanWidth"));
        Assert.That(() => new ShinglingOptions { LetterWidth = width }, Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("LetterWidth"));
    }

    [TestCase(0), TestCase(-1), TestCase(65)]
    public void Width_OutOfRange_Throws(int width)
    {
        Assert.That(() => new ShinglingOptions { Width = width }, Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("Width"));
    }

    private static ulong[] Tokens(ulong seed, int count)
    {
        Seeded random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next())];
    }
}
