using System.CommandLine;
using Dedup.Cli.Reading;
using Dedup.Cli.Writing;

namespace Dedup.Cli.Commands;

/// <summary>The options that say how results come out, shared by the commands.</summary>
internal sealed class ResultOptions
{
    private readonly Option<OutputFormat> format = new("--format")
    {
        Description = "What results look like: text (for people), jsonl or csv (for programs) [default: text]",
        HelpName = "text|jsonl|csv",
        CustomParser = OptionParsing.Format,
    };

    private readonly Option<string> html = new("--html") { Description = "Also write the results as one page for the browser, texts side by side", HelpName = "FILE" };

    private readonly Option<bool> failOnDuplicates = new("--fail-on-duplicates") { Description = "Exit with code 1 when anything repeats" };

    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "No progress and no summary on standard error; problems still" };

    public void AddTo(Command command)
    {
        command.Add(format);
        command.Add(html);
        command.Add(failOnDuplicates);
        command.Add(quiet);
    }

    public OutputFormat Format(ParseResult parsed) => parsed.GetValue(format);

    /// <summary>Where a page is to go, or null.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="inputs">What it names as input.</param>
    /// <exception cref="FatalException">No page can go there.</exception>
    public string? HtmlPath(ParseResult parsed, IEnumerable<string> inputs)
    {
        string? path = parsed.GetValue(html);
        if (path is not null)
        {
            HtmlFile.Check(path, inputs);
        }

        return path;
    }

    public bool IsQuiet(ParseResult parsed) => parsed.GetValue(quiet);

    /// <summary>The exit code of a run that came to its end; a problem weighs more than a duplicate.</summary>
    public int ExitCodeFor(ParseResult parsed, bool anyDuplicates, Problems problems)
    {
        if (problems.Count > 0)
        {
            return ExitCode.Error;
        }

        return anyDuplicates && parsed.GetValue(failOnDuplicates) ? ExitCode.DuplicatesFound : ExitCode.Success;
    }

    /// <summary>The writer of a format for programs.</summary>
    public static IResultWriter Writer(OutputFormat format) => format == OutputFormat.Csv ? new CsvResultWriter() : new JsonLinesResultWriter();
}
