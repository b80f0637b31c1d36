using System.Text;

namespace Dedup.Cli.Tests;

/// <summary>Bad input: one line with file and line number, the rest goes on, exit code 2.</summary>
public sealed class ProblemTests : ToolFixture
{
    private static readonly string A = Sample.Text(1);

    private static readonly object[] BadLines =
    [
        new object[] { "{\"id\":\"x\", text: 1}", "broken JSON at byte 12: 't' is an invalid start of a property name. Expected a '\"' (line skipped)" },
        new object[] { "{\"id\":\"x\",\"text\":\"cut", "broken JSON at byte " },
        new object[] { "{\"id\":\"x\",\"text\":\"y\"} more", "broken JSON at byte 23: " },
        new object[] { "[1,2]", "not a JSON object (line skipped)" },
        new object[] { "\"text\"", "not a JSON object (line skipped)" },
        new object[] { "{\"text\":\"x\"}", "no \"id\"; name the field with --id-field if it is called otherwise (line skipped)" },
        new object[] { "{\"id\":\"\",\"text\":\"x\"}", "\"id\" is empty (line skipped)" },
        new object[] { "{\"id\":null,\"text\":\"x\"}", "no \"id\"; " },
        new object[] { "{\"id\":{\"a\":1},\"text\":\"x\"}", "\"id\" is an object, not a string or a number (line skipped)" },
        new object[] { "{\"id\":\"x\"}", "no \"text\"; name the field with --text-field if it is called otherwise (line skipped)" },
        new object[] { "{\"id\":\"x\",\"text\":[\"y\"]}", "\"text\" is an array, not a string (line skipped)" },
        new object[] { "{\"id\":\"first\",\"text\":\"x\"}", "the id \"first\" is taken by docs.jsonl:1 (line skipped)" },
    ];

