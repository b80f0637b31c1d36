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

    private readonly ReportOutput output = new();
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
        output.AddTo(command, () =>
        {
            detection.AddTo(command);
            run.AddTo(command);
            fieldNames.AddTo(command);
            input.AddTo(command);
        });
        command.SetAction(parsed => Run(parsed, cancellation));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        DedupOptions options = output.Measuring.Apply(parsed, run.Apply(parsed, detection.Read(parsed)));
        string[] inputs = parsed.GetRequiredValue(paths);
        string? htmlPath = output.Results.HtmlPath(parsed, inputs);
        Messages messages = Messages.OnStandardError(output.Results.IsQuiet(parsed));
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

        ReportOutput.Compared compared = new(articles, report, start)
        {
            Source = $"{Figures.Count(report.ArticleCount, "article")} from {Figures.Count(reader.Counts.Files, "file")}",
            Remarks = Remarks(reader.Counts, problems),
            Reading = reading,
            BytesRead = reader.Counts.Bytes,
            InInput = reader.Parts.InPages,
        };
        return output.Write(parsed, compared, problems, checkpoint, messages, cancellation);
    }

    private static string[] InputLines(ReadingCounts counts) => [Figures.Count(counts.Files, "file") + " read", .. PassedOver(counts)];

    private static string[] Remarks(ReadingCounts counts, Problems problems) =>
    [
        .. counts.SplitPages > 0 ? [$"{Figures.Count(counts.SplitPages, "page")} split"] : Array.Empty<string>(),
        .. PassedOver(counts),
        .. problems.Count > 0 ? [problems.Summary()] : Array.Empty<string>(),
    ];

    private static string[] PassedOver(ReadingCounts counts) =>
    [
        .. counts.BinaryFiles > 0 ? [$"{Figures.Count(counts.BinaryFiles, "binary file")} passed over"] : Array.Empty<string>(),
        .. counts.Links > 0 ? [$"{Figures.Count(counts.Links, "symbolic link")} passed over"] : Array.Empty<string>(),
    ];
}
