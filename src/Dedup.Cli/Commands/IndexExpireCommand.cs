using System.CommandLine;
using Dedup.Cli.Reading;
using Dedup.Cli.Writing;

namespace Dedup.Cli.Commands;

/// <summary><c>dedup index expire FOLDER</c>: takes out what is old.</summary>
internal sealed class IndexExpireCommand
{
    private readonly Argument<string> folder = IndexFolder.Argument();
    private readonly Option<string> before = new("--before") { Description = "Take out articles that appeared before this day or moment; those without a date stay", HelpName = "DATE" };
    private readonly Option<int?> keep = new("--keep") { Description = "Take out all but so many articles, those added last", HelpName = "N", CustomParser = static result => OptionParsing.Whole("--keep")(result) };

    public Command Build()
    {
        Command command = new("expire", "Take old articles out of an index.");
        command.Add(folder);
        command.Add(before);
        command.Add(keep);
        command.SetAction(parsed => IndexFolder.Use(parsed.GetRequiredValue(folder), () => Run(parsed)));
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(folder);
        string? date = parsed.GetValue(before);
        int? count = parsed.GetValue(keep);
        if (date is null && count is null)
        {
            throw new FatalException("say what is old: --before DATE or --keep N (see dedup index expire --help)");
        }

        if (count < 0)
        {
            throw new FatalException($"--keep must be 0 or more, not {count}");
        }

        DateTimeOffset? moment = date is null ? null : ArticleDate.Parse(date) ?? throw new FatalException($"--before takes a date such as 2024-05-31 or 2024-05-31T09:30:00Z, not \"{date}\"");
        using DuplicateIndex index = IndexFolder.OpenForWriting(path);
        int removed = IndexFolder.Use(path, () =>
        {
            int expired = (moment is null ? 0 : index.RemoveBefore(moment.Value)) + (count is null ? 0 : index.RemoveAllButNewest(count.Value));
            index.Commit();
            return expired;
        });
        Messages.OnStandardError(quiet: false).Print($"{Figures.Count(removed, "article")} removed, {Figures.Count(index.Count, "article")} left");
        return ExitCode.Success;
    }
}
