using System.Globalization;
using Dedup.Candidates;
using Dedup.Core.Tests.Signatures;
using Dedup.Signatures;
using NUnit.Framework;

namespace Dedup.Core.Tests.Candidates;

public sealed class LshIndexTests
{
    /// <summary>Pairs of sets of known similarity meet as often as the S-curve says, within four standard errors.</summary>
    [Test]
    public void FindCandidates_PairsOfKnownSimilarity_MeetAsTheCurveSays([Values(0.1, 0.3, 0.5, 0.7, 0.9)] double jaccard, [Values("20x5", "42x3", "14x8")] string cut)
    {
        const int Pairs = 1500;
        int[] sizes = [.. cut.Split('x').Select(size => int.Parse(size, CultureInfo.InvariantCulture))];
        LshBanding banding = new(sizes[0], sizes[1]);
        MinHash minHash = new();
        LshIndex index = new(banding);
        uint[][] asked = new uint[Pairs][];
        int shared = (int)(300 * jaccard);
        for (int i = 0; i < Pairs; i++)
        {
            int onlyLeft = (300 - shared) / 2;
            (ulong[] left, ulong[] right) = Sets.WithOverlap((ulong)i + 1_000_000, onlyLeft, shared, 300 - shared - onlyLeft);
            index.Add(i, minHash.ComputeSignature(left));
            asked[i] = minHash.ComputeSignature(right);
        }

        int hits = 0;
        int strangers = 0;
        for (int i = 0; i < Pairs; i++)
        {
            HashSet<int> found = [];
            index.FindCandidates(asked[i], found);
            hits += found.Remove(i) ? 1 : 0;
            strangers += found.Count;
        }

        double expected = banding.HitProbability(shared / 300.0);
        Assert.Multiple(() =>
        {
            Assert.That((double)hits / Pairs, Is.EqualTo(expected).Within((4 * Math.Sqrt(expected * (1 - expected) / Pairs)) + 0.001));
            Assert.That(strangers, Is.LessThan(20), "unrelated sets hardly ever meet");
        });
    }

    [Test]
    public void FindCandidates_FullBucket_ProposesTheFirstOnesAdded()
    {
        LshIndex index = new(new LshBanding(4, 2), bucketLimit: 3);
        uint[] signature = [1, 2, 3, 4, 5, 6, 7, 8];
        for (int article = 10; article < 20; article++)
        {
            index.Add(article, signature);
        }

        HashSet<int> found = [];
        index.FindCandidates(signature, found);
        Assert.That(found, Is.EquivalentTo((int[])[10, 11, 12]));
    }

    [Test]
    public void FindCandidates_SameRowsInAnotherBand_DoNotMeet()
    {
        LshIndex index = new(new LshBanding(2, 2));
        index.Add(0, [1, 2, 3, 4]);
        HashSet<int> found = [];
        index.FindCandidates([3, 4, 1, 2], found);
        Assert.That(found, Is.Empty);
    }

    [Test]
    public void Add_ShortSignature_ThrowsWithTheRemedy() =>
        Assert.That(() => new LshIndex(new LshBanding(20, 5)).Add(0, new uint[64]), Throws.ArgumentException.With.Message.Contains("need 100"));

    [Test]
    public void Add_NegativeArticle_Throws() =>
        Assert.That(() => new LshIndex(new LshBanding(1, 1)).Add(-1, [1]), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