    [TestCaseSource(nameof(BadLines))]
    public void BadLine_IsReportedWithItsNumberAndSkipped(string line, string message)
    {
        Folder.WriteLines("docs.jsonl", Sample.Json("first", A), string.Empty, line, Sample.Json("last", A));

        ToolResult result = Dedup("scan", "docs.jsonl", "--format", "csv");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines, Has.Length.EqualTo(2));
        Assert.That(result.ErrorLines[0], Does.StartWith("dedup: docs.jsonl:3: " + message));
        Assert.That(result.ErrorLines[1], Does.StartWith("dedup: 2 articles from 1 file, 1 pair, 1 cluster, ").And.Contain(", 1 problem (1 "));
        Assert.That(result.OutputLines[1], Does.StartWith("first,last,identical,"), "good results are printed all the same");
    }

    [TestCase("\"title\":5", "\"title\" is a number, not a string (article kept without it)")]
    [TestCase("\"source\":[]", "\"source\" is an array, not a string (article kept without it)")]
    [TestCase("\"date\":\"yesterday\"", "\"date\" is not a date such as 2024-05-31 or 2024-05-31T09:30:00Z (article kept without it)")]
    [TestCase("\"date\":1717142400", "\"date\" is a number, not a string (article kept without it)")]
    public void BadOptionalField_IsReportedAndTheArticleKept(string field, string message)
    {
        Folder.WriteLines("docs.jsonl", Sample.Json("a", A), $"{{\"id\":\"b\",\"text\":\"{A}\",{field}}}");

        ToolResult result = Dedup("scan", "docs.jsonl", "--format", "csv");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines[0], Is.EqualTo("dedup: docs.jsonl:2: " + message));
        Assert.That(result.OutputLines[1], Does.StartWith("a,b,identical,"));
    }

    [Test]
    public void InvalidUtf8_IsReplacedReportedAndKept()
    {
        Folder.Write("docs.jsonl", [.. Encoding.UTF8.GetBytes($"{Sample.Json("a", A)}\n{{\"id\":\"b\",\"text\":\"{A} caf"), 0xE9, .. "\"}\n"u8]);
        Folder.Write("c.txt", [.. Encoding.UTF8.GetBytes($"{A}\nline two\ncaf"), 0xE9, .. "\nline four"u8]);

        ToolResult result = Dedup("scan", "docs.jsonl", "c.txt", "--clusters", "--format", "csv");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines[0], Is.EqualTo("dedup: docs.jsonl:2: invalid UTF-8 (bad bytes replaced with U+FFFD, article kept)"));
        Assert.That(result.ErrorLines[1], Is.EqualTo("dedup: c.txt:3: invalid text encoding (bad bytes replaced with U+FFFD, article kept)"));
        Assert.That(result.OutputLines, Has.Length.EqualTo(4), "header and three members");
    }

    [Test]
    public void LoneSurrogates_AreReplacedReportedAndKept()
    {
        Folder.WriteLines(
            "docs.jsonl",
            Sample.Json("a", A),
            $"{{\"id\":\"b\",\"text\":\"\\ud800 {A} \\udc00\\ud83d\\ude00\"}}",
            $"{{\"id\":\"c\\udfff\",\"text\":\"{A}\",\"\\ud800\":1,\"title\":\"\\ud800\"}}");

        ToolResult result = Dedup("scan", "docs.jsonl", "--clusters", "--format", "csv");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(
            result.ErrorLines[..3],
            Is.EqualTo(new[]
            {
                "dedup: docs.jsonl:2: \"text\" holds half a surrogate pair (replaced with U+FFFD, article kept)",
                "dedup: docs.jsonl:3: \"id\" holds half a surrogate pair (replaced with U+FFFD, article kept)",
                "dedup: docs.jsonl:3: \"title\" holds half a surrogate pair (replaced with U+FFFD, article kept)",
            }));
        Assert.That(result.Output, Does.Contain(",c\uFFFD,"));
    }

    [Test]
    public void UnreadableInputs_AreReportedAndTheRestGoesOn()
    {
        Folder.Write("a.txt", A);
        Folder.Write("b.txt", A);

        ToolResult result = Dedup("scan", "missing.txt", "a.txt", "nowhere/x.jsonl", "b.txt", "", "--format", "csv");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(
            result.ErrorLines[..3],
            Is.EqualTo(new[]
            {
                "dedup: missing.txt: no such file or folder (skipped)",
                "dedup: nowhere/x.jsonl: no such file or folder (skipped)",
                "dedup: \"\": no such file or folder (skipped)",
            }));
        Assert.That(result.ErrorLines[3], Does.EndWith(", 3 problems (3 unreadable inputs)"));
        Assert.That(result.OutputLines[1], Does.StartWith("a.txt,b.txt,identical,"));
    }

    [Test, Platform("Linux")]
    public void ReadError_IsReported()
    {
        // Reading its first page fails with EIO for everybody, the superuser too.
        ToolResult result = Dedup("scan", "/proc/self/mem");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines[0], Is.EqualTo("dedup: /proc/self/mem: cannot be read: Input/output error (skipped)"));
    }

    [Test]
    public void FileNamedTwice_IsReportedAndReadOnce()
    {
        Folder.Write("d/a.txt", A);

        ToolResult result = Dedup("scan", "d", "d/a.txt");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines[0], Is.EqualTo("dedup: d/a.txt: this file was read already (not read again)"));
        Assert.That(result.Output, Does.StartWith("1 article,"));
    }

    [Test]
    public void DoubleIdAcrossFiles_SaysWhereTheFirstOneIs()
    {
        Folder.WriteLines("a.jsonl", Sample.Json("x", "one"), Sample.Json("y", "two"));
        Folder.WriteLines("b.jsonl", Sample.Json("z", "three"), Sample.Json("y", "four"), Sample.Json("c.txt", "five"));
        Folder.Write("c.txt", "six");

        ToolResult result = Dedup("scan", "a.jsonl", "b.jsonl", "c.txt");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines[0], Is.EqualTo("dedup: b.jsonl:2: the id \"y\" is taken by a.jsonl:2 (line skipped)"));
        Assert.That(result.ErrorLines[1], Is.EqualTo("dedup: c.txt: this path is taken as an id by b.jsonl:3 (file skipped)"));
        Assert.That(result.Output, Does.StartWith("4 articles,"));
    }

    [Test]
    public void CutGzip_KeepsTheLinesBefore()
    {
        IEnumerable<string> lines = Enumerable.Range(0, 2000).Select(i => Sample.Json($"{i}", Sample.Text(i)));
        byte[] packed = TemporaryFolder.Gzip(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        Folder.Write("docs.jsonl.gz", packed[..(packed.Length / 2)]);
        Folder.Write("text.gz", packed[..(packed.Length / 2)]);
        Folder.Write("no-gzip.gz", "plain text that only claims to be packed");

        ToolResult result = Dedup("scan", "docs.jsonl.gz", "text.gz", "no-gzip.gz");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(
            result.ErrorLines[0],
            Does.Match(@"^dedup: docs\.jsonl\.gz:\d{3,4}: the gzip data is cut short or damaged \(the lines before are kept, the rest is skipped\)$"));
        Assert.That(result.ErrorLines[1], Is.EqualTo("dedup: text.gz: the gzip data is cut short or damaged (skipped)"), "half an article is none");
        Assert.That(result.ErrorLines[2], Is.EqualTo("dedup: no-gzip.gz: the gzip data is cut short or damaged (skipped)"));
        Assert.That(result.Output, Does.Match(@"^[1,]*\d{3} articles,"));
    }

    [Test]
    public void ManyProblemsOfAKind_AreCountedTruly()
    {
        Folder.WriteLines("bad.jsonl", Enumerable.Repeat("{", 1050).Append("[]").Append("{\"id\":1}"));
        Folder.WriteLines("good.jsonl", Sample.Json("a", A), "{");

        ToolResult result = Dedup("scan", ".");

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.ErrorLines, Has.Length.EqualTo(20 + 1 + 1 + 1 + 1), result.Error);
        Assert.That(result.Error, Does.Contain("dedup: ./bad.jsonl: ... and 1,031 more broken JSON lines\n"), "an array is broken, too");
        Assert.That(result.Error, Does.Contain("dedup: ./bad.jsonl:1052: no \"text\""), "another kind is still shown");
        Assert.That(result.Error, Does.Contain("dedup: ./good.jsonl:2: broken JSON"), "another file is still shown");
        Assert.That(result.ErrorLines[^1], Does.EndWith(", 1,053 problems (1,052 broken JSON lines, 1 record without a usable text)"));
    }

    [Test]
    public void EscapeSequencesInMessages_AreTakenOut()
    {
        Folder.WriteLines("docs.jsonl", Sample.Json("\e[31mx", "one"), Sample.Json("\e[31mx", "two"));

        ToolResult result = Dedup("scan", "docs.jsonl");

        Assert.That(result.ErrorLines[0], Is.EqualTo("dedup: docs.jsonl:2: the id \"[31mx\" is taken by docs.jsonl:1 (line skipped)"));
    }

    [Test]
    public void DeepJson_InAFieldThatIsNotUsed_IsNoProblem()
    {
        Folder.WriteLines("docs.jsonl", $"{{\"id\":\"a\",\"text\":\"x\",\"extra\":{new string('[', 500)}{new string(']', 500)}}}");

        Assert.That(Dedup("scan", "docs.jsonl").ExitCode, Is.Zero);
    }
}
