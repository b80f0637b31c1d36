using System.CommandLine;
using System.CommandLine.Help;
using System.Reflection;
using Dedup.Cli.Writing;

namespace Dedup.Cli.Commands;

/// <summary>The tool's command line as a whole.</summary>
internal static class DedupCommand
{
    /// <summary>Parses and runs a command line.</summary>
    /// <param name="arguments">As the process was given them.</param>
    /// <param name="cancellation">Cancelled by Ctrl-C.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="FatalException">The run cannot go on.</exception>
    public static int Run(string[] arguments, CancellationToken cancellation)
    {
        RootCommand root = Build(cancellation);

        // A path may start with @, which is no response file; -qx is a mistake, not -q and a path.
        ParseResult parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (parsed.Action is not { ClearsParseErrors: true })
        {
            RefuseErrors(parsed, root);
        }

        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static void RefuseErrors(ParseResult parsed, RootCommand root)
    {
        string? error = UnknownOptions.Find(parsed) is { } unknown
            ? $"unknown option {unknown}; a path that starts with a dash goes after --, or is written ./{unknown}"
            : parsed.Errors is [var first, ..] ? first.Message : null;
        if (error is not null)
        {
            Command command = parsed.CommandResult.Command;
            throw new FatalException($"{OneLine(error)} (see {PathOf(command)} --help)");
        }
    }

    private static RootCommand Build(CancellationToken cancellation)
    {
        Command scan = new ScanCommand().Build(cancellation);
        Command clean = new CleanCommand().Build(cancellation);
        Command compare = new CompareCommand().Build(cancellation);
        Command index = IndexCommand.Build(cancellation);
        RootCommand root = new("Finds repeated articles in any pile of text. Every reported pair is verified on the texts and explained.") { scan, clean, compare, index };

        // A path may look like one of the parser's directives, such as [suggest].
        root.Directives.Clear();
        HelpWithExamples help = new(new Dictionary<string, HelpPage>(StringComparer.Ordinal)
        {
            [root.Name] = HelpPage.Root,
            [scan.Name] = HelpPage.Scan,
            [clean.Name] = HelpPage.Clean,
            [compare.Name] = HelpPage.Compare,
            [index.Name] = IndexCommand.Help,
        });
        root.Options.OfType<HelpOption>().Single().Action = help;
        root.Options.OfType<VersionOption>().Single().Action = new PrintVersion();
        root.SetAction(help.Invoke);
        index.SetAction(help.Invoke);
        return root;
    }

    private static string PathOf(Command command) => command.Parents.FirstOrDefault() is Command parent ? $"{PathOf(parent)} {command.Name}" : "dedup";

    // What the user typed is part of some messages, line ends included.
    private static string OneLine(string message) => SafeText.Clean(message).TrimEnd('.', ' ');

    private sealed class PrintVersion : System.CommandLine.Invocation.SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            string version = typeof(DedupCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

            // The build adds "+" and the commit.
            parseResult.InvocationConfiguration.Output.WriteLine(version.Split('+')[0]);
            return ExitCode.Success;
        }
    }
}
