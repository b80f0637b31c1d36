namespace Dedup.Cli.Reading;

/// <summary>Batches of records on their way: one is filled, others are parsed on several threads, and they come out in their order.</summary>
/// <param name="names">What the fields are called.</param>
/// <param name="limits">How long a record may be.</param>
/// <param name="texts">Where texts go; each article holds its own when null.</param>
/// <param name="unit">What a record is called in messages.</param>
/// <param name="threads">How many threads may parse at once; 0 is one per processor. With 1, it is the caller's.</param>
/// <param name="deliver">Takes each batch once it is parsed, and empties it.</param>
internal sealed class BatchQueue(FieldNames names, ReadingLimits limits, RecordTexts? texts, string unit, int threads, Action<LineBatch> deliver)
{
    /// <summary>With fewer, threads wait for work whenever this one waits for the oldest batch, or hands it out.</summary>
    private const int WaitingPerThread = 3;

    private readonly int most = threads == 0 ? Environment.ProcessorCount : threads;
    private readonly Queue<(LineBatch Batch, Task Parsing)> parsing = new();
    private readonly Stack<LineBatch> empty = new();

    /// <summary>The batch to fill next.</summary>
    public LineBatch Filling { get; private set; } = new(names, limits, texts, unit);

    /// <summary>Whether there are no other threads: then nobody gains by waiting until a batch is full.</summary>
    public bool IsAlone => most == 1;

    /// <summary>Parses what was filled, here or on another thread.</summary>
    /// <param name="parse">Parses a batch.</param>
    public void Start(Action<LineBatch> parse)
    {
        LineBatch full = Filling;
        if (IsAlone)
        {
            parse(full);
            deliver(full);
            return;
        }

        // While the oldest batch is waited for, the others are parsed.
        parsing.Enqueue((full, Task.Run(() => parse(full))));
        Filling = empty.TryPop(out LineBatch? next) ? next : new LineBatch(names, limits, texts, unit);
        if (parsing.Count > WaitingPerThread * most)
        {
            DeliverOldest();
        }
    }

    /// <summary>Waits for all that was started.</summary>
    public void DeliverAll()
    {
        while (parsing.Count > 0)
        {
            DeliverOldest();
        }
    }

    private void DeliverOldest()
    {
        (LineBatch oldest, Task task) = parsing.Dequeue();
        task.GetAwaiter().GetResult();
        deliver(oldest);
        empty.Push(oldest);
    }
}
