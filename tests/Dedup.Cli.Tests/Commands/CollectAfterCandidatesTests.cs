using System.Runtime.CompilerServices;
using Dedup.Cli.Commands;

namespace Dedup.Cli.Tests.Commands;

/// <summary>Alone, or what other tests do could have the collector come by in between.</summary>
[NonParallelizable]
public sealed class CollectAfterCandidatesTests
{
    [Test]
    public void Report_FirstOfVerifying_CollectsWhatWasLetGo()
    {
        Recorder told = new();
        CollectAfterCandidates progress = new(told, leastBytes: 0);
        WeakReference first = LetGo();
        progress.Report(new DedupProgress(DedupStage.FindingCandidates, 1, 2));
        Assert.That(first.IsAlive, "nothing is let go before");

        progress.Report(new DedupProgress(DedupStage.Verifying, 1, 2));
        Assert.That(first.IsAlive, Is.False);

        WeakReference second = LetGo();
        progress.Report(new DedupProgress(DedupStage.Verifying, 2, 2));
        Assert.Multiple(() =>
        {
            Assert.That(second.IsAlive, "once is enough");
            Assert.That(told.Stages, Is.EqualTo(((DedupStage[])[DedupStage.FindingCandidates, DedupStage.Verifying, DedupStage.Verifying])));
        });
    }

    [Test]
    public void Report_OfASmallRun_CollectsNothing()
    {
        CollectAfterCandidates progress = new(new Recorder(), leastBytes: long.MaxValue);
        WeakReference any = LetGo();
        progress.Report(new DedupProgress(DedupStage.Verifying, 1, 2));
        Assert.That(any.IsAlive);
    }

    // So large that no small collection takes it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LetGo() => new(new byte[1 << 20]);

    private sealed class Recorder : IProgress<DedupProgress>
    {
        public List<DedupStage> Stages { get; } = [];

        public void Report(DedupProgress value) => Stages.Add(value.Stage);
    }
}
