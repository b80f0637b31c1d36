using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Dedup.Cli.Commands;

/// <summary>Help that starts with examples, since most readers look for a line to copy, and ends with what does not fit an option.</summary>
internal sealed class HelpWithExamples(IReadOnlyDictionary<string, HelpPage> pages) : SynchronousCommandLineAction
{
    private const int Width = 120;

    private readonly HelpAction options = new() { MaxWidth = Width };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        Command command = parseResult.CommandResult.Command;
        HelpPage page = pages[command.Parents.FirstOrDefault() is { } parent and not RootCommand ? parent.Name : command.Name];
        output.WriteLine("Examples:");
        output.WriteLine(page.Examples);
        output.WriteLine();
        int result = options.Invoke(parseResult);
        output.WriteLine(page.Notes);
        return result;
    }
}
