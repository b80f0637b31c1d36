using System.Diagnostics;
using System.Text;

namespace Dedup.Cli.Tests;

[Platform("Linux,MacOsX", Reason = "Needs a shell.")]
public sealed class StandardOutputTests : ToolFixture
{
    [TestCase("jsonl")]
    [TestCase("csv")]
    [TestCase("text --all")]
    public void BrokenPipe_EndsQuietly(string format)
    {
        // 250 identical articles make 31,125 pairs: megabytes, far more than a pipe holds.
        Folder.WriteLines("docs.jsonl", Enumerable.Range(0, 250).Select(i => Sample.Json($"article-{i}", "the very same words " + Sample.Text(1))));

        ToolResult result = Shell($"{{ dedup scan docs.jsonl --format {format}; echo \"exit code $?\" >&2; }} | head -1");

        Assert.That(result.OutputLines, Has.Length.EqualTo(1), result.ToString());
        Assert.That(result.Error, Is.EqualTo("exit code 0\n"));
    }

    [Test]
    public void OutputToAFile_IsAppendedToByWhatFollows()
    {
        Folder.Write("a.txt", Sample.Text(1));
        Folder.Write("b.txt", Sample.Text(1));

        ToolResult result = Shell("{ echo before; dedup scan a.txt b.txt -q --format csv; echo after; } > out && cat out");

        Assert.That(result.OutputLines, Has.Length.EqualTo(4), result.ToString());
        Assert.That(result.OutputLines[0], Is.EqualTo("before"));
        Assert.That(result.OutputLines[2], Does.StartWith("a.txt,b.txt,"));
        Assert.That(result.OutputLines[3], Is.EqualTo("after"));
    }

    [Test, Platform("Linux")]
    public void FullDisk_IsOneClearLine()
    {
        Folder.Write("a.txt", Sample.Text(1));

        ToolResult result = Shell("dedup scan a.txt > /dev/full");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.Error, Is.EqualTo("dedup: cannot write the results: No space left on device\n"));
    }

    [Test]
    public void PipedOutput_HasNoEscapeSequences()
    {
        Folder.Write("a.txt", Sample.Text(1));
        Folder.Write("b.txt", Sample.Text(1));

        foreach (string command in (string[])["scan a.txt b.txt", "compare a.txt b.txt", "scan --help"])
        {
            ToolResult result = Shell($"TERM=xterm-256color dedup {command}");
            Assert.That(result.Output + result.Error, Does.Not.Contain('\e'), command);
        }
    }

    [Test]
    public void Terminal_GetsColours_UnlessTheyAreNotWanted()
    {
        Folder.Write("a.txt", Sample.Text(1));
        Folder.Write("b.txt", Sample.Text(1));
        if (Shell("script --version").ExitCode != 0)
        {
            Assert.Ignore("The program script, which lends a terminal, is not installed.");
        }

        string command = $"'{Tool.Host}' '{Tool.Dll}' scan a.txt b.txt";
        ToolResult plain = Shell($"NO_COLOR=1 TERM=xterm script -qec \"{command}\" /dev/null");
        ToolResult coloured = Shell($"TERM=xterm script -qec \"{command}\" /dev/null");

        Assert.That(coloured.Output, Does.Contain("\e[31midentical"), coloured.ToString());
        Assert.That(plain.Output, Does.Contain("  identical ").And.Not.Contain("\e[31m").And.Not.Contain("\e[1m"), plain.ToString());
    }

    [Test]
    public void Interrupt_WhileWaitingForInput_ExitsWith130()
    {
        using Process process = Tool.StartInterruptible(Folder.Path, "scan", "-");
        process.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes("some words"));
        process.StandardInput.BaseStream.Flush();
        Thread.Sleep(TimeSpan.FromSeconds(1));
        Shell($"kill -INT {process.Id}");

        bool ended = process.WaitForExit(TimeSpan.FromSeconds(30));
        if (!ended)
        {
            process.Kill();
        }

        Assert.That(ended, "the process goes on");
        Assert.That(process.ExitCode, Is.EqualTo(130));
        Assert.That(process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd(), Is.Empty);
    }
}
