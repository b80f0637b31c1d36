using System.Collections.Concurrent;

namespace Dedup.Internals;

/// <summary>Runs one phase over numbered items on several threads; results stand at their item's number, so the split never shows.</summary>
internal sealed class ParallelPhase(int threads, StageClock clock, IProgress<DedupProgress>? progress, CancellationToken cancellationToken)
{
    private const int ReportEvery = 512;

    /// <summary>Items after which a thread tells the others of them: a number that all write to goes from core to core each time. <see cref="ReportEvery"/> is a multiple.</summary>
    private const int TellEvery = 64;

    /// <summary>How many threads work at once at most.</summary>
    internal int Threads { get; } = threads == 0 ? Environment.ProcessorCount : threads;

    /// <summary>Runs the phase.</summary>
    /// <param name="stage">The stage it belongs to.</param>
    /// <param name="count">How many items there are.</param>
    /// <param name="makeLocal">Makes the scratch memory of a thread; as often as there are threads, however often the work changes hands.</param>
    /// <param name="compute">The work on an item.</param>
    /// <param name="isCounted">Whether the items are those that the stage is said to work on; else they only prepare it, and neither count nor show as progress.</param>
    internal TResult[] Run<TLocal, TResult>(DedupStage stage, int count, Func<TLocal> makeLocal, Func<TLocal, int, TResult> compute, bool isCounted = true)
    {
        clock.CountItems(stage, isCounted ? count : 0);
        return clock.Time(stage, () => Compute(stage, count, makeLocal, compute, isCounted));
    }

    /// <summary>Splits numbered items into one range for each thread; it neither counts nor shows as progress.</summary>
    internal void RunRanges(DedupStage stage, int count, Action<Range> compute) => Run(
        stage,
        Threads,
        static () => 0,
        (_, i) =>
        {
            compute((int)((long)count * i / Threads)..(int)((long)count * (i + 1) / Threads));
            return true;
        },
        isCounted: false);

    internal void Report(DedupStage stage, long done, long total)
    {
        cancellationToken.ThrowIfCancellationRequested();
        progress?.Report(new DedupProgress(stage, done, total));
    }

    private TResult[] Compute<TLocal, TResult>(DedupStage stage, int count, Func<TLocal> makeLocal, Func<TLocal, int, TResult> compute, bool isCounted)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TResult[] results = new TResult[count];
        long done = 0;

        // A worker gives way to another one several times a second, and what it had would be made anew each time: where all of it is kept to the end, that adds up.
        ConcurrentBag<Worker<TLocal>> idle = [];
        ParallelOptions split = new() { MaxDegreeOfParallelism = Threads, CancellationToken = cancellationToken };
        ReportCounted(0);
        Parallel.For(0, count, split, () => idle.TryTake(out Worker<TLocal>? worker) ? worker : new Worker<TLocal>(makeLocal()), (i, _, worker) =>
        {
            results[i] = compute(worker.Local, i);
            if (++worker.Untold == TellEvery)
            {
                worker.Untold = 0;
                long finished = Interlocked.Add(ref done, TellEvery);
                if (finished % ReportEvery == 0)
                {
                    ReportCounted(finished);
                }
            }

            return worker;
        }, idle.Add);
        ReportCounted(count);
        return results;

        void ReportCounted(long finished)
        {
            if (isCounted)
            {
                Report(stage, finished, count);
            }
        }
    }
    /// <summary>The scratch memory of a thread, and how many items are done that it has not told of.</summary>
    private sealed class Worker<TLocal>(TLocal local)
    {
        internal TLocal Local { get; } = local;

        internal int Untold { get; set; }
    }
}
