using System.Text;
using System.Text.Json;

namespace Dedup.Cli.Tests;

/// <summary><c>dedup index</c> as a process.</summary>
public sealed class IndexTests : ToolFixture
{
    [Test]
    public void CreateAddFindRemoveExpire_DoWhatTheySay()
    {
        Folder.WriteLines("a.jsonl", Dated("one", Sample.Text(1), "2024-01-01"), Dated("two", Sample.Text(2), "2024-02-01"), Dated("three", Sample.Text(3), "2024-03-01"));
        Folder.Write("question.txt", Sample.Edited(2));

        AssertGood(Dedup("index", "create", "news.dedup", "--jaccard", "0.6"));
        ToolResult added = Dedup("index", "add", "news.dedup", "a.jsonl");
        AssertGood(added);
        Assert.That(added.Error, Does.StartWith("dedup: 3 articles added, 3 articles in the index, "));

        ToolResult found = Dedup("index", "find", "news.dedup", "question.txt", "--fail-on-duplicates");
        Assert.That(found.ExitCode, Is.EqualTo(1), found.ToString());
        JsonElement answer = JsonDocument.Parse(found.Output).RootElement;
        Assert.That(answer.GetProperty("id").GetString(), Is.EqualTo("question.txt"));
        JsonElement match = answer.GetProperty("matches").EnumerateArray().Single();
        Assert.That((match.GetProperty("id").GetString(), match.GetProperty("relation").GetString()), Is.EqualTo(("two", "nearDuplicate")));
        Assert.That(match.GetProperty("passages").EnumerateArray().First().GetProperty("leftLength").GetInt32(), Is.Positive);

        Assert.That(Dedup("index", "expire", "news.dedup", "--before", "2024-01-15").Error, Is.EqualTo("dedup: 1 article removed, 2 articles left\n"));
        ToolResult removed = Dedup("index", "remove", "news.dedup", "two", "nobody");
        Assert.That(removed.ExitCode, Is.EqualTo(2), removed.ToString());
        Assert.That(removed.ErrorLines, Is.EqualTo((string[])["dedup: the index holds no article \"nobody\"", "dedup: 1 article removed, 1 article left, 1 id not found"]));
        Assert.That(Dedup("index", "find", "news.dedup", "question.txt").Output, Is.EqualTo("{\"id\":\"question.txt\",\"matches\":[]}\n"));

        AssertGood(Dedup("index", "compact", "news.dedup"));
        JsonElement statistics = JsonDocument.Parse(Dedup("index", "stats", "news.dedup").Output).RootElement;
        Assert.That((statistics.GetProperty("articles").GetInt32(), statistics.GetProperty("removed").GetInt32(), statistics.GetProperty("segments").GetInt32()), Is.EqualTo((1, 0, 1)));
        Assert.That(Dedup("index", "verify", "news.dedup").Output, Is.EqualTo("no damage\n"));
    }

    [Test]
    public void AddFind_Pipe_AnswersEachArticleBeforeItIsAdded()
    {
        AssertGood(Dedup("index", "create", "i"));
        byte[] input = Encoding.UTF8.GetBytes(string.Join('\n', Sample.Json("a", Sample.Text(1)), Sample.Json("b", Sample.Text(1)), Sample.Json("c", Sample.Text(2))) + "\n");

        ToolResult result = DedupWithInput(input, "index", "add", "--find", "i", "-", "--commit-every", "2", "--report-commits");

        AssertGood(result);
        Assert.That(result.OutputLines, Has.Length.EqualTo(5), result.ToString());
        Assert.That(result.OutputLines[0], Is.EqualTo("{\"id\":\"a\",\"matches\":[]}"));
        Assert.That(result.OutputLines[1], Does.StartWith("{\"id\":\"b\",\"matches\":[{\"id\":\"a\",\"relation\":\"identical\",\"jaccard\":1.0,"));
        Assert.That(result.OutputLines[2..], Is.EqualTo((string[])["{\"committed\":2}", "{\"id\":\"c\",\"matches\":[]}", "{\"committed\":3}"]));
    }

