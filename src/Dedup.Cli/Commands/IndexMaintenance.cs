using System.CommandLine;
using System.Globalization;
using System.Text;
using Dedup.Cli.Writing;

namespace Dedup.Cli.Commands;

/// <summary><c>dedup index compact|stats|verify|repair FOLDER</c>: what keeps an index well.</summary>
internal static class IndexMaintenance
{
    public static IEnumerable<Command> Build(CancellationToken cancellation) =>
    [
        Verb("compact", "Rewrite an index as one segment, without what was removed.", Compact),
        Verb("stats", "Print what an index holds and takes, as one JSON object.", folder => Print(Statistics(folder), ExitCode.Success, cancellation)),
        Verb("verify", "Check every byte of an index; exit with code 2 when anything is damaged, and say where.", folder => Verify(folder, cancellation)),
        Verb("repair", "Make an index of all that is intact of a damaged one. Damaged files are set aside.", folder => Repair(folder, cancellation)),
    ];

    private static Command Verb(string name, string description, Func<string, int> run)
    {
        Argument<string> folder = IndexFolder.Argument();
        Command command = new(name, description);
        command.Add(folder);
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(folder);
            IndexFolder.Require(path);
            return IndexFolder.Use(path, () => run(path));
        });
        return command;
    }

    private static int Compact(string folder)
    {
        using DuplicateIndex index = DuplicateIndex.Open(folder);
        index.Compact();
        return ExitCode.Success;
    }

    private static string Statistics(string folder)
    {
        using DuplicateIndex index = DuplicateIndex.OpenRead(folder);
        IndexStatistics statistics = index.Statistics();
        return OneLineJson.Write(json =>
        {
            json.WriteNumber("articles", statistics.Articles);
            json.WriteNumber("removed", statistics.Removed);
            json.WriteNumber("segments", statistics.Segments);
            json.WriteNumber("generation", statistics.Generation);
            json.WriteNumber("indexBytes", statistics.IndexBytes);
            json.WriteNumber("textBytes", statistics.TextBytes);
        });
    }

    private static int Verify(string folder, CancellationToken cancellation)
    {
        IReadOnlyList<IndexDamage> damage = DuplicateIndex.Verify(folder);
        return Print(damage.Count == 0 ? "no damage" : Lines(damage), damage.Count == 0 ? ExitCode.Success : ExitCode.Error, cancellation);
    }

    private static int Repair(string folder, CancellationToken cancellation)
    {
        IReadOnlyList<IndexDamage> damage = DuplicateIndex.Repair(folder);
        if (damage.Count == 0)
        {
            return Print("no damage", ExitCode.Success, cancellation);
        }

        using DuplicateIndex index = DuplicateIndex.OpenRead(folder);
        return Print(string.Create(CultureInfo.InvariantCulture, $"{Lines(damage)}\nrepaired: {index.Count} articles are left"), ExitCode.Success, cancellation);
    }

    private static string Lines(IReadOnlyList<IndexDamage> damage) => string.Join('\n', damage.Select(static place => SafeText.Clean(place.ToString())));

    private static int Print(string lines, int exitCode, CancellationToken cancellation)
    {
        StandardOutput.Write(stream => stream.Write(Encoding.UTF8.GetBytes(lines + "\n")), cancellation);
        return exitCode;
    }
}
