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
    private readonly Option<string[]> background = new("--background")
    {
        Description = "Other articles, named as for 'dedup scan', that tell forms and headers from what the two have of their own",
        HelpName = "PATH...",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly ResultOptions results = new();
    private readonly DetectionOptions detection = new();
    private readonly FieldNameOptions fieldNames = new();

    /// <summary>The command for the parser.</summary>
    /// <param name="cancellation">Cancelled by Ctrl-C.</param>
    public Command Build(CancellationToken cancellation)
    {
        Command command = new("compare", "Say how two texts relate: the verdict, how much of each lies in the other, and the passages they share.");
        command.Add(firstPath);
        command.Add(secondPath);
        results.AddTo(command);
        detection.AddTo(command);
        command.Add(background);
        fieldNames.AddTo(command);
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

        string[]? others = parsed.GetValue(background) is { Length: > 0 } named ? named : null;
        if (others?.Contains(InputFile.StandardInput) == true && (firstName == InputFile.StandardInput || secondName == InputFile.StandardInput))
        {
            throw new FatalException("standard input can be read only once: name it as a text or as background");
        }

        string? htmlPath = results.HtmlPath(parsed, [firstName, secondName, .. others ?? []]);
        Messages messages = Messages.OnStandardError(results.IsQuiet(parsed));
        Problems problems = new(messages.Print);
        SingleTextReader reader = new(problems);
        Article first = reader.Read(firstName);
        Article second = reader.Read(secondName);
        PairExplanation explanation;
        try
        {
            explanation = others is null
                ? Deduplicator.Explain(first, second, options)
                : Deduplicator.Explain(first, second, ReadBackground(others), options, messages, cancellation);
        }
        finally
        {
            messages.EndProgress();
        }

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

        // Read even when the verdict will not hang on it: a wrong path is a mistake in any case.
        IReadOnlyList<Article> ReadBackground(string[] named) =>
            new ArticleReader(fieldNames.Read(parsed), problems, messages.ReportReading, cancellation) { Excluded = htmlPath }.Read(named);
    }
}