    /// <summary>What comes through a pipe, and how large records may be, is said as for a scan.</summary>
    [Test]
    public void AddAndFind_InputOptions_MeanWhatTheyDoForAScan()
    {
        AssertGood(Dedup("index", "create", "i"));
        byte[] table = Encoding.UTF8.GetBytes($"id,text\na,{Sample.Text(1)}\nb,{Sample.Text(2)}\n");
        ToolResult added = DedupWithInput(table, "index", "add", "i", "-", "--input-format", "csv");
        AssertGood(added);
        Assert.That(added.Error, Does.StartWith("dedup: 2 articles added"));

        ToolResult found = DedupWithInput(table, "index", "find", "i", "-", "--input-format", "csv");
        AssertGood(found);
        Assert.That(found.OutputLines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()), Is.EqualTo((string[])["a", "b"]));

        Folder.WriteLines("long.jsonl", Sample.Json("c", Sample.Text(3)), Sample.Json("d", string.Concat(Enumerable.Repeat(Sample.Text(4) + " ", 9))));
        ToolResult limited = Dedup("index", "add", "i", "long.jsonl", "--max-record", "2K");
        Assert.That(limited.Error, Does.Contain("longer than").And.Contain("1 article added, 3 articles in the index"), limited.ToString());
        Assert.That(Dedup("index", "find", "i", "long.jsonl", "--max-ratio", "-1").Error, Does.Contain("--max-ratio must be 0 or more, not -1"));
    }

    [Test]
    public void AddFind_FeedThatStaysOpen_AnswersAtOnce()
    {
        AssertGood(Dedup("index", "create", "i"));
        using System.Diagnostics.Process process = StartTool("index", "add", "--find", "i", "-");
        for (int i = 0; i < 3; i++)
        {
            process.StandardInput.WriteLine(Sample.Json($"{i}", Sample.Text(1)));
            process.StandardInput.Flush();
            Assert.That(JsonDocument.Parse(AnswerOf(process)).RootElement.GetProperty("matches").GetArrayLength(), Is.EqualTo(i));
        }

        process.StandardInput.Close();
        Assert.That(process.WaitForExit(60_000), Is.True);
    }

    [Test]
    public void Add_IdThatIsHeld_IsReportedOrReplaced()
    {
        Folder.WriteLines("a.jsonl", Sample.Json("a", Sample.Text(1)), Sample.Json("a", Sample.Text(2)));
        AssertGood(Dedup("index", "create", "i"));

        ToolResult first = Dedup("index", "add", "i", "a.jsonl");
        Assert.That(first.ExitCode, Is.EqualTo(2), first.ToString());
        Assert.That(first.ErrorLines[0], Is.EqualTo("dedup: a.jsonl:2: the index holds an article \"a\" already (left out)"));
        AssertGood(Dedup("index", "add", "i", "a.jsonl", "--replace"));
        Folder.Write("q.txt", Sample.Text(2));
        Assert.That(Dedup("index", "find", "i", "q.txt").Output, Does.Contain("identical"));
    }

    [Test]
    public void Errors_AreOneClearLine()
    {
        Folder.Write("full/of.txt", "something else");
        AssertGood(Dedup("index", "create", "i"));
        AssertFails("missing is no index (make one with 'dedup index create missing')", "index", "find", "missing", "x.txt");
        AssertFails("i is an index already", "index", "create", "i");
        AssertFails("The folder full is no index and not empty; it holds of.txt: name another folder", "index", "create", "full");
        AssertFails("say what is old: --before DATE or --keep N (see dedup index expire --help)", "index", "expire", "i");
        AssertFails("--before takes a date such as 2024-05-31 or 2024-05-31T09:30:00Z, not \"soon\"", "index", "expire", "i", "--before", "soon");
        AssertFails("unknown option --wat", "index", "add", "i", "--wat");

        void AssertFails(string message, params string[] arguments)
        {
            ToolResult result = Dedup(arguments);
            Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
            Assert.That(result.ErrorLines, Has.Length.EqualTo(1), result.ToString());
            Assert.That(result.ErrorLines[0], Does.StartWith("dedup: " + message));
        }
    }

    [Test]
    public void SecondWriter_IsRefusedAndReadersAreNot()
    {
        AssertGood(Dedup("index", "create", "i"));
        Folder.Write("q.txt", Sample.Text(1));
        using System.Diagnostics.Process writer = StartTool("index", "add", "--find", "i", "-");
        writer.StandardInput.WriteLine(Sample.Json("a", Sample.Text(1)));
        writer.StandardInput.Flush();
        AnswerOf(writer);

        ToolResult second = Dedup("index", "compact", "i");
        Assert.That(second.ExitCode, Is.EqualTo(2), second.ToString());
        Assert.That(second.Error, Does.StartWith($"dedup: The index i is open for writing already, by process {writer.Id} on "));
        Assert.That(Dedup("index", "find", "i", "q.txt").Output, Is.EqualTo("{\"id\":\"q.txt\",\"matches\":[]}\n"), "what is not committed is not seen");
        writer.StandardInput.Close();
        Assert.That(writer.WaitForExit(60_000), Is.True);
        Assert.That(Dedup("index", "find", "i", "q.txt").Output, Does.Contain("identical"));
    }

    [Test]
    public void VerifyAndRepair_DamagedSegment_AreNamedAndSurvived()
    {
        Folder.WriteLines("a.jsonl", Enumerable.Range(0, 20).Select(i => Sample.Json($"{i}", Sample.Text(i))));
        Folder.WriteLines("b.jsonl", Enumerable.Range(20, 20).Select(i => Sample.Json($"{i}", Sample.Text(i))));
        AssertGood(Dedup("index", "create", "i"));
        AssertGood(Dedup("index", "add", "i", "a.jsonl"));
        AssertGood(Dedup("index", "add", "i", "b.jsonl"));
        string segment = Directory.GetFiles(Path.Combine(Folder.Path, "i"), "*.segment").Order(StringComparer.Ordinal).First();
        byte[] bytes = File.ReadAllBytes(segment);
        bytes[5000] ^= 4;
        File.WriteAllBytes(segment, bytes);

        ToolResult verified = Dedup("index", "verify", "i");
        Assert.That(verified.ExitCode, Is.EqualTo(2), verified.ToString());
        Assert.That(verified.Output, Is.EqualTo($"{Path.GetFileName(segment)}: at byte 4096: the page's checksum is wrong\n"));
        ToolResult repaired = Dedup("index", "repair", "i");
        AssertGood(repaired);
        Assert.That(repaired.OutputLines[^1], Is.EqualTo("repaired: 20 articles are left"));
        Assert.That(Dedup("index", "verify", "i").Output, Is.EqualTo("no damage\n"));
    }

    [Test]
    public void Help_OfEveryVerb_StartsWithExamples([Values("create", "add", "find", "remove", "expire", "compact", "stats", "verify", "repair")] string verb)
    {
        ToolResult result = Dedup("index", verb, "--help");
        AssertGood(result);
        Assert.That(result.Output, Does.StartWith("Examples:").And.Contain($"index {verb}"));
    }

    /// <summary>The next line, which must come while the input is still open.</summary>
    private static string AnswerOf(System.Diagnostics.Process process)
    {
        Task<string?> line = process.StandardOutput.ReadLineAsync();
        if (!line.Wait(TimeSpan.FromSeconds(60)))
        {
            process.Kill();
            Assert.Fail("No answer came while the feed was open.");
        }

        return line.Result!;
    }

    internal static void AssertGood(ToolResult result) => Assert.That(result.ExitCode, Is.Zero, result.ToString());

    private static string Dated(string id, string text, string date) => $"{{\"id\":\"{id}\",\"text\":\"{text}\",\"date\":\"{date}\"}}";
}
