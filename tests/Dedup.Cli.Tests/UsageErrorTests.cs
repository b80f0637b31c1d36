namespace Dedup.Cli.Tests;

public sealed class UsageErrorTests : ToolFixture
{
    [TestCase("scan", "PATH", TestName = "Scan_WithoutPath")]
    [TestCase("compare a.txt", "'B'", TestName = "Compare_OneFile")]
    [TestCase("compare a.txt b.txt c.txt", "c.txt", TestName = "Compare_ThreeFiles")]
    [TestCase("unknown", "unknown", TestName = "UnknownCommand")]
    [TestCase("scan . --jacard 0.5", "unknown option --jacard", TestName = "MistypedOption")]
    [TestCase("scan . -qx", "unknown option -qx", TestName = "MistypedShortOption")]
    [TestCase("scan . --format xml", "--format takes text, jsonl or csv, not \"xml\"", TestName = "UnknownFormat")]
    [TestCase("scan . --detect copies", "--detect takes a list of resemblance, containment, passages, not \"copies\"", TestName = "UnknownDetect")]
    [TestCase("scan . --keep newest", "--keep takes longest, earliest, first, smallest-id or source:A,B,...", TestName = "UnknownKeep")]
    [TestCase("scan . --keep source:a,a", "each once", TestName = "KeepSourceTwice")]
    [TestCase("scan . --jaccard 0,5", "--jaccard takes a number such as 0.8, not \"0,5\"", TestName = "DecimalComma")]
    [TestCase("scan . --threads two", "--threads takes a whole number", TestName = "NumberInWords")]
    public void UsageError_OneLineWithAHint(string commandLine, string message)
    {
        ToolResult result = Dedup(commandLine.Split(' '));

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(result.Error, Does.StartWith("dedup: ").And.Contain(message).And.Contain(" --help)"));
        Assert.That(result.Output, Is.Empty);
    }

    [TestCase("--jaccard", "0")]
    [TestCase("--jaccard", "1.01")]
    [TestCase("--jaccard", "-0.5")]
    [TestCase("--containment", "7")]
    [TestCase("--passage-words", "4")]
    [TestCase("--threads", "-1")]
    public void ValueOutOfRange_NamesTheOptionAndTheValue(string option, string value)
    {
        ToolResult result = Dedup("scan", ".", option, value);

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(result.Error, Does.Match($"^dedup: {option} must be .*, not {value}\n$"));
    }

    [Test]
    public void PathThatLooksLikeAnOption_AfterDoubleDash_IsAPath()
    {
        Folder.Write("--odd.txt", Sample.Text(1));
        Folder.Write("@odd.txt", Sample.Text(1));

        ToolResult result = Dedup("scan", "-q", "--format", "jsonl", "--", "--odd.txt", "@odd.txt");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.Output, Does.StartWith("{\"left\":\"--odd.txt\",\"right\":\"@odd.txt\",\"relation\":\"identical\""));
    }

    [Test]
    public void LineEndInAnArgument_DoesNotMakeASecondLine()
    {
        ToolResult result = Dedup("scan", "--format", "x\ny\e[31m", ".");

        Assert.That(result.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(result.Error, Does.Not.Contain('\e'));
    }
}
