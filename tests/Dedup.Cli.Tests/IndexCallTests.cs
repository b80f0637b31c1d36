using System.Text;

namespace Dedup.Cli.Tests;

/// <summary>
/// The tool is killed at, or told of the failure of, the system calls that make a commit durable, by strace. Skipped where there is none. Every fifth call, or each one when
/// <c>DEDUP_EVERY_CALL</c> is 1.
/// </summary>
[Platform("Linux")]
public sealed class IndexCallTests : ToolFixture
{
    private static readonly int Step = Environment.GetEnvironmentVariable("DEDUP_EVERY_CALL") == "1" ? 1 : 5;
    private static readonly string[] Calls = ["fsync", "pwrite64", "rename", "unlink"];

    [TestCaseSource(nameof(Calls))]
    public void KillAtCalls_LeavesAnAcknowledgedPrefix(string call)
    {
        for (int time = 1; Trace(call, $"signal=KILL:when={time}", out int acknowledged).ExitCode != 0; time += Step)
        {
            AssertPrefix(acknowledged, $"killed at call {time} of {call}");
            Assert.That(time, Is.LessThan(200));
        }
    }

    [TestCase("fsync", "EIO"), TestCase("pwrite64", "ENOSPC"), TestCase("rename", "EIO")]
    public void ErrorAtCalls_IsReportedAndTheLastCommitIsIntact(string call, string error)
    {
        for (int time = 1; ; time += Step)
        {
            ToolResult result = Trace(call, $"error={error}:when={time}", out int acknowledged);
            if (result.ExitCode == 0)
            {
                Assert.That(time, Is.GreaterThan(3), "the call was made");
                return;
            }

            string what = $"{error} at call {time} of {call}: {result}";
            Assert.That(result.ExitCode, Is.EqualTo(2), what);
            Assert.That(result.ErrorLines[0], Does.StartWith("dedup: ").And.Not.Contain("internal error"), what);
            AssertPrefix(acknowledged, what);
            Assert.That(time, Is.LessThan(200));
        }
    }

    /// <summary>Four commits of 5,000 begin a merge in the background, which the end of the process waits for; its file is the fifth.</summary>
    [Test]
    public void ErrorInTheLastMerge_IsReportedAndTheLastCommitIsIntact()
    {
        Folder.WriteLines("a.jsonl", Enumerable.Range(0, 20_000).Select(static i => Sample.Json($"{i:D5}", Sample.Text(i, 5))));
        string[] add = ["index", "add", "i", "a.jsonl", "--commit-every", "5000"];
        IndexTests.AssertGood(Dedup("index", "create", "i"));
        ToolResult result = Trace("fsync", "error=EIO", ["-P", Path.Combine(Folder.Path, "i", "0000000005.segment")], add);

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines, Has.Length.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines[0], Does.StartWith("dedup: 20,000 articles added"));
        Assert.That(result.ErrorLines[1], Does.StartWith("dedup: The index i failed while merging: Cannot make durable: ").And.EndsWith("its last commit is intact"));
        string path = Path.Combine(Folder.Path, "i");
        using DuplicateIndex index = DuplicateIndex.Open(path);
        Assert.That((index.Count, index.Statistics().Segments), Is.EqualTo((20_000, 4)));
        Assert.That(DuplicateIndex.Verify(path), Is.Empty);
    }

    /// <summary>Adds to an index of eight articles in commits of eight, so that segments are merged too, while strace interferes with a call.</summary>
    private ToolResult Trace(string call, string injection, out int acknowledged)
    {
        string index = Path.Combine(Folder.Path, "i");
        if (Directory.Exists(index))
        {
            Directory.Delete(index, recursive: true);
        }

        Folder.WriteLines("first.jsonl", Enumerable.Range(0, 8).Select(i => Sample.Json($"{i:D2}", Sample.Text(i, 40))));
        Folder.WriteLines("more.jsonl", Enumerable.Range(8, 32).Select(i => Sample.Json($"{i:D2}", Sample.Text(i, 40))));
        IndexTests.AssertGood(Dedup("index", "create", "i"));
        IndexTests.AssertGood(Dedup("index", "add", "i", "first.jsonl"));

        // The path keeps the runtime's own calls out of it.
        string[] paths = [.. Enumerable.Range(1, 40).SelectMany(number => (string[])["-P", Path.Combine(index, $"{number:D10}.segment")])];
        ToolResult result = Trace(
            call,
            injection,
            ["-P", index, "-P", Path.Combine(index, "manifest.new"), "-P", Path.Combine(index, "manifest"), .. paths],
            ["index", "add", "i", "more.jsonl", "--commit-every", "8", "--report-commits", "--quiet"]);
        acknowledged = result.OutputLines.Where(line => line.StartsWith("{\"committed\":", StringComparison.Ordinal) && line.EndsWith('}'))
            .Select(line => int.Parse(line.AsSpan(13, line.Length - 14), System.Globalization.CultureInfo.InvariantCulture)).LastOrDefault();
        return result;
    }

    /// <summary>Runs the tool while strace interferes with a call on some paths.</summary>
    private ToolResult Trace(string call, string injection, string[] paths, string[] arguments)
    {
        try
        {
            return Tool.Finish(
                Tool.Start(Folder.Path, "strace", ["-f", "-qq", "-o", "/dev/null", .. paths, "-e", $"trace={call}", "-e", $"inject={call}:{injection}", Tool.Host, Tool.Dll, .. arguments]),
                []);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("strace is not installed.");
            throw;
        }
    }

    private void AssertPrefix(int acknowledged, string what)
    {
        string path = Path.Combine(Folder.Path, "i");
        using DuplicateIndex index = DuplicateIndex.Open(path);
        Assert.That(index.Count, Is.AnyOf(8 + acknowledged, 16 + acknowledged), what);
        Assert.That(Enumerable.Range(0, index.Count).All(i => index.Contains($"{i:D2}")), Is.True, what);
        Assert.That(DuplicateIndex.Verify(path), Is.Empty, what);
    }
}
