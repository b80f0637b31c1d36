using Dedup.Core.Tests.Data;
using Dedup.Storage;
using NUnit.Framework;

namespace Dedup.Core.Tests.Storage;

public sealed class MergePolicyTests
{
    /// <summary>Commits of equal or of random sizes: each article is rewritten a few times at most, and the segments stay few.</summary>
    [TestCase(10_000, 10_000, 400), TestCase(1, 1, 5_000), TestCase(1, 30_000, 1_000), TestCase(200, 300, 3_000)]
    public void Choose_ManyCommits_BoundsWorkAndSegments(int least, int most, int commits)
    {
        Seeded random = new(3);
        List<(int Slots, int Gone)> segments = [];
        long added = 0;
        long rewritten = 0;
        int mostSegments = 0;
        for (int i = 0; i < commits; i++)
        {
            int slots = least + random.Below(most - least + 1);
            added += slots;
            segments.Add((slots, 0));
            while (MergePolicy.Choose(segments) is { Count: > 0 } range)
            {
                int merged = segments.GetRange(range.Start, range.Count).Sum(segment => segment.Slots);
                rewritten += merged;
                segments.RemoveRange(range.Start, range.Count);
                segments.Insert(range.Start, (merged, 0));
            }

            mostSegments = Math.Max(mostSegments, segments.Count);
        }

        double steps = Math.Max(1, Math.Log(Math.Max(2, commits), 4));
        TestContext.Out.WriteLine($"{(double)rewritten / added:F2} rewrites of an article, at most {mostSegments} segments");
        Assert.That((double)rewritten / added, Is.LessThan(steps + 2));
        Assert.That(mostSegments, Is.LessThanOrEqualTo(27), "three of each tier up to that of 10^8");
    }

    [Test]
    public void Choose_SegmentAQuarterGone_IsRewrittenAlone()
    {
        Assert.That(MergePolicy.Choose([(1000, 249), (10, 0)]), Is.EqualTo((0, 0)));
        Assert.That(MergePolicy.Choose([(1000, 250), (10, 0)]), Is.EqualTo((0, 1)));
        Assert.That(MergePolicy.Choose([(100_000, 0), (10, 0), (10, 0), (10, 0)]), Is.EqualTo((0, 0)), "three small ones leave a large one alone");
    }
}
