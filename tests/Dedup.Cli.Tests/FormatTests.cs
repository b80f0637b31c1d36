using System.Text.Json;

namespace Dedup.Cli.Tests;

public sealed class FormatTests : ToolFixture
{
    private static readonly string A = Sample.Text(1);

    private void WriteThree()
    {
        Folder.Write("a.txt", A);
        Folder.Write("b.txt", A.ToUpperInvariant());
        Folder.Write("page.txt", $"{Sample.Text(2, 300)}. {A}. {Sample.Text(3, 300)}");
        Folder.Write("other.txt", Sample.Text(4));
    }

    [Test]
    public void Jsonl_IsOneLineAPairInTheDocumentedForm()
    {
        WriteThree();
        int start = Sample.Text(2, 300).Length + 2;

        ToolResult result = Dedup("scan", ".", "--format", "jsonl");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.OutputLines, Has.Length.EqualTo(3));
        Assert.That(
            result.OutputLines[0],
            Is.EqualTo($$"""{"left":"./a.txt","right":"./b.txt","relation":"identical","jaccard":1.0,"leftInRight":1.0,"rightInLeft":1.0,"leftAligned":1.0,"rightAligned":1.0,"passages":[{"leftStart":0,"leftLength":{{A.Length}},"rightStart":0,"rightLength":{{A.Length}}}]}"""));
        JsonElement contained = JsonDocument.Parse(result.OutputLines[1]).RootElement;
        Assert.That(contained.GetProperty("relation").GetString(), Is.EqualTo("containedIn"));
        Assert.That(contained.GetProperty("left").GetString(), Is.EqualTo("./a.txt"));
        Assert.That(contained.GetProperty("right").GetString(), Is.EqualTo("./page.txt"));
        Assert.That(contained.GetProperty("leftInRight").GetRawText(), Is.EqualTo("1.0"));
        Assert.That(contained.GetProperty("jaccard").GetRawText(), Does.Match(@"^0\.\d{1,4}$"));
        JsonElement passage = contained.GetProperty("passages")[0];
        Assert.That(passage.GetProperty("leftStart").GetInt32(), Is.Zero);
        Assert.That(passage.GetProperty("rightStart").GetInt32(), Is.EqualTo(start));
        Assert.That(result.Error, Does.Match(@"^dedup: 4 articles from 4 files, 3 pairs, 1 cluster, \d+\.\d s\n$"));
    }

    [Test]
    public void JsonlClusters_IsOneLineACluster()
    {
        WriteThree();

        ToolResult result = Dedup("scan", ".", "--format", "jsonl", "--clusters", "--keep", "smallest-id");

        Assert.That(result.Output, Is.EqualTo("""{"representative":"./a.txt","members":["./a.txt","./b.txt"],"weakestJaccard":1.0}""" + "\n"));
    }

    [Test]
    public void Csv_HasAHeaderAndOneRowAPair()
    {
        WriteThree();

        ToolResult result = Dedup("scan", "a.txt", "b.txt", "--format", "csv");

        Assert.That(
            result.Output,
            Is.EqualTo($"left,right,relation,jaccard,leftInRight,rightInLeft,passages\na.txt,b.txt,identical,1.0,1.0,1.0,0+{A.Length}=0+{A.Length}\n"));
    }

    [Test]
    public void Csv_SeveralPassages_AreSeparatedBySemicolons()
    {
        Folder.Write("a.txt", $"{A} {Sample.Text(2, 200)} {Sample.Text(3)}");
        Folder.Write("b.txt", $"{A} {Sample.Text(4, 200)} {Sample.Text(3)}");

        ToolResult result = Dedup("scan", "a.txt", "b.txt", "--format", "csv");

        Assert.That(result.OutputLines[1], Does.Match(@",0\+\d+=0\+\d+;\d+\+\d+=\d+\+\d+$"));
    }

    [Test]
    public void CsvClusters_HasOneRowAMember()
    {
        WriteThree();

        ToolResult result = Dedup("scan", "a.txt", "b.txt", "--format", "csv", "--clusters", "--keep", "smallest-id");

        Assert.That(result.Output, Is.EqualTo("representative,member,weakestJaccard\na.txt,a.txt,1.0\na.txt,b.txt,1.0\n"));
    }

    [Test]
    public void Csv_IdThatIsAFormula_IsEscaped()
    {
        Folder.WriteLines("docs.jsonl", Sample.Json("=HYPERLINK(\"x\")", A), Sample.Json("b,\"c\"", A));

        ToolResult result = Dedup("scan", "docs.jsonl", "--format", "csv");

        Assert.That(result.OutputLines[1], Does.StartWith("\"'=HYPERLINK(\"\"x\"\")\",\"b,\"\"c\"\"\",identical,"));
    }

    [Test]
    public void Csv_NoPairs_IsTheHeaderAlone()
    {
        Folder.Write("a.txt", A);

        Assert.That(Dedup("scan", "a.txt", "--format", "csv").OutputLines, Has.Length.EqualTo(1));
        Assert.That(Dedup("scan", "a.txt", "--format", "jsonl").Output, Is.Empty);
    }

    [Test]
    public void Text_SaysWhatWhyAndWhatToKeep()
    {
        WriteThree();

        ToolResult result = Dedup("scan", ".", "--keep", "smallest-id");

        Assert.That(result.Output, Does.StartWith("4 articles, 1,080 words\n3 pairs: 1 identical, 2 with one contained in the other\n"));
        Assert.That(result.Output, Does.Contain("1 cluster of articles that repeat each other as a whole; keeping one of each drops 1 article\n"));
        Assert.That(result.Output, Does.Match(@"\n +2 +100\.0%  \./a\.txt  \./b\.txt\n"));
        Assert.That(result.Output, Does.Match(@"\n  contained in +\d+\.\d% +100\.0% +\d+\.\d%  \./a\.txt  \./page\.txt\n    why: all of the left is in the right and makes up \d"));
        Assert.That(result.Output, Does.Contain($"\"{A[..30]}"));
        Assert.That(result.Error, Is.Empty, "a report for people says all itself");
    }

    [Test]
    public void TextClusters_LeavesPairsOut()
    {
        WriteThree();

        ToolResult result = Dedup("scan", ".", "--clusters");

        Assert.That(result.Output, Does.Contain("REPEATED BY").And.Not.Contain("why:"));
    }

    [Test]
    public void Text_NothingFound_SaysSo()
    {
        Folder.Write("a.txt", A);
        Folder.Write("empty.txt", string.Empty);

        Assert.That(Dedup("scan", ".").Output, Is.EqualTo("2 articles, 120 words (1 without any)\nNo duplicates found.\n"));
    }

    [Test]
    public void Text_ManyPairs_ShowsAScreenfulUnlessAllAreAskedFor()
    {
        Folder.WriteLines("docs.jsonl", Enumerable.Range(100, 60).SelectMany(i => new[] { Sample.Json($"{i}a", Sample.Text(i)), Sample.Json($"{i}b", Sample.Text(i)) }));

        ToolResult some = Dedup("scan", "docs.jsonl");
        ToolResult all = Dedup("scan", "docs.jsonl", "--all");

        Assert.That(some.OutputLines.Count(line => line.StartsWith("  identical", StringComparison.Ordinal)), Is.EqualTo(50));
        Assert.That(some.Output, Does.Contain("  ... and 10 more (--all").And.Contain("  ... and 40 more (--all"));
        Assert.That(all.OutputLines.Count(line => line.StartsWith("  identical", StringComparison.Ordinal)), Is.EqualTo(60));
        Assert.That(all.Output, Does.Not.Contain(" more"));
    }

    [Test]
    public void Text_EscapeSequencesInIdsTitlesAndTexts_AreTakenOut()
    {
        Folder.WriteLines("docs.jsonl", Sample.Json("a\e]0;owned\a", "\e[2J" + A), Sample.Json("b\u202e\u009b31m", "\u0090" + A));

        foreach (string[] options in (string[][])[[], ["--clusters"]])
        {
            ToolResult result = Dedup(["scan", "docs.jsonl", .. options]);
            Assert.That(result.Output, Does.Contain("a]0;owned").And.Contain("b31m"), result.ToString());
            Assert.That(result.Output.Where(unit => char.IsControl(unit) && unit != '\n' || unit == '\u202e'), Is.Empty);
        }
    }

    [Test]
    public void Quiet_LeavesOutTheSummaryAndNothingElse()
    {
        WriteThree();

        ToolResult loud = Dedup("scan", ".", "--format", "jsonl");
        ToolResult quiet = Dedup("scan", ".", "--format", "jsonl", "--quiet");
        ToolResult problem = Dedup("scan", ".", "missing.txt", "--format", "jsonl", "-q");

        Assert.That(quiet.Output, Is.EqualTo(loud.Output));
        Assert.That(quiet.Error, Is.Empty);
        Assert.That(problem.ErrorLines, Has.Length.EqualTo(1));
    }
}
