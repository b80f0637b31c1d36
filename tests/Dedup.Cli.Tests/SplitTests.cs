using System.Text.Json;

namespace Dedup.Cli.Tests;

/// <summary><c>--split</c>: the articles of a digest are judged each on its own.</summary>
public sealed class SplitTests : ToolFixture
{
    private const string Header = "Translation. Region: the far North\nSource: Agency of the Harbour Towns in Translation – State News\nAn important notice stands below.\n";
    private const string Footer = "Please note: this is raw content as it came from its source, and not what we hold.\n";

    private static string Article(int i) => $"Title {i} of some day\n{Header}{Sample.Text(i)}\n{Sample.Text(100 + i)}\n{Footer}";

    private static readonly string Digest = string.Concat(Enumerable.Range(1, 4).Select(Article));

    private string Read(string name) => File.ReadAllText(Path.Combine(Folder.Path, name));

    [Test]
    public void Scan_ADigest_GivesItsArticlesAndPlacesInThePage()
    {
        Folder.Write("digest.txt", Digest);
        Folder.Write("third.txt", Article(3));
        Folder.Write("other.txt", Sample.Text(9));

        ToolResult whole = Dedup("scan", ".", "--format", "jsonl");
        ToolResult split = Dedup("scan", ".", "--format", "jsonl", "--split");
        ToolResult people = Dedup("scan", ".", "--split", "--html", "report.html");

        Assert.That(whole.OutputLines.Single(), Does.Contain("containedIn"));
        JsonElement pair = JsonDocument.Parse(split.OutputLines.Single()).RootElement;
        Assert.That($"{pair.GetProperty("left")} {pair.GetProperty("right")} {pair.GetProperty("relation")}", Is.EqualTo("./digest.txt#3 ./third.txt identical"));
        JsonElement passage = pair.GetProperty("passages")[0];
        int start = passage.GetProperty("leftStart").GetInt32();
        Assert.That(start, Is.EqualTo(Digest.IndexOf("Title 3", StringComparison.Ordinal)));
        Assert.That(Digest.Substring(start, passage.GetProperty("leftLength").GetInt32()), Is.EqualTo(Article(3).Trim()));
        Assert.That(split.Error, Does.Match(@"^dedup: 6 articles from 3 files, 1 pair, 1 cluster, \d+\.\d s, 1 page split\n$"));
        Assert.That(people.Output, Does.Contain("1 identical").And.Contain("Title 3 of some day"), people.ToString());
    }

