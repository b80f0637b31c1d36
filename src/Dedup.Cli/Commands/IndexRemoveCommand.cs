using System.CommandLine;
using Dedup.Cli.Reading;
using Dedup.Cli.Writing;

namespace Dedup.Cli.Commands;

/// <summary><c>dedup index remove FOLDER ID...</c>: takes articles out.</summary>
internal sealed class IndexRemoveCommand
{
    private readonly Argument<string> folder = IndexFolder.Argument();

    private readonly Argument<string[]> ids = new("ID")
    {
        Description = "Ids of articles; - reads them from standard input, one a line",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The command for the parser.</summary>
    /// <param name="cancellation">Cancelled by Ctrl-C.</param>
    public Command Build(CancellationToken cancellation)
    {
        Command command = new("remove", "Take articles out of an index by their ids.");
        command.Add(folder);
        command.Add(ids);
        command.SetAction(parsed => IndexFolder.Use(parsed.GetRequiredValue(folder), () => Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string path = parsed.GetRequiredValue(folder);
        Messages messages = Messages.OnStandardError(quiet: false);
        using DuplicateIndex index = IndexFolder.OpenForWriting(path);
        int removed = 0;
        int missing = 0;
        IndexFolder.Use(path, () =>
        {
            foreach (string id in parsed.GetRequiredValue(ids).SelectMany(Expand))
            {
                cancellation.ThrowIfCancellationRequested();
                if (index.Remove(id))
                {
                    removed++;
                }
                else if (missing++ < Problems.ShownPerKind)
                {
                    messages.Print($"the index holds no article \"{id}\"");
                }
            }

            index.Commit();
            return true;
        });
        messages.Print($"{Figures.Count(removed, "article")} removed, {Figures.Count(index.Count, "article")} left{(missing > 0 ? $", {Figures.Count(missing, "id")} not found" : string.Empty)}");
        return missing > 0 ? ExitCode.Error : ExitCode.Success;
    }

    private static IEnumerable<string> Expand(string id)
    {
        if (id != InputFile.StandardInput)
        {
            yield return id;
            yield break;
        }

        while (Console.In.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                yield return line;
            }
        }
    }
}
