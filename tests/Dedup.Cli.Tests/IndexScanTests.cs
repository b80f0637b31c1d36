namespace Dedup.Cli.Tests;

/// <summary><c>dedup index scan</c> prints what <c>dedup scan</c> prints of the same articles.</summary>
public sealed class IndexScanTests : ToolFixture
{
    private static readonly string[] Formats = ["--format jsonl", "--format csv", "--all", "--clusters --format jsonl", "--format jsonl --keep earliest --clusters", "--format jsonl --threads 1 --memory 64M"];

    /// <summary>The samples and generated copies, in commits of seven, with articles removed and replaced on the way.</summary>
    [Test]
    public void Scan_IndexOfTheSameArticles_PrintsTheSame()
    {
        string samples = Path.Combine(RepositoryRoot(), "samples");
        List<string> left = [];
        foreach (string file in Directory.EnumerateFiles(samples, "*.txt").Order(StringComparer.Ordinal))
        {
            left.Add(Sample.Json(Path.GetFileName(file), File.ReadAllText(file)));
        }

        for (int i = 0; i < 30; i++)
        {
            left.Add(Dated($"{i:D2}-whole", Sample.Text(i, 60 + i), i));
            left.Add(Dated($"{i:D2}-edited", Sample.Edited(i, 60 + i), 60 - i));
            left.Add(Sample.Json($"{i:D2}-around", Sample.Text(100 + i, 200) + " " + Sample.Text(i, 60 + i)));
        }

        int place = left.FindIndex(static line => line.StartsWith("{\"id\":\"08-whole\"", StringComparison.Ordinal));
        List<string> first = [.. left];
        first[place] = Sample.Json("08-whole", "what it said before");
        first.Insert(3, Sample.Json("gone", Sample.Text(1)));
        first.Insert(40, Sample.Json("gone too", Sample.Text(2)));
        Folder.WriteLines("first.jsonl", first);
        Folder.WriteLines("replacing.jsonl", left[place]);
        Folder.WriteLines("left.jsonl", left);

        IndexTests.AssertGood(Dedup("index", "create", "i", "--jaccard", "0.6", "--passage-words", "30"));
        IndexTests.AssertGood(Dedup("index", "add", "i", "first.jsonl", "--commit-every", "7"));
        IndexTests.AssertGood(Dedup("index", "remove", "i", "gone", "gone too"));
        IndexTests.AssertGood(Dedup("index", "add", "i", "--replace", "replacing.jsonl"));
        foreach (string format in Formats)
        {
            ToolResult files = Dedup(["scan", "left.jsonl", "--jaccard", "0.6", "--passage-words", "30", .. format.Split(' ')]);
            ToolResult index = Dedup(["index", "scan", "i", .. format.Split(' ')]);
            IndexTests.AssertGood(index);
            Assert.That(files.OutputLines, Has.Length.GreaterThan(25), format);
            Assert.That(index.Output, Is.EqualTo(files.Output), format);
        }
    }

    [Test]
    public void Scan_OtherOptions_MeanWhatTheyDoForAScan()
    {
        Folder.WriteLines("a.jsonl", Sample.Json("a", Sample.Text(1)), Sample.Json("b", Sample.Edited(1)), Sample.Json("c", Sample.Text(3)));
        IndexTests.AssertGood(Dedup("index", "create", "i"));
        IndexTests.AssertGood(Dedup("index", "add", "i", "a.jsonl"));
        using System.Diagnostics.Process writer = StartTool("index", "add", "--find", "i", "-");
        writer.StandardInput.WriteLine(Sample.Json("d", Sample.Text(3)));
        writer.StandardInput.Flush();
        writer.StandardOutput.ReadLine();

        ToolResult result = Dedup("index", "scan", "i", "--html", "page.html", "--fail-on-duplicates", "--stats", "--estimate-recall", "2", "--checkpoint", "c", "--format", "jsonl");
        Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
        Assert.That(result.OutputLines, Has.Length.EqualTo(1), "what the writer has not committed is not there");
        Assert.That(result.ErrorLines[0], Does.StartWith("dedup: 3 articles of i, 1 pair, 1 cluster, "));
        Assert.That(result.Error, Does.Contain("{\"stats\":").And.Contain("{\"recall\":"));
        Assert.That(File.ReadAllText(Path.Combine(Folder.Path, "page.html")), Does.Contain("3 articles of i"));
        Assert.That(Directory.Exists(Path.Combine(Folder.Path, "c")), Is.False, "a checkpoint is removed at the end");
        writer.StandardInput.Close();
        Assert.That(writer.WaitForExit(60_000), Is.True);
    }

    [Test]
    public void Scan_WhatCannotBe_IsOneClearLine()
    {
        Folder.WriteLines("a.jsonl", Enumerable.Range(0, 200).Select(i => Sample.Json($"{i}", Sample.Text(i))));
        IndexTests.AssertGood(Dedup("index", "create", "i"));
        IndexTests.AssertGood(Dedup("index", "add", "i", "a.jsonl"));
        AssertFails("missing is no index", "missing");
        AssertFails("Unrecognized command or argument '--jaccard'", "i", "--jaccard", "0.6");
        AssertFails("--memory", "i", "--memory", "3");

        string segment = Directory.GetFiles(Path.Combine(Folder.Path, "i"), "*.segment").Single();
        byte[] bytes = File.ReadAllBytes(segment);
        bytes[20_000] ^= 4;
        File.WriteAllBytes(segment, bytes);
        AssertFails(Path.Combine("i", Path.GetFileName(segment)) + ": damaged at byte 16384: the page's checksum is wrong (see 'dedup index verify i'", "i");

        void AssertFails(string message, params string[] arguments)
        {
            ToolResult result = Dedup(["index", "scan", .. arguments]);
            Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
            Assert.That(result.ErrorLines, Has.Length.EqualTo(1), result.ToString());
            Assert.That(result.ErrorLines[0], Does.StartWith("dedup: " + message));
        }
    }

    private static string Dated(string id, string text, int day) => Sample.Json(id, text)[..^1] + $",\"date\":\"{new DateTime(2026, 1, 1).AddDays(day):yyyy-MM-dd}\",\"source\":\"s{day % 3}\",\"title\":\"Title {id}\"}}";

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dedup.sln")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }
}
