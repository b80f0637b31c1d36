namespace Dedup.Internals;

/// <summary>Runs one phase over numbered items on several threads; results stand at their item's number, so the split never shows.</summary>
internal sealed class ParallelPhase(int threads, StageClock clock, IProgress<DedupProgress>? progress, CancellationToken cancellationToken)
{
    private const int ReportEvery = 512;

    internal TResult[] Run<TLocal, TResult>(DedupStage stage, int count, Func<TLocal> makeLocal, Func<TLocal, int, TResult> compute)
    {
        clock.CountItems(stage, count);
        return clock.Time(stage, () => Compute(stage, count, makeLocal, compute));
    }

    internal void Report(DedupStage stage, long done, long total)
    {
        cancellationToken.ThrowIfCancellationRequested();
        progress?.Report(new DedupProgress(stage, done, total));
    }

    private TResult[] Compute<TLocal, TResult>(DedupStage stage, int count, Func<TLocal> makeLocal, Func<TLocal, int, TResult> compute)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TResult[] results = new TResult[count];
        long done = 0;
        ParallelOptions split = new() { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads, CancellationToken = cancellationToken };
        Report(stage, 0, count);
        Parallel.For(0, count, split, makeLocal, (i, _, local) =>
        {
            results[i] = compute(local, i);
            long finished = Interlocked.Increment(ref done);
            if (finished % ReportEvery == 0)
            {
                Report(stage, finished, count);
            }

            return local;
        }, static _ => { });
        Report(stage, count, count);
        return results;
    }
}
