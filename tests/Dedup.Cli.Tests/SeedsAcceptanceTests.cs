using System.Text.Json;

namespace Dedup.Cli.Tests;

/// <summary>The five documents that the detector exists for. They lie beside the repository, not in it.</summary>
public sealed class SeedsAcceptanceTests
{
    private static string SeedsFolder()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Dedup.sln")))
        {
            root = root.Parent;
        }

        string? seeds = root is null ? null : Path.GetFullPath(Path.Combine(root.FullName, "..", "shared", "seeds"));
        if (seeds is null || !Directory.Exists(seeds))
        {
            Assert.Ignore("The sample documents are not there: expected the folder shared/seeds beside the repository.");
        }

        return seeds!;
    }

    [Test]
    public void Scan_TheFiveDocuments_FindsTheContainedOneAndNoFalsePair()
    {
        ToolResult result = Tool.Run(SeedsFolder(), "scan", "000.txt", "001.txt", "002.txt", "003.txt", "004.txt", "--format", "jsonl");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        JsonElement[] pairs = [.. result.OutputLines.Select(line => JsonDocument.Parse(line).RootElement)];
        JsonElement[] whole = [.. pairs.Where(pair => Name(pair, "relation") != "sharesPassage")];
        Assert.That(whole, Has.Length.EqualTo(1), "no other pair is identical, near or contained: " + result.Output);
        Assert.That(Name(whole[0], "relation"), Is.EqualTo("containedIn"));
        Assert.That(Name(whole[0], "left"), Is.EqualTo("001.txt"));
        Assert.That(Name(whole[0], "right"), Is.EqualTo("002.txt"));
        Assert.That(whole[0].GetProperty("leftInRight").GetDouble(), Is.GreaterThanOrEqualTo(0.999));
        Assert.That(
            whole[0].GetProperty("passages").GetRawText(),
            Is.EqualTo("""[{"leftStart":0,"leftLength":11914,"rightStart":0,"rightLength":11914}]"""));
        foreach (JsonElement pair in pairs)
        {
            Assert.That(new[] { Name(pair, "left"), Name(pair, "right") }, Does.Not.Contain("003.txt").And.Not.Contain("004.txt"), pair.GetRawText());
        }
    }

    [Test]
    public void Compare_TheContainedOne_SaysSoInEitherOrder()
    {
        string folder = SeedsFolder();

        ToolResult result = Tool.Run(folder, "compare", "002.txt", "001.txt");

        Assert.That(result.Output, Does.StartWith("001.txt is contained in 002.txt.\n"), result.ToString());
        Assert.That(Tool.Run(folder, "compare", "001.txt", "002.txt").Output, Is.EqualTo(result.Output));
    }

    private static string? Name(JsonElement pair, string property) => pair.GetProperty(property).GetString();
}
