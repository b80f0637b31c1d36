using System.Diagnostics;
using Dedup.Cli.Writing;

namespace Dedup.Cli.Tests.Writing;

public sealed class ProgressRateTests
{
    [TestCase(10, 1000, 2000L, ", 100/s, 10 s left")]
    [TestCase(10, 1000, 1000L, ", 100/s, 0 s left")]
    [TestCase(1, 1_000_000, 400_000_000L, ", 1,000,000/s, 7 min left")]
    [TestCase(100, 1000, 200_000L, ", 10/s, 6 h left")]
    [TestCase(10, 1000, null, ", 100/s")]
    [TestCase(10, 0, 2000L, "")]
    public void Describe_AfterAWhile_GivesRateAndTimeLeft(int seconds, long done, long? total, string expected)
    {
        long now = 0;
        ProgressRate rate = new(() => now);

        Assert.That(rate.Describe("verifying", 0, total), Is.Empty, "nothing to go by yet");
        now = seconds * Stopwatch.Frequency;
        Assert.That(rate.Describe("verifying", done, total), Is.EqualTo(expected));
        Assert.That(rate.Describe("listing", 5, 10), Is.Empty, "another stage has a speed of its own");
    }
}
