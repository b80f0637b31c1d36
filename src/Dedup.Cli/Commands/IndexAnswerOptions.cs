using System.CommandLine;
using Dedup.Cli.Reading;

namespace Dedup.Cli.Commands;

/// <summary>The options of the commands that ask an index.</summary>
internal sealed class IndexAnswerOptions
{
    private readonly Option<int> mostMatches = new("--most")
    {
        Description = "How many matches to print for an article at most, the closest first",
        HelpName = "N",
        CustomParser = OptionParsing.Whole("--most"),
        DefaultValueFactory = static _ => 100,
    };

    private readonly Option<bool> failOnDuplicates = new("--fail-on-duplicates") { Description = "Exit with code 1 when anything repeats" };
    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "No progress and no summary on standard error; problems still" };

    public void AddTo(Command command)
    {
        command.Add(mostMatches);
        command.Add(failOnDuplicates);
        command.Add(quiet);
    }

    /// <exception cref="FatalException">The number is out of range.</exception>
    public int MostMatches(ParseResult parsed) =>
        parsed.GetRequiredValue(mostMatches) is >= 1 and var most ? most : throw new FatalException($"--most must be 1 or more, not {parsed.GetRequiredValue(mostMatches)}");

    public bool IsQuiet(ParseResult parsed) => parsed.GetValue(quiet);

    public int ExitCodeFor(ParseResult parsed, bool anyFound, Problems problems) =>
        problems.Count > 0 ? ExitCode.Error : anyFound && parsed.GetValue(failOnDuplicates) ? ExitCode.DuplicatesFound : ExitCode.Success;
}
