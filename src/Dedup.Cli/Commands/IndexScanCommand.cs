using System.CommandLine;
using System.Diagnostics;
using Dedup.Cli.Reading;
using Dedup.Cli.Writing;
using Dedup.Reporting;

namespace Dedup.Cli.Commands;

/// <summary><c>dedup index scan FOLDER</c>: which articles of an index repeat each other, as <c>dedup scan</c> says it of files.</summary>
internal sealed class IndexScanCommand
{
    // Of news, packed texts take a little more than half of what they take unpacked.
    private const int UnpackedShare = 2;

    private readonly Argument<string> folder = IndexFolder.Argument();
    private readonly ReportOutput output = new();
    private readonly RunOptions run = new();

    /// <summary>The command for the parser.</summary>
    /// <param name="cancellation">Cancelled by Ctrl-C.</param>
    public Command Build(CancellationToken cancellation)
    {
        Command command = new("scan", "Find the articles of an index that repeat each other: what 'dedup scan' finds among the same articles.");
        command.Add(folder);
        output.AddTo(command, () => run.AddTo(command, ofIndex: true));
        command.SetAction(parsed => IndexFolder.Use(parsed.GetRequiredValue(folder), () => Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        string path = parsed.GetRequiredValue(folder);
        string? htmlPath = output.Results.HtmlPath(parsed, [path]);
        Messages messages = Messages.OnStandardError(output.Results.IsQuiet(parsed));
        CheckpointFolder? checkpoint = run.Checkpoint(parsed);
        using DuplicateIndex index = IndexFolder.OpenForReading(path);
        DedupOptions options = output.Measuring.Apply(parsed, run.ApplyThreads(parsed, index.Options));
        long packedBytes = index.Statistics().TextBytes;
        using RunMemory memory = run.Memory(parsed);
        IReadOnlyList<Article> articles = index.ReadArticles(memory.ForTexts(index.Count, packedBytes * UnpackedShare));
        options = options with { Representative = run.Keep(parsed, articles) };
        TimeSpan reading = Stopwatch.GetElapsedTime(start);
        DedupReport report;
        try
        {
            report = RunOptions.Compare(articles, options, checkpoint, messages, cancellation);
        }
        finally
        {
            messages.EndProgress();
        }

        string source = $"{Figures.Count(report.ArticleCount, "article")} of {path}";
        if (htmlPath is not null)
        {
            HtmlReportOptions page = new() { Title = path, Input = [source], Run = options };
            HtmlFile.Write(htmlPath, stream => HtmlReportWriter.Write(stream, report, articles, page));
        }

        ReportOutput.Compared compared = new(articles, report, start) { Source = source, Reading = reading, BytesRead = packedBytes };
        return output.Write(parsed, compared, new Problems(static _ => { }), checkpoint, messages, cancellation);
    }
}
