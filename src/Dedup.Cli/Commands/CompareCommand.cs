using System.CommandLine;
using Dedup.Cli.Reading;
using Dedup.Cli.Writing;
using Dedup.Reporting;

namespace Dedup.Cli.Commands;

/// <summary><c>dedup compare A B</c>: how two texts relate.</summary>
internal sealed class CompareCommand
{
    private readonly Argument<string> firstPath = new("A") { Description = "A text file, or - for standard input" };
    private readonly Argument<string> secondPath = new("B") { Description = "Another" };
    private readonly ResultOptions results = new();
    private readonly DetectionOptions detection = new();

    /// <summary>The command for the parser.</summary>
    /// <param name="cancellation">Cancelled by Ctrl-C.</param>
    public Command Build(CancellationToken cancellation)
    {
        Command command = new("compare", "Say how two texts relate: the verdict, how much of each lies in the other, and the passages they share.");
        command.Add(firstPath);
        command.Add(secondPath);
        results.AddTo(command);
        detection.AddTo(command);
        command.SetAction(parsed => Run(parsed, cancellation));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        DedupOptions options = detection.Read(parsed);
        string firstName = parsed.GetRequiredValue(firstPath);
        string secondName = parsed.GetRequiredValue(secondPath);
        if (firstName == secondName)
        {
            throw new FatalException($"both texts are {firstName}: name two");
        }

        string? htmlPath = results.HtmlPath(parsed, [firstName, secondName]);
        Messages messages = Messages.OnStandardError(results.IsQuiet(parsed));
        Problems problems = new(messages.Print);
        SingleTextReader reader = new(problems);
        Article first = reader.Read(firstName);
        Article second = reader.Read(secondName);
        PairExplanation explanation = Deduplicator.Explain(first, second, options);
        if (htmlPath is not null)
        {
            HtmlFile.Write(htmlPath, stream => HtmlReportWriter.Write(stream, explanation, new HtmlReportOptions { Run = options }));
        }

        OutputFormat format = results.Format(parsed);
        StandardOutput.Write(
            stream =>
            {
                if (format == OutputFormat.Text)
                {
                    new TextComparisonWriter(TextStyle.ForOutput()).Write(stream, explanation);
                }
                else
                {
                    ResultOptions.Writer(format).WriteExplanation(stream, explanation);
                }
            },
            cancellation);
        return results.ExitCodeFor(parsed, explanation.Pair.Relation != DuplicateRelation.None, problems);
    }
}
