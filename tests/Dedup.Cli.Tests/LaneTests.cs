namespace Dedup.Cli.Tests;

/// <summary>Whatever vectors the processor has, and however many threads work, the tool prints the same bytes.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
public sealed class LaneTests : ToolFixture
{
    private static readonly string[] Lanes = ["DOTNET_EnableAVX512=0", "DOTNET_EnableAVX2=0", "DOTNET_EnableHWIntrinsic=0"];

    [TestCase("aozora_editions")]
    [TestCase("clough_stevenson")]
    [TestCase("gesetze_de_revisions")]
    [TestCase("lctt_zh_revisions")]
    [TestCase("llvm_docs_versions")]
    [TestCase("reuters_gold")]
    public void Scan_LabelledSet_PrintsTheSameInEveryLane(string set)
    {
        string? root = RootOfCheckout();
        string file = Path.GetFullPath(Path.Combine(root ?? ".", "..", "shared", "data", set, "docs.jsonl.gz"));
        if (root is null || !File.Exists(file))
        {
            Assert.Ignore($"Skipped: ../shared/data/{set} is not beside this checkout.");
        }

        string expected = Scan("true", "--threads 1");
        Assert.That(expected, Is.Not.Empty);
        foreach (string lane in Lanes)
        {
            Assert.That(Scan($"export {lane}", "--threads 2") == expected, Is.True, lane);
        }

        string Scan(string prepare, string options)
        {
            ToolResult result = Tool.Shell(Folder.Path, $"{prepare}; dedup scan '{file}' --format jsonl -q {options}");
            Assert.That(result.ExitCode, Is.Zero, result.Error);
            return result.Output;
        }
    }

    private static string? RootOfCheckout()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dedup.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName;
    }
}
