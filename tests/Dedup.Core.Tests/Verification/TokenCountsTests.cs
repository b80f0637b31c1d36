using Dedup.Core.Tests.Data;
using Dedup.Verification;
using NUnit.Framework;

namespace Dedup.Core.Tests.Verification;

public sealed class TokenCountsTests
{
    [Test]
    public void CountShared_AnyTokens_IsTheSumOfTheLesserCounts([Values(0, 1, 30, 63, 64, 700, 5000)] int left, [Values(0, 40, 3000)] int right, [Values(1, 20, 1_000_000)] int vocabulary)
    {
        Seeded random = new((ulong)(left + right + vocabulary));
        TokenCounts leftCounts = new();
        TokenCounts rightCounts = new();

        // Twice, so that what an earlier text has left behind would show.
        for (int round = 0; round < 2; round++)
        {
            ulong[] x = Draw(left / (round + 1));
            ulong[] y = [.. x.Take(x.Length / 2), .. Draw(right)];
            leftCounts.Count(x);
            rightCounts.Count(y);
            int expected = x.GroupBy(token => token).Sum(group => Math.Min(group.Count(), y.Count(token => token == group.Key)));
            Assert.That(leftCounts.CountShared(rightCounts), Is.EqualTo(expected), $"round {round}");
            Assert.That(rightCounts.CountShared(leftCounts), Is.EqualTo(expected), $"round {round}, the other way");
        }

        ulong[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (ulong)random.Below(vocabulary) * 0x9E3779B97F4A7C15)];
    }
}
