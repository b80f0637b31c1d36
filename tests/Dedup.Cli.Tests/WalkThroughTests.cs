using System.Text.RegularExpressions;

namespace Dedup.Cli.Tests;

/// <summary>Runs every command of docs/walk-through.md, in one folder and in order, and compares what it prints.</summary>
[Platform("Linux,MacOsX", Reason = "Needs a shell.")]
public sealed partial class WalkThroughTests : ToolFixture
{
    private static string Root
    {
        get
        {
            DirectoryInfo? folder = new(TestContext.CurrentContext.TestDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dedup.sln")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie in a checkout.");
        }
    }

    [Test]
    public void EveryCommand_PrintsWhatThePageSays()
    {
        Directory.CreateDirectory(Path.Combine(Folder.Path, "samples"));
        foreach (string sample in Directory.GetFiles(Path.Combine(Root, "samples")))
        {
            File.Copy(sample, Path.Combine(Folder.Path, "samples", Path.GetFileName(sample)));
        }

        string page = File.ReadAllText(Path.Combine(Root, "docs", "walk-through.md")).ReplaceLineEndings("\n");
        int commands = 0;
        foreach (Match block in ConsoleBlock().Matches(page))
        {
            foreach (string part in block.Groups[1].Value.Split("\n$ ", StringSplitOptions.RemoveEmptyEntries))
            {
                string[] lines = part.Split('\n', 2);
                string command = lines[0].TrimStart('$', ' ');
                string expected = lines.Length > 1 ? lines[1].TrimEnd('\n') : string.Empty;
                ToolResult result = Shell(command);
                string printed = (result.Output + result.Error).TrimEnd('\n');

                Assert.That(result.ExitCode, Is.Zero, $"{command}\n{result}");
                Assert.That(Seconds().Replace(printed, "N s"), Does.Match(Pattern(Seconds().Replace(expected, "N s"))), $"{command}\n{result}");
                commands++;
            }
        }

        Assert.That(commands, Is.EqualTo(Regex.Count(page, @"^\$ ", RegexOptions.Multiline)), "the page has commands that were not run");
        Assert.That(commands, Is.GreaterThan(12));
    }

    // [...] on a line of its own stands for any lines.
    private static string Pattern(string expected) =>
        "^" + string.Join("(?s:.*)", $"{expected}\n".Split("[...]\n").Select(Regex.Escape)).Replace(@"\n", "\n", StringComparison.Ordinal).TrimEnd('\n') + @"\n?$";

    [GeneratedRegex("^```console\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ConsoleBlock();

    [GeneratedRegex(@"\d+\.\d s")]
    private static partial Regex Seconds();
}
