using System.Globalization;
using System.Text.RegularExpressions;

namespace Dedup.Cli.Tests;

public sealed class OptionTests : ToolFixture
{
    private string[] Relations(params string[] options) =>
        [.. Dedup(["scan", ".", "-q", "--format", "csv", .. options]).OutputLines.Skip(1).Select(line => line.Split(',')[2])];

    [Test]
    public void Thresholds_DecideTheRelation()
    {
        Folder.Write("a.txt", Sample.Text(1));
        Folder.Write("b.txt", Sample.Edited(1));

        Assert.That(Relations(), Is.EqualTo(new[] { "nearDuplicate" }));
        Assert.That(Relations("--jaccard", "0.95"), Is.EqualTo(new[] { "sharesPassage" }));
        Assert.That(Relations("--jaccard=0.95", "--containment=0.6"), Is.EqualTo(new[] { "containedIn" }));
        Assert.That(Relations("--jaccard", "0.95", "--passage-words", "500"), Is.Empty);
        Assert.That(Relations("--jaccard", "0.95", "--detect", "resemblance"), Is.Empty);
        Assert.That(Relations("--jaccard", "0.95", "--detect", "containment,passages"), Is.EqualTo(new[] { "containedIn" }), "by its words in order");
        Assert.That(Relations("--jaccard", "0.95", "--detect", "containment,passages", "--shingles-only"), Is.EqualTo(new[] { "sharesPassage" }));
    }

    [Test]
    public void ShortPassagesBetweenLongTexts_AreAllFound_AndTheScaleRulesTheSketch()
    {
        Folder.WriteLines("docs.jsonl", Enumerable.Range(0, 40).Select(i => Sample.Json($"{i}", $"{Sample.Text(100 + i, 600)} {Sample.Text(i / 2, 40)} {Sample.Text(200 + i, 600)}")));

        int atDefault = Dedup("scan", "docs.jsonl", "--format", "csv").OutputLines.Length - 1;
        Assert.That(atDefault, Is.EqualTo(20));
        Assert.That(SketchBytes("--sketch-scale", "2"), Is.GreaterThan(2 * SketchBytes()));
        Assert.That(Dedup("scan", "docs.jsonl", "--sketch-scale", "0").Error, Does.Match("^dedup: --sketch-scale must be .* not 0\n$"));

        long SketchBytes(params string[] options) => long.Parse(
            Regex.Match(Dedup(["scan", "docs.jsonl", "--format", "jsonl", "--stats", .. options]).Error, "\"sketchBytes\":([0-9]+)").Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [Test]
    public void Threads_NeverChangeTheResult()
    {
        Folder.WriteLines("docs.jsonl", Enumerable.Range(0, 200).Select(i => Sample.Json($"{i}", i % 2 == 0 ? Sample.Text(i / 6) : Sample.Edited(i / 6))));

        string one = Dedup("scan", "docs.jsonl", "--format", "jsonl", "--threads", "1").Output;

        Assert.That(one, Is.Not.Empty);
        Assert.That(Dedup("scan", "docs.jsonl", "--format", "jsonl", "--threads", "4").Output, Is.EqualTo(one));
    }

    [TestCase("longest", "long")]
    [TestCase("earliest", "old")]
    [TestCase("smallest-id", "first")]
    [TestCase("source:agency,paper", "wire")]
    [TestCase("source:blog", "old")]
    public void Keep_ChoosesTheRepresentative(string rule, string expected)
    {
        string text = Sample.Text(1);
        Folder.WriteLines(
            "docs.jsonl",
            $$"""{"id":"first","text":"{{text}}","date":"2024-05-02","source":"paper"}""",
            $$"""{"id":"long","text":"{{text}} !!","date":"2024-05-03"}""",
            $$"""{"id":"old","text":"{{text}}","date":"2024-05-01T10:00:00+02:00","source":"blog"}""",
            $$"""{"id":"wire","text":"{{text}}","source":"agency"}""");

        ToolResult result = Dedup("scan", "docs.jsonl", "--clusters", "--format", "csv", "--keep", rule);

        Assert.That(result.OutputLines[1], Does.StartWith(expected + ","), result.ToString());
    }

    [Test]
    public void FieldNames_CanBeSet()
    {
        string text = Sample.Text(1);
        Folder.WriteLines(
            "docs.jsonl",
            $$"""{"url":"a","body":"{{text}}","published":"2024-05-02","site":"x","headline":"Same headline here"}""",
            $$"""{"url":"b","body":"{{text}}","published":"2024-05-01","site":"y","headline":"Same headline here"}""");

        string[] fields = ["--id-field", "url", "--text-field", "body", "--date-field", "published", "--source-field", "site", "--title-field", "headline"];
        ToolResult earliest = Dedup(["scan", "docs.jsonl", "--clusters", "--format", "csv", "--keep", "earliest", .. fields]);
        ToolResult source = Dedup(["scan", "docs.jsonl", "--clusters", "--format", "csv", "--keep", "source:x,y", .. fields]);
        ToolResult text2 = Dedup(["scan", "docs.jsonl", .. fields]);

        Assert.That(earliest.OutputLines[1], Does.StartWith("b,a,"), earliest.ToString());
        Assert.That(source.OutputLines[1], Does.StartWith("a,a,"), source.ToString());
        Assert.That(text2.Output, Does.Contain("titles 100.0% alike"));
    }

    [Test]
    public void FailOnDuplicates_ExitsWithOneOnlyWhenThereAreAny()
    {
        Folder.Write("a.txt", Sample.Text(1));
        Folder.Write("b.txt", Sample.Text(1));
        Folder.Write("c.txt", Sample.Text(2));

        Assert.That(Dedup("scan", "a.txt", "b.txt").ExitCode, Is.Zero);
        Assert.That(Dedup("scan", "a.txt", "b.txt", "--fail-on-duplicates").ExitCode, Is.EqualTo(1));
        Assert.That(Dedup("scan", "a.txt", "c.txt", "--fail-on-duplicates").ExitCode, Is.Zero);
        Assert.That(Dedup("scan", "a.txt", "b.txt", "missing.txt", "--fail-on-duplicates").ExitCode, Is.EqualTo(2), "an error weighs more");
        Assert.That(Dedup("compare", "a.txt", "b.txt", "--fail-on-duplicates").ExitCode, Is.EqualTo(1));
        Assert.That(Dedup("compare", "a.txt", "c.txt", "--fail-on-duplicates").ExitCode, Is.Zero);
    }
}