    [Test]
    public void Clean_ADigest_LosesTheArticlesThatRepeatAndNothingElse()
    {
        Folder.WriteLines("docs.jsonl", Sample.Json("a", Article(3)), $"{{\"n\":1.0, \"text\":{JsonSerializer.Serialize(Digest)} ,\"id\":\"page\"}}", Sample.Json("c", Sample.Text(9)));

        ToolResult result = Dedup("clean", "docs.jsonl", "-o", "clean.jsonl", "--split", "--keep", "first", "--removed", "removed.jsonl");
        ToolResult plain = Dedup("clean", "docs.jsonl", "-o", "plain.jsonl", "--keep", "first");

        Assert.That(result.Error, Does.Match(@"^dedup: 6 articles from 1 file, 1 removed \(1 identical\), 5 kept in clean\.jsonl, \d+\.\d s, 1 page split\n$"));
        JsonElement[] records = [.. Read("clean.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.That(records, Has.Length.EqualTo(3));
        Assert.That(records[1].GetProperty("text").GetString(), Is.EqualTo(Article(1) + Article(2) + Article(4)));
        Assert.That(records[1].GetProperty("n").GetRawText(), Is.EqualTo("1.0"));
        Assert.That(Read("removed.jsonl"), Is.EqualTo(
            $"{{\"id\":\"page#3\",\"keptId\":\"a\",\"relation\":\"identical\",\"jaccard\":1.0,\"inKept\":1.0,\"keptIn\":1.0,\"start\":{Digest.IndexOf("Title 3", StringComparison.Ordinal)},\"length\":{Article(3).Length},\"file\":\"docs.jsonl\",\"line\":2}}\n"));
        Assert.That(Read("plain.jsonl"), Is.EqualTo(Read("docs.jsonl")), "as a whole it only contains the other");
    }

    [Test]
    public void Clean_APageOfWhichAllGoes_GoesAndIsMarked()
    {
        string[] lines = [.. Enumerable.Range(1, 4).Select(i => Sample.Json($"a{i}", Article(i))), Sample.Json("page", Digest), Sample.Json("z", Sample.Text(9))];
        Folder.WriteLines("docs.jsonl", lines);

        ToolResult clean = Dedup("clean", "docs.jsonl", "-o", "clean.jsonl", "--split", "--keep", "first");
        ToolResult marked = Dedup("clean", "docs.jsonl", "-o", "marked.jsonl", "--split", "--keep", "first", "--mark");

        Assert.That(clean.Error, Does.Contain("9 articles from 1 file, 4 removed"), clean.ToString());
        Assert.That(Read("clean.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(lines.Where((_, i) => i != 4)));
        Assert.That(Read("marked.jsonl").Split('\n')[4], Does.Contain("\"dedup_of\":\"a1\""), marked.ToString());
        Assert.That(Read("marked.jsonl").Split('\n')[3], Is.EqualTo(lines[3]));
    }

    [Test]
    public void Clean_APageAndAnIdThatIsTaken_StaysWhole()
    {
        Folder.WriteLines("docs.jsonl", Sample.Json("page#2", Sample.Text(8)), Sample.Json("page", Digest));
        Assert.That(Dedup("clean", "docs.jsonl", "--dry-run", "--split").Error, Does.StartWith("dedup: 2 articles from 1 file, "));
    }

    [Test]
    public void Clean_TablesAndFilesThatAreSplit_KeepTheirForm()
    {
        Folder.Write("in/a.txt", Article(2));
        Folder.Write("in/digest.txt", Digest);
        Folder.Write("in/t.csv", $"id,text,n\nt,\"{string.Concat(Enumerable.Range(5, 3).Select(Article))}{Article(1)}\",1\nu,{Sample.Text(9)},2\n");

        ToolResult result = Dedup("clean", "in", "-o", "out", "--split", "--keep", "first");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(Read("out/digest.txt"), Is.EqualTo(Article(1) + Article(3) + Article(4)));
        Assert.That(Read("out/t.csv"), Is.EqualTo($"id,text,n\nt,\"{string.Concat(Enumerable.Range(5, 3).Select(Article))}\",1\nu,{Sample.Text(9)},2\n"));
    }

    [Test]
    public void Scan_TheDigestOfTheSamples_HoldsTheArticleThatIsItsFirst()
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Dedup.sln")))
        {
            root = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(root))!;
        }

        string seeds = Path.GetFullPath(Path.Combine(root, "..", "shared", "seeds"));
        if (!Directory.Exists(seeds))
        {
            Assert.Ignore("The sample documents are not there: expected the folder shared/seeds beside the repository.");
        }

        ToolResult result = Tool.Run(seeds, "scan", "000.txt", "001.txt", "002.txt", "003.txt", "004.txt", "--format", "jsonl", "--split");

        JsonElement[] pairs = [.. result.OutputLines.Select(line => JsonDocument.Parse(line).RootElement)];
        JsonElement pair = pairs.Single(pair => pair.GetProperty("relation").GetString() != "sharesPassage");
        Assert.That($"{pair.GetProperty("left")} {pair.GetProperty("right")} {pair.GetProperty("relation")}", Is.EqualTo("001.txt 002.txt#1 identical"));
        Assert.That(result.Error, Does.StartWith("dedup: 14 articles from 5 files, ").And.Contain(", 1 page split"));
    }
}
