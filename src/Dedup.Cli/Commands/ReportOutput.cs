using System.CommandLine;
using System.Diagnostics;
using Dedup.Cli.Reading;
using Dedup.Cli.Writing;

namespace Dedup.Cli.Commands;

/// <summary>The report on many articles that were compared: the options that shape it, and how it is written. Shared by the commands that make one.</summary>
internal sealed class ReportOutput
{
    private readonly Option<bool> clusters = new("--clusters") { Description = "Clusters with the article to keep, one a line, instead of pairs" };

    private readonly Option<bool> all = new("--all")
    {
        Description = $"All clusters and pairs in a text report, not the first {TextReportWriter.ShownClusters} and {TextReportWriter.ShownPairs}",
    };

    public ResultOptions Results { get; } = new();

    public MeasuringOptions Measuring { get; } = new();

    /// <param name="command">The command.</param>
    /// <param name="addOthers">Adds its other options, which stand before those that measure.</param>
    public void AddTo(Command command, Action addOthers)
    {
        Results.AddTo(command);
        command.Add(clusters);
        command.Add(all);
        addOthers();
        Measuring.AddTo(command);
    }

    /// <summary>Writes the results, then the summary and what else was asked for. Returns the exit code.</summary>
    public int Write(ParseResult parsed, Compared compared, Problems problems, CheckpointFolder? checkpoint, Messages messages, CancellationToken cancellation)
    {
        DedupReport report = compared.Report;
        OutputFormat format = Results.Format(parsed);
        bool clustersOnly = parsed.GetValue(clusters);
        long writingStart = Stopwatch.GetTimestamp();
        bool complete = StandardOutput.Write(
            stream =>
            {
                if (format == OutputFormat.Text)
                {
                    new TextReportWriter(TextStyle.ForOutput(), compared.Articles, parsed.GetValue(all)).Write(stream, report, clustersOnly);
                }
                else if (clustersOnly)
                {
                    ResultOptions.Writer(format).WriteClusters(stream, report.Clusters);
                }
                else
                {
                    ResultOptions.Writer(format).WritePairs(stream, report.Pairs.Select(compared.InInput));
                }
            },
            cancellation);
        TimeSpan writing = Stopwatch.GetElapsedTime(writingStart);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(compared.Start);

        // A report for people starts with these figures; what was left out is news all the same. After "| head" nobody asked for more.
        if (complete && !Results.IsQuiet(parsed) && (format != OutputFormat.Text || compared.Remarks.Count > 0))
        {
            messages.Print(string.Join(
                ", ",
                [compared.Source, Figures.Count(report.Pairs.Count, "pair"), Figures.Count(report.Clusters.Count, "cluster"), Figures.Seconds(elapsed), .. compared.Remarks]));
        }

        EndCheckpoint(checkpoint, complete, Results.IsQuiet(parsed), messages);
        if (Measuring.WantsStatistics(parsed))
        {
            RunStatistics statistics = RunStatistics.Of(report, compared.BytesRead, compared.Reading, writing, elapsed, clustersOnly);
            messages.PrintLines(format == OutputFormat.Jsonl ? StatisticsWriter.Json(statistics) : StatisticsWriter.Table(statistics));
        }

        if (report.Recall is { } recall)
        {
            messages.PrintLines(format == OutputFormat.Jsonl ? RecallWriter.Json(recall) : RecallWriter.Table(recall));
        }

        return Results.ExitCodeFor(parsed, report.Pairs.Count > 0, problems);
    }

    private static void EndCheckpoint(CheckpointFolder? checkpoint, bool complete, bool quiet, Messages messages)
    {
        if (checkpoint?.Describe() is { } taken && !quiet)
        {
            messages.Print(taken);
        }

        if (complete)
        {
            checkpoint?.Remove();
        }
    }

    /// <summary>Articles that were compared.</summary>
    /// <param name="Articles">The articles.</param>
    /// <param name="Report">What was found.</param>
    /// <param name="Start">When the run began.</param>
    internal sealed record Compared(IReadOnlyList<Article> Articles, DedupReport Report, long Start)
    {
        /// <summary>How many articles of what, for the summary.</summary>
        public required string Source { get; init; }

        /// <summary>What else the summary says.</summary>
        public IReadOnlyList<string> Remarks { get; init; } = [];

        /// <summary>How long reading took, and how much was read.</summary>
        public required TimeSpan Reading { get; init; }

        public required long BytesRead { get; init; }

        /// <summary>The pair as programs want it: with places in the input. Default: as it is.</summary>
        public Func<DuplicatePair, DuplicatePair> InInput { get; init; } = static pair => pair;
    }
}
