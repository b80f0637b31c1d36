using System.Diagnostics;

namespace Dedup.Internals;

/// <summary>Takes the time of each stage. A stage that is entered within another one stops the outer one's time, so that no moment counts twice. For the one thread that leads the run.</summary>
internal sealed class StageClock
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly Dictionary<DedupStage, (long Ticks, long Items)> spent = [];
    private DedupStage? current;
    private long entered;

    /// <summary>Does a piece of work on the account of a stage.</summary>
    internal TResult Time<TResult>(DedupStage stage, Func<TResult> work)
    {
        DedupStage? outer = Enter(stage);
        try
        {
            return work();
        }
        finally
        {
            Enter(outer);
        }
    }

    /// <summary>Does a piece of work on the account of a stage.</summary>
    internal void Time(DedupStage stage, Action work) => Time(stage, () =>
    {
        work();
        return true;
    });

    /// <summary>Adds to the items that a stage has worked on.</summary>
    internal void CountItems(DedupStage stage, long items)
    {
        (long ticks, long before) = spent.GetValueOrDefault(stage);
        spent[stage] = (ticks, before + items);
    }

    /// <summary>What each stage that was entered has taken so far, in order.</summary>
    internal IReadOnlyList<StageCost> Stages() =>
        [.. spent.OrderBy(static stage => stage.Key).Select(static stage => new StageCost(stage.Key, Stopwatch.GetElapsedTime(0, stage.Value.Ticks), stage.Value.Items))];

    /// <summary>Time since the clock was made.</summary>
    internal TimeSpan Elapsed() => Stopwatch.GetElapsedTime(started);

    /// <summary>Puts what follows on the account of another stage, or of none; returns the one before.</summary>
    private DedupStage? Enter(DedupStage? stage)
    {
        long now = Stopwatch.GetTimestamp();
        DedupStage? before = current;
        if (before is { } left)
        {
            (long ticks, long items) = spent.GetValueOrDefault(left);
            spent[left] = (ticks + now - entered, items);
        }

        current = stage;
        entered = now;
        return before;
    }
}
