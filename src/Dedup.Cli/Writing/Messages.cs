using System.Diagnostics;

namespace Dedup.Cli.Writing;

/// <summary>Everything that goes to standard error: messages, and on a terminal one line of progress that is rewritten in place. Thread-safe.</summary>
/// <param name="error">Standard error.</param>
/// <param name="showsProgress">Whether there is a terminal to show progress on.</param>
/// <param name="lineEvery">Where there is none: how often to print a line of progress; never when null.</param>
internal sealed class Messages(TextWriter error, bool showsProgress, TimeSpan? lineEvery = null) : IProgress<DedupProgress>
{
    private const string EraseLine = "\r\e[K";

    // Often enough to look alive, seldom enough to cost nothing.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    // In a log file a line now and then will do, and a short run needs none.
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly ProgressRate rate = new();

    // From now, so that a run which is over in a moment shows nothing.
    private long lastShown = Stopwatch.GetTimestamp();
    private bool isLineShown;

    /// <summary>Messages on standard error, with progress if that is a terminal which can rewrite a line.</summary>
    public static Messages OnStandardError(bool quiet) =>
        !quiet && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb"
            ? new(Console.Error, showsProgress: true)
            : new(Console.Error, showsProgress: false, quiet ? null : LogInterval);

    /// <summary>Prints one line after the tool's name.</summary>
    public void Print(string message)
    {
        lock (gate)
        {
            Erase();
            error.WriteLine("dedup: " + SafeText.Clean(message));
        }
    }

    /// <summary>Prints lines that were asked for as they are: tables for people, objects for programs.</summary>
    /// <param name="lines">Lines that are harmless to a terminal, without the end of the last one.</param>
    public void PrintLines(string lines)
    {
        lock (gate)
        {
            Erase();
            error.Write(lines + "\n");
        }
    }

    /// <summary>Shows how many articles have been read.</summary>
    public void ReportReading(int articles)
    {
        if (IsDue())
        {
            Show($"reading: {Figures.Count(articles, "article")}{rate.Describe("reading", articles, total: null)}");
        }
    }

    public void Report(DedupProgress value)
    {
        if (IsDue())
        {
            Show($"{NameOf(value.Stage)}: {Figures.Number(value.Done)} of {Figures.Number(value.Total)}{rate.Describe(NameOf(value.Stage), value.Done, value.Total)}");
        }
    }

    /// <summary>Takes the line of progress away, before anything else is shown.</summary>
    public void EndProgress()
    {
        lock (gate)
        {
            Erase();
        }
    }

    private bool IsDue() => (showsProgress ? Interval : lineEvery) is { } interval && Stopwatch.GetElapsedTime(Volatile.Read(ref lastShown)) >= interval;

    private void Show(string progress)
    {
        lock (gate)
        {
            lastShown = Stopwatch.GetTimestamp();
            if (showsProgress)
            {
                isLineShown = true;
                error.Write(EraseLine + progress);
            }
            else
            {
                error.WriteLine("dedup: " + progress);
            }
        }
    }

    private void Erase()
    {
        if (isLineShown)
        {
            error.Write(EraseLine);
            isLineShown = false;
        }
    }

    private static string NameOf(DedupStage stage) => stage switch
    {
        DedupStage.Signing => "signing articles",
        DedupStage.FindingCandidates => "finding candidates",
        DedupStage.Verifying => "verifying pairs",
        DedupStage.Counting => "counting shared shingles",
        DedupStage.Clustering => "clustering",
        DedupStage.Listing => "listing pairs",
        DedupStage.EstimatingRecall => "estimating recall",
        _ => "working",
    };
}
