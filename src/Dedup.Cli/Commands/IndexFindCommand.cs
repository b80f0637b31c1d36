using System.CommandLine;
using Dedup.Cli.Reading;
using Dedup.Cli.Writing;

namespace Dedup.Cli.Commands;

/// <summary><c>dedup index find FOLDER PATH...</c>: what each article repeats of those in the index.</summary>
internal sealed class IndexFindCommand
{
    private readonly Argument<string> folder = IndexFolder.Argument();
    private readonly Argument<string[]> paths = Paths();
    private readonly IndexAnswerOptions answers = new();
    private readonly FieldNameOptions fieldNames = new();
    private readonly InputOptions input = new();

    public static Argument<string[]> Paths() => new("PATH")
    {
        Description = "Text files, folders, .jsonl or .ndjson files, any of them gzipped, or - for standard input",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The command for the parser.</summary>
    /// <param name="cancellation">Cancelled by Ctrl-C.</param>
    public Command Build(CancellationToken cancellation)
    {
        Command command = new("find", "Print what each article repeats of those in the index, one JSON line each. Nothing is added.");
        command.Add(folder);
        command.Add(paths);
        answers.AddTo(command);
        fieldNames.AddTo(command);
        input.AddTo(command);
        command.SetAction(parsed => Run(parsed, cancellation));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string path = parsed.GetRequiredValue(folder);
        int most = answers.MostMatches(parsed);
        ReadingLimits limits = input.Limits(parsed);
        Messages messages = Messages.OnStandardError(answers.IsQuiet(parsed));
        Problems problems = new(messages.Print);
        using DuplicateIndex index = IndexFolder.OpenForReading(path);
        bool anyFound = false;
        StandardOutput.Write(
            stream =>
            {
                IndexAnswerWriter writer = new(stream);
                new ArticleReader(fieldNames.Read(parsed), problems, static _ => { }, cancellation)
                {
                    PipeFormat = input.PipeFormat(parsed),
                    Limits = limits,
                    Sink = (article, _) =>
                    {
                        IReadOnlyList<DuplicateMatch> matches = IndexFolder.Use(path, () => index.Find(article, most));
                        anyFound |= matches.Count > 0;
                        writer.Write(article.Id, matches);
                    },
                }.Read(parsed.GetRequiredValue(paths));
            },
            cancellation);
        return answers.ExitCodeFor(parsed, anyFound, problems);
    }
}
