namespace Dedup.Cli.Tests;

public sealed class HelpTests : ToolFixture
{
    [TestCase("--help")]
    [TestCase("-h")]
    [TestCase("scan --help")]
    [TestCase("compare --help")]
    [TestCase("")]
    public void Help_OfEachCommand_StartsWithExamples(string commandLine)
    {
        ToolResult result = Dedup(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.Output, Does.StartWith("Examples:\n  dedup "));
        Assert.That(result.Output, Does.Contain("Usage:\n  dedup"));
        Assert.That(result.Error, Is.Empty);
    }

    [Test]
    public void Help_OfScan_ShowsTheDefaultsOfTheLibrary()
    {
        string help = string.Join(' ', Dedup("scan", "--help").Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        DedupOptions defaults = new();

        Assert.That(help, Does.Contain($"[default: {defaults.Verification.JaccardThreshold}]"));
        Assert.That(help, Does.Contain($"[default: {defaults.Verification.ContainmentThreshold}]"));
        Assert.That(help, Does.Contain($"[default: {defaults.Verification.PassageTokens}]"));
        Assert.That(help, Does.Contain($"[default: {defaults.Representative}]"));
        Assert.That(help, Does.Contain("[default: text]"));
    }

    [Test]
    public void Version_IsThatOfTheAssembly()
    {
        ToolResult result = Dedup("--version");

        Assert.That(result.ExitCode, Is.Zero);
        Assert.That(result.Output, Does.Match(@"^\d+\.\d+\.\d+(-[\w.]+)?\n$"));
    }
}
