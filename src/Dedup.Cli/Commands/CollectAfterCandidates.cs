namespace Dedup.Cli.Commands;

/// <summary>Passes progress on, and once candidates are found has the memory collected that a large run lets go of then: the greater part of what it held of each article. Thread-safe.</summary>
/// <remarks>On a machine with memory to spare the collector might not come by before the end, and what is made until then would come on top. A program that calls the library decides for itself.</remarks>
/// <param name="next">Takes what is reported.</param>
/// <param name="leastBytes">With less in use there is nothing to gain. Default: 512 MiB, about 400,000 articles of news.</param>
internal sealed class CollectAfterCandidates(IProgress<DedupProgress> next, long leastBytes = 512L << 20) : IProgress<DedupProgress>
{
    private int isDone;

    public void Report(DedupProgress value)
    {
        if (value.Stage == DedupStage.Verifying && Interlocked.Exchange(ref isDone, 1) == 0 && GC.GetTotalMemory(forceFullCollection: false) >= leastBytes)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        }

        next.Report(value);
    }
}
