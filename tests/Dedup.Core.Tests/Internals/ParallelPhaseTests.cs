using Dedup.Internals;
using NUnit.Framework;

namespace Dedup.Core.Tests.Internals;

public sealed class ParallelPhaseTests
{
    /// <summary>Work that lasts changes hands many times; scratch memory must not be made as often.</summary>
    [TestCase(1)]
    [TestCase(3)]
    public void Run_WorkThatLasts_MakesScratchMemoryOncePerThread(int threads)
    {
        int made = 0;
        int[] results = new ParallelPhase(threads, new StageClock(), progress: null, CancellationToken.None).Run(
            DedupStage.Signing,
            threads * 100,
            () => Interlocked.Increment(ref made),
            static (_, i) =>
            {
                Thread.Sleep(10);
                return i;
            });
        Assert.Multiple(() =>
        {
            Assert.That(results, Is.EqualTo(Enumerable.Range(0, threads * 100)));
            Assert.That(made, Is.InRange(1, threads));
        });
    }
}
