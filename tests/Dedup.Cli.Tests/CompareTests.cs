using System.Text;
using System.Text.Json;

namespace Dedup.Cli.Tests;

public sealed class CompareTests : ToolFixture
{
    private static readonly string A = Sample.Text(1);

    [Test]
    public void Compare_Contained_ExplainsItself()
    {
        Folder.Write("part.txt", A);
        Folder.Write("page.txt", $"{Sample.Text(2, 300)}. {A}");

        ToolResult result = Dedup("compare", "page.txt", "part.txt");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.Output, Does.StartWith("part.txt is contained in page.txt.\n"));
        Assert.That(result.Output, Does.Match(@"\n  part\.txt in page\.txt +100\.0%\n"));
        Assert.That(result.Output, Does.Match(@"\n  page\.txt in part\.txt +\d\d\.\d%\n"));
        Assert.That(result.Output, Does.Contain($"1 shared passage, left is part.txt\n  {Figures.Number(A.Length)} characters at 0 on the left, "));
        Assert.That(result.Output, Does.Contain($"\"{A[..30]}"));
        Assert.That(result.Output, Does.Not.Contain("alone cannot show"), "all of the part in one run of words: nothing to doubt");
        Assert.That(result.Error, Is.Empty);
    }

    [Test]
    public void Compare_EachRelation_HasItsVerdict()
    {
        Folder.Write("a.txt", A);
        Folder.Write("same.txt", A.ToUpperInvariant());
        Folder.Write("edited.txt", Sample.Edited(1));
        Folder.Write("other.txt", Sample.Text(2));
        Folder.Write("partly.txt", $"{Sample.Text(3)} {Sample.Text(1, 60)} {Sample.Text(4)}");

        Assert.That(Dedup("compare", "a.txt", "same.txt").Output, Does.StartWith("a.txt and same.txt are identical, letter case, punctuation and spacing aside.\n"));
        Assert.That(Dedup("compare", "a.txt", "edited.txt").Output, Does.StartWith("a.txt and edited.txt are near-duplicates.\n"));
        Assert.That(Dedup("compare", "a.txt", "other.txt").Output, Does.StartWith("a.txt and other.txt do not repeat each other.\n"));
        Assert.That(Dedup("compare", "a.txt", "partly.txt").Output, Does.StartWith("a.txt and partly.txt share a passage, "));
        Assert.That(Dedup("compare", "a.txt", "edited.txt", "--jaccard", "0.99").Output, Does.StartWith("a.txt and edited.txt share a passage, "));
    }

    [Test]
    public void Compare_FewerThanFourWords_IsTooShortToSay()
    {
        Folder.Write("a.txt", "市长宣布辞职");
        Folder.Write("b.txt", "市长今日宣布辞职");

        Assert.That(Dedup("compare", "a.txt", "b.txt").Output, Does.StartWith("Too short to say: a.txt and b.txt are not identical, but one has fewer than four words.\n"));
        Assert.That(Dedup("compare", "a.txt", "b.txt", "--format", "jsonl").Output, Does.StartWith("""{"left":"a.txt","right":"b.txt","relation":"none","tooShort":true,"jaccard":"""));
        Assert.That(Dedup("scan", ".").Output, Is.EqualTo("2 articles, 14 words (1 too short to compare)\nNo duplicates found.\n"));
    }

    [Test]
    public void Compare_Basis_IsNotCalledWordsInChinese()
    {
        Folder.Write("a.txt", "港口的旧桥经过维修于星期一重新开放");
        Folder.Write("b.txt", "港口的旧桥经过维修于星期二重新开放");
        Folder.Write("c.txt", A);

        Assert.That(Dedup("compare", "a.txt", "b.txt").Output, Does.Contain("\n  counted over 14 shared words, or pairs of characters where no spaces stand\n"));
        Assert.That(Dedup("compare", "a.txt", "c.txt").Output, Does.Contain("\n  counted over 0 shared shingles of 5 words, or of characters where no spaces stand\n"));
    }

    [Test]
    public void Compare_Unrelated_IsARelationForPrograms()
    {
        Folder.Write("a.txt", A);
        Folder.Write("b.txt", Sample.Text(2));

        Assert.That(
            Dedup("compare", "b.txt", "a.txt", "--format", "jsonl").Output,
            Is.EqualTo("""{"left":"a.txt","right":"b.txt","relation":"none","jaccard":0.0,"leftInRight":0.0,"rightInLeft":0.0,"leftAligned":0.0,"rightAligned":0.0,"passages":[],"leftWordForWord":0.0,"rightWordForWord":0.0,"explained":[],"background":"notNeeded"}""" + "\n"));
        Assert.That(Dedup("compare", "b.txt", "a.txt", "--format", "csv").OutputLines[1], Is.EqualTo("a.txt,b.txt,none,0.0,0.0,0.0,"));
    }

    [Test]
    public void Compare_Differences_AreShownInTheirPlaces()
    {
        Folder.Write("a.txt", "Seven swans crossed the frozen lake at dawn, and old Mara counted them twice from the window of the mill.");
        Folder.Write("b.txt", "Eight swans crossed the frozen lake at noon, and old Mara counted them from the window of the old mill. \e[31mEnd");

        ToolResult result = Dedup("compare", "b.txt", "a.txt");

        Assert.That(result.Output, Does.Contain("\n1 shared passage, left is a.txt\n"));
        Assert.That(result.Output, Does.Contain("\n      swans crossed the frozen lake at [-dawn-] {+noon+}, and old Mara counted them [-twice-] from the window of the"));
        Assert.That(result.Output, Does.Contain("% alike:\n"));
        Assert.That(result.Output, Does.Not.Contain('\e'));
    }

    [Test]
    public void Compare_Differences_ForPrograms()
    {
        string[] words = Sample.Text(1, 60).Split(' ');
        string left = string.Join(' ', words);
        words[30] = "changed";
        Folder.Write("a.txt", left);
        Folder.Write("b.txt", string.Join(' ', words));

        ToolResult result = Dedup("compare", "a.txt", "b.txt", "--format", "jsonl");

        JsonElement explained = JsonDocument.Parse(result.Output).RootElement.GetProperty("explained")[0];
        JsonElement difference = explained.GetProperty("differences")[0];
        Assert.That(explained.GetProperty("similarity").GetDouble(), Is.EqualTo(0.9833));
        Assert.That(left.Substring(difference.GetProperty("leftStart").GetInt32(), difference.GetProperty("leftLength").GetInt32()), Is.EqualTo(left.Split(' ')[30]));
        Assert.That(difference.GetProperty("rightLength").GetInt32(), Is.EqualTo("changed".Length));
    }

    [Test]
    public void Compare_StandardInputAndGzip()
    {
        Folder.Write("a.txt.gz", TemporaryFolder.Gzip(Encoding.UTF8.GetBytes(A)));

        ToolResult result = DedupWithInput(Encoding.UTF8.GetBytes(A), "compare", "a.txt.gz", "-", "--format", "jsonl");

        Assert.That(result.Output, Does.StartWith("{\"left\":\"-\",\"right\":\"a.txt.gz\",\"relation\":\"identical\""), result.ToString());
    }

    [TestCase("missing.txt", "missing.txt: no such file or folder")]
    [TestCase("folder", "folder: is a folder; two texts can be compared, and folders scanned")]
    [TestCase("binary.dat", "binary.dat: looks like a binary file")]
    [TestCase("damaged.gz", "damaged.gz: the gzip data is cut short or damaged")]
    [TestCase("a.txt", "both texts are a.txt: name two")]
    public void Compare_NoText_IsOneClearLine(string path, string message)
    {
        Folder.Write("a.txt", A);
        Folder.Write("binary.dat", [1, 0, 2]);
        Folder.Write("damaged.gz", "no gzip");
        Folder.Write("folder/x.txt", A);

        ToolResult result = Dedup("compare", "a.txt", path);

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.Error, Is.EqualTo($"dedup: {message}\n"));
        Assert.That(result.Output, Is.Empty);
    }

    [Test]
    public void Compare_InvalidUtf8_IsReportedAndCompared()
    {
        Folder.Write("a.txt", A);
        Folder.Write("b.txt", [.. Encoding.UTF8.GetBytes(A), (byte)'\n', 0xFF]);

        ToolResult result = Dedup("compare", "a.txt", "b.txt");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.Error, Is.EqualTo("dedup: b.txt:2: invalid text encoding (bad bytes replaced with U+FFFD, article kept)\n"));
        Assert.That(result.Output, Does.StartWith("a.txt and b.txt are near-duplicates"), "damage is a token: no text is identical to its damaged copy");
    }
}
