namespace Dedup.Storage;

/// <summary>A merge of large segments on a thread of its own, while articles go on being added and removed. One thread at a time.</summary>
/// <remarks>
/// What is removed meanwhile is in the merged segment, and stays removed. When its result is taken depends on how many articles came since, not on the time, so that the same articles in the same
/// commits make the same files.
/// </remarks>
internal sealed class BackgroundMerge : IDisposable
{
    // A merge is far faster than adding: nobody waits for it who adds so large a part of what it merges.
    private const int ShareAdded = 4;
    private readonly CancellationTokenSource stop = new();
    private readonly Task<ManifestSegment?> task;

    /// <summary>Begins it.</summary>
    /// <param name="segments">Neighbours, oldest articles first. They stay open until it has ended.</param>
    /// <param name="file">The number of the new file.</param>
    /// <param name="next">The number of the next article.</param>
    /// <param name="removed">What is removed now; nobody else changes it.</param>
    /// <param name="merge">Does it.</param>
    internal BackgroundMerge(IReadOnlyList<Segment> segments, ulong file, int next, RemovedArticles removed, Func<CancellationToken, ManifestSegment?> merge)
    {
        Segments = segments;
        File = file;
        Removed = removed;
        Due = next + (segments.Sum(static segment => (long)segment.Slots) / ShareAdded);
        CancellationToken token = stop.Token;
        task = Task.Factory.StartNew(() => merge(token), token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    internal IReadOnlyList<Segment> Segments { get; }

    internal ulong File { get; }

    /// <summary>What was removed when it began.</summary>
    internal RemovedArticles Removed { get; }

    /// <summary>The number of the next article from which on its result is taken, or waited for.</summary>
    internal long Due { get; }

    /// <summary>Whether it has failed.</summary>
    internal bool HasFailed => task.IsFaulted;

    /// <summary>Waits for it; the merged segment, or null when all was gone.</summary>
    /// <exception cref="IOException">Reading or writing failed.</exception>
    internal ManifestSegment? Take() => task.GetAwaiter().GetResult();

    /// <summary>Breaks it off, and returns when it has ended. What it wrote is left over.</summary>
    public void Dispose()
    {
        stop.Cancel();
        ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
        stop.Dispose();
    }
}
