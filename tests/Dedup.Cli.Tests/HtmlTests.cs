namespace Dedup.Cli.Tests;

/// <summary>The pages that <c>--html</c> writes; tests/Dedup.Browser.Tests looks at them in a browser.</summary>
public sealed class HtmlTests : ToolFixture
{
    private string Page(string name) => File.ReadAllText(Path.Combine(Folder.Path, name));

    [Test]
    public void Scan_Html_WritesThePageBesideTheResults()
    {
        Folder.Write("in/a.txt", Sample.Text(1));
        Folder.Write("in/b.txt", Sample.Edited(1));
        Folder.Write("in/empty.dat", [0, 1, 2]);

        ToolResult result = Dedup("scan", "in", "missing.txt", "--html", "page.html", "--format", "jsonl");

        Assert.That(result.ExitCode, Is.EqualTo(2), "of the missing file");
        Assert.That(result.Output, Does.StartWith("{\"left\":\"in/a.txt\""));
        Assert.That(Page("page.html"), Does.StartWith("<!DOCTYPE html>").And.Contain("\"ids\":[\"in/a.txt\"").Or.Contain("\"in/b.txt\""));
        Assert.That(Page("page.html"), Does.Contain("missing.txt: no such file or folder").And.Contain("1 binary file passed over").And.Contain(Sample.Text(1)));
    }

    [Test]
    public void Scan_HtmlInTheScannedFolder_IsNotReadTheNextTime()
    {
        Folder.Write("a.txt", Sample.Text(1));
        Folder.Write("b.txt", Sample.Edited(1));

        Dedup("scan", ".", "--html", "page.html");
        string first = Page("page.html");
        ToolResult second = Dedup("scan", ".", "--html", "./page.html");

        Assert.That(second.Output, Does.StartWith("2 articles, "));
        Assert.That(Page("page.html"), Is.EqualTo(first), "the same input, the same bytes");
    }

    [Test]
    public void Compare_Html_HoldsBothTexts()
    {
        Folder.Write("a.txt", Sample.Text(1));
        Folder.Write("b.txt", Sample.Edited(1));

        ToolResult result = Dedup("compare", "a.txt", "b.txt", "--html", "page.html");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.Output, Does.StartWith("a.txt and b.txt are near-duplicates."));
        Assert.That(Page("page.html"), Does.Contain(Sample.Text(1)).And.Contain(Sample.Edited(1)));
        Assert.That(Directory.GetFiles(Folder.Path).Select(Path.GetFileName), Is.EquivalentTo(new[] { "a.txt", "b.txt", "page.html" }), "no other file is written");
    }

    [TestCase("compare a.txt b.txt --html b.txt", "--html would overwrite b.txt, which is read: choose another name")]
    [TestCase("scan a.txt b.txt --html ./a.txt", "--html would overwrite a.txt, which is read: choose another name")]
    [TestCase("scan a.txt b.txt --html folder", "--html takes the name of a file, not \"folder\"")]
    [TestCase("scan a.txt b.txt --html nowhere/page.html", "--html nowhere/page.html: there is no folder nowhere")]
    [TestCase("compare a.txt b.txt --html /dev/full", "cannot write /dev/full: No space left on device", IncludePlatform = "Linux")]
    public void Html_WhereItCannotGo_IsOneClearLine(string commandLine, string message)
    {
        Folder.Write("a.txt", Sample.Text(1));
        Folder.Write("b.txt", Sample.Text(1));
        Folder.Write("folder/x", "");

        ToolResult result = Dedup(commandLine.Split(' '));

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.Error, Is.EqualTo($"dedup: {message}\n"));
        Assert.That(File.ReadAllText(Path.Combine(Folder.Path, "a.txt")), Is.EqualTo(Sample.Text(1)));
    }
}
