using System.CommandLine;
using System.Diagnostics;
using Dedup.Cli.Reading;
using Dedup.Cli.Writing;
using Dedup.Reporting;

namespace Dedup.Cli.Commands;

/// <summary><c>dedup scan PATH...</c>: which of many articles repeat each other.</summary>
internal sealed class ScanCommand
{
    /// <summary>What a command that reads many articles takes.</summary>
    public const string InputHelp = "Text and HTML files, folders, patterns, .jsonl, .ndjson, .csv, .tsv or .parquet files, gzipped or in Brotli if you like, or - for standard input";

    private readonly Argument<string[]> paths = new("PATH")
    {
        Description = InputHelp,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> clusters = new("--clusters") { Description = "Clusters with the article to keep, one a line, instead of pairs" };

    private readonly Option<bool> all = new("--all")
    {
        Description = $"All clusters and pairs in a text report, not the first {TextReportWriter.ShownClusters} and {TextReportWriter.ShownPairs}",
    };

    private readonly ResultOptions results = new();
    private readonly MeasuringOptions measuring = new();
    private readonly DetectionOptions detection = new();
    private readonly FieldNameOptions fieldNames = new();
    private readonly InputOptions input = new();
    private readonly RunOptions run = new();

    /// <summary>The command for the parser.</summary>
    /// <param name="cancellation">Cancelled by Ctrl-C.</param>
    public Command Build(CancellationToken cancellation)
    {
        Command command = new("scan", "Find the articles that repeat each other: identical, near-duplicate, contained in another, sharing a passage.");
        command.Add(paths);
        results.AddTo(command);
        command.Add(clusters);
        command.Add(all);
        detection.AddTo(command);
        run.AddTo(command);
        fieldNames.AddTo(command);
        input.AddTo(command);
        measuring.AddTo(command);
        command.SetAction(parsed => Run(parsed, cancellation));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        DedupOptions options = measuring.Apply(parsed, run.Apply(parsed, detection.Read(parsed)));

        bool quiet = results.IsQuiet(parsed);
        string[] inputs = parsed.GetRequiredValue(paths);
        string? htmlPath = results.HtmlPath(parsed, inputs);
        Messages messages = Messages.OnStandardError(quiet);
        CheckpointFolder? checkpoint = run.Checkpoint(parsed);
        List<string> problemLines = [];
        Problems problems = new(line =>
        {
            problemLines.Add(line);
            messages.Print(line);
        });
        using RunMemory memory = run.Memory(parsed);
        ArticleReader reader = new(fieldNames.Read(parsed), problems, messages.ReportReading, cancellation)
        {
            Excluded = htmlPath,
            Limits = input.Limits(parsed),
            Threads = options.Threads,
            PipeFormat = input.PipeFormat(parsed),
            Memory = memory,
            Splits = run.Splits(parsed),
            SplitsHtml = true,
        };
        IReadOnlyList<Article> articles;
        DedupReport report;
        TimeSpan reading;
        try
        {
            articles = reader.Read(inputs);
            options = options with { Representative = run.Keep(parsed, articles) };
            reading = Stopwatch.GetElapsedTime(start);
            report = RunOptions.Compare(articles, options, checkpoint, messages, cancellation);
        }
        finally
        {
            messages.EndProgress();
        }

        if (htmlPath is not null)
        {
            HtmlReportOptions page = new() { Title = string.Join(", ", inputs), Input = InputLines(reader.Counts), Skipped = problemLines, Run = options };
            HtmlFile.Write(htmlPath, stream => HtmlReportWriter.Write(stream, report, articles, page));
        }

        OutputFormat format = results.Format(parsed);
        bool clustersOnly = parsed.GetValue(clusters);
        long writingStart = Stopwatch.GetTimestamp();
        bool complete = StandardOutput.Write(
            stream =>
            {
                if (format == OutputFormat.Text)
                {
                    new TextReportWriter(TextStyle.ForOutput(), articles, parsed.GetValue(all)).Write(stream, report, clustersOnly);
                }
                else if (clustersOnly)
                {
                    ResultOptions.Writer(format).WriteClusters(stream, report.Clusters);
                }
                else
                {
                    ResultOptions.Writer(format).WritePairs(stream, report.Pairs.Select(reader.Parts.InPages));
                }
            },
            cancellation);
        TimeSpan writing = Stopwatch.GetElapsedTime(writingStart);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);

        // A report for people starts with these figures; what was left out is news all the same. After "| head" nobody asked for more.
        if (complete && !quiet && (format != OutputFormat.Text || problems.Count > 0 || reader.Counts.PassedOver > 0 || reader.Counts.SplitPages > 0))
        {
            messages.Print(Summary(report, reader.Counts, problems, elapsed));
        }

        EndCheckpoint(checkpoint, complete, quiet, messages);
        if (measuring.WantsStatistics(parsed))
        {
            RunStatistics statistics = RunStatistics.Of(report, articles, reader.Counts, reading, writing, elapsed, clustersOnly);
            messages.PrintLines(format == OutputFormat.Jsonl ? StatisticsWriter.Json(statistics) : StatisticsWriter.Table(statistics));
        }

        if (report.Recall is { } recall)
        {
            messages.PrintLines(format == OutputFormat.Jsonl ? RecallWriter.Json(recall) : RecallWriter.Table(recall));
        }

        return results.ExitCodeFor(parsed, report.Pairs.Count > 0, problems);
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

    private static string[] InputLines(ReadingCounts counts) =>
    [
        Figures.Count(counts.Files, "file") + " read",
        .. counts.BinaryFiles > 0 ? [$"{Figures.Count(counts.BinaryFiles, "binary file")} passed over"] : Array.Empty<string>(),
        .. counts.Links > 0 ? [$"{Figures.Count(counts.Links, "symbolic link")} passed over"] : Array.Empty<string>(),
    ];

    private static string Summary(DedupReport report, ReadingCounts counts, Problems problems, TimeSpan elapsed)
    {
        List<string> parts =
        [
            $"{Figures.Count(report.ArticleCount, "article")} from {Figures.Count(counts.Files, "file")}",
            Figures.Count(report.Pairs.Count, "pair"),
            Figures.Count(report.Clusters.Count, "cluster"),
            Figures.Seconds(elapsed),
        ];
        if (counts.SplitPages > 0)
        {
            parts.Add($"{Figures.Count(counts.SplitPages, "page")} split");
        }

        if (counts.BinaryFiles > 0)
        {
            parts.Add($"{Figures.Count(counts.BinaryFiles, "binary file")} passed over");
        }

        if (counts.Links > 0)
        {
            parts.Add($"{Figures.Count(counts.Links, "symbolic link")} passed over");
        }

        if (problems.Count > 0)
        {
            parts.Add(problems.Summary());
        }

        return string.Join(", ", parts);
    }
}
