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
            string.Join(' ', new Shingler().ComputeShingles([1, 2, 3, 4, 5, 6]).Select(hash => hash.ToString("X16", System.Globalization.CultureInfo.InvariantCulture))),
            Is.EqualTo("2FC5AEC965076D85 C6A709FC33E5D1E6"));
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
