using System.Diagnostics;

namespace Dedup.Cli.Tests;

/// <summary><c>--checkpoint</c>: a run that was killed goes on, and its output is that of an undisturbed one.</summary>
public sealed class CheckpointTests : ToolFixture
{
    private string Read(string name) => File.ReadAllText(Path.Combine(Folder.Path, name));

    private string[] Parts(string folder) => Directory.Exists(Path.Combine(Folder.Path, folder)) ? Directory.GetFiles(Path.Combine(Folder.Path, folder), "*.part") : [];

    /// <summary>Stories in many versions under one header: some thousand pairs to verify and judge.</summary>
    private void WriteCorpus()
    {
        string header = Sample.Text(5000, 60);
        Folder.WriteLines("docs.jsonl", Enumerable.Range(0, 800).Select(i => Sample.Json($"{i}", $"{header} {(i % 2 == 0 ? Sample.Edited(i / 25, 70) : Sample.Text(i / 25, 70))} version {i}")));
    }

    [Test, Platform("Linux,MacOsX", Reason = "Killing is another thing there.")]
    public void Kill_AtTenMoments_ThenResume_TheOutputIsByteIdentical()
    {
        WriteCorpus();
        string[] clean = ["clean", "docs.jsonl", "--remove", "identical,near,contained", "--threads", "2"];
        Stopwatch undisturbed = Stopwatch.StartNew();
        ToolResult whole = Dedup([.. clean, "-o", "whole.jsonl", "--removed", "whole.removed"]);
        Assert.That(whole.ExitCode, Is.Zero, whole.ToString());
        double milliseconds = undisturbed.Elapsed.TotalMilliseconds;
        Random random = new(8);
        int kills = 0;
        int killedWithParts = 0;
        for (int attempt = 0; attempt < 10; attempt++)
        {
            using Process process = Tool.Start(Folder.Path, Tool.Host, [Tool.Dll, .. clean, "-o", "resumed.jsonl", "--removed", "resumed.removed", "--checkpoint", "points"]);
            if (!process.WaitForExit((int)(milliseconds * random.NextDouble())))
            {
                process.Kill();
                process.WaitForExit();
                kills++;
                killedWithParts += Parts("points").Length > 0 ? 1 : 0;
            }
        }

        ToolResult last = Dedup([.. clean, "-o", "resumed.jsonl", "--removed", "resumed.removed", "--checkpoint", "points"]);

        TestContext.Out.WriteLine($"{kills} kills, {killedWithParts} with parts kept; the last run said: {last.Error}");
        Assert.That(last.ExitCode, Is.Zero, last.ToString());
        Assert.That(kills, Is.GreaterThan(3), "seed 8");
        Assert.That(Read("resumed.jsonl"), Is.EqualTo(Read("whole.jsonl")));
        Assert.That(Read("resumed.removed"), Is.EqualTo(Read("whole.removed")));
        Assert.That(Directory.Exists(Path.Combine(Folder.Path, "points")), Is.False, "the checkpoint of a run that has ended is of no use");
    }

    [Test, Platform("Linux", Reason = "Needs a device that is always full.")]
    public void Resume_TakesUpWhatIsDone_DamagedPartsAreDoneAnew()
    {
        WriteCorpus();
        string undisturbed = Dedup("scan", "docs.jsonl", "--format", "jsonl", "-q").Output;

        // Everything is verified, and then the results cannot be written: as near to a kill at the last moment as can be.
        ToolResult full = Shell("dedup scan docs.jsonl --format jsonl --checkpoint points > /dev/full");
        string[] parts = Parts("points");
        Assert.That(full.ExitCode, Is.EqualTo(2), full.ToString());
        Assert.That(parts, Has.Length.GreaterThan(2), "or the test shows little");
        File.WriteAllBytes(parts[1], File.ReadAllBytes(parts[1])[..^1]);

        ToolResult resumed = Dedup("scan", "docs.jsonl", "--format", "jsonl", "--checkpoint", "points");

        Assert.That(resumed.Output, Is.EqualTo(undisturbed));
        Assert.That(resumed.ErrorLines[^1], Is.EqualTo($"dedup: {parts.Length - 1} of {parts.Length} parts in points taken up, 1 damaged and done anew"));
    }

    [Test, Platform("Linux", Reason = "Needs a device that is always full.")]
    public void Resume_OtherOptions_SaysThatAllIsDoneAnew()
    {
        WriteCorpus();
        Shell("dedup scan docs.jsonl --format jsonl --checkpoint points > /dev/full");

        ToolResult other = Dedup("scan", "docs.jsonl", "--format", "jsonl", "--checkpoint", "points", "--jaccard", "0.7");

        Assert.That(other.ErrorLines[^1], Is.EqualTo("dedup: the checkpoint in points is of other articles or options; all was done anew"));
        Assert.That(other.Output, Is.EqualTo(Dedup("scan", "docs.jsonl", "--format", "jsonl", "--jaccard", "0.7").Output));
    }

    [Test]
    public void Checkpoint_InAFolderOfOtherThings_IsRefused()
    {
        Folder.Write("mine/notes.txt", "words");
        Folder.Write("a.txt", "words");

        ToolResult folder = Dedup("scan", "a.txt", "--checkpoint", "mine");
        ToolResult file = Dedup("scan", "a.txt", "--checkpoint", "a.txt");

        Assert.That(folder.ExitCode, Is.EqualTo(2));
        Assert.That(folder.Error, Is.EqualTo("dedup: --checkpoint mine: holds notes.txt, which is no part of a checkpoint: name a folder for this alone\n"));
        Assert.That(file.ExitCode, Is.EqualTo(2));
        Assert.That(file.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(File.Exists(Path.Combine(Folder.Path, "mine/notes.txt")));
    }

    [Test, Platform("Linux,MacOsX", Reason = "Needs a signal.")]
    public void Interrupt_EndsWith130AndNothingHalfWritten()
    {
        WriteCorpus();
        using Process process = Tool.StartInterruptible(Folder.Path, "clean", "docs.jsonl", "-o", "clean.jsonl", "--checkpoint", "points");
        while (!process.HasExited && Parts("points").Length == 0)
        {
            Thread.Sleep(5);
        }

        Shell($"kill -INT {process.Id}");
        bool ended = process.WaitForExit(TimeSpan.FromSeconds(30));

        Assert.That(ended, "the process goes on");
        if (process.ExitCode == 0)
        {
            Assert.Ignore("The run was over before the signal came.");
        }

        Assert.That(process.ExitCode, Is.EqualTo(130));
        Assert.That(Directory.GetFiles(Folder.Path).Select(Path.GetFileName), Is.EqualTo(new[] { "docs.jsonl" }));
        Assert.That(Parts("points"), Is.Not.Empty);
    }
}
