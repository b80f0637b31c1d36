using System.Diagnostics;

namespace Dedup.Cli.Writing;

/// <summary>How fast a stage goes and how long it will take, from what it has done since it was first heard of. Thread-safe.</summary>
/// <param name="now">A clock in ticks of <see cref="Stopwatch"/>; that one when null.</param>
internal sealed class ProgressRate(Func<long>? now = null)
{
    private readonly Lock gate = new();
    private readonly Func<long> now = now ?? Stopwatch.GetTimestamp;
    private string? stage;
    private long started;
    private long doneBefore;

    /// <summary>Such as ", 12,000/s, 5 s left"; empty while there is nothing to go by.</summary>
    /// <param name="name">The stage.</param>
    /// <param name="done">What it has done.</param>
    /// <param name="total">What there is to do; null when nobody knows.</param>
    public string Describe(string name, long done, long? total)
    {
        lock (gate)
        {
            // Less than before is the same stage over other items.
            if (stage != name || done < doneBefore)
            {
                (stage, started, doneBefore) = (name, now(), done);
                return string.Empty;
            }

            double seconds = Stopwatch.GetElapsedTime(started, now()).TotalSeconds;
            double rate = seconds > 0 ? (done - doneBefore) / seconds : 0;
            return rate < 1 ? string.Empty
                : total is { } all ? $", {Figures.Number((long)rate)}/s, {Left((all - done) / rate)} left"
                : $", {Figures.Number((long)rate)}/s";
        }
    }

    private static string Left(double seconds) => seconds switch
    {
        < 90 => $"{Math.Ceiling(seconds):0} s",
        < 5400 => $"{Math.Ceiling(seconds / 60):0} min",
        _ => $"{Math.Ceiling(seconds / 3600):0} h",
    };
}
