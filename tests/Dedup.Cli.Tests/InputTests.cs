using System.Text;

namespace Dedup.Cli.Tests;

public sealed class InputTests : ToolFixture
{
    private static readonly string A = Sample.Text(1);

    /// <summary>The ids of all articles that were read: every text is the same, so that one cluster holds them all.</summary>
    private static string[] Ids(ToolResult result) => [.. result.OutputLines.Skip(1).Select(line => line.Split(',')[1])];

    private ToolResult Scan(params string[] paths) => Dedup(["scan", "--clusters", "--format", "csv", .. paths]);

    [Test]
    public void Folder_IsReadRecursively_IdsStartWithTheFolderAsNamed()
    {
        foreach (string name in (string[])["d/z.txt", "d/sub/a.txt", "d/sub-a.txt", "d/sub/deep/b.md", "d/.hidden.txt", "d/.git/x.txt"])
        {
            Folder.Write(name, A);
        }

        string[] expected = ["sub-a.txt", "sub/a.txt", "sub/deep/b.md", "z.txt"];
        Assert.That(Ids(Scan("d")), Is.EqualTo(expected.Select(name => "d/" + name)));
        Assert.That(Ids(Scan("d/")), Is.EqualTo(expected.Select(name => "d/" + name)), "a trailing slash is not doubled");
        Assert.That(Ids(Scan("./d")), Is.EqualTo(expected.Select(name => "./d/" + name)));
        Assert.That(Ids(Tool.Run(Path.Combine(Folder.Path, "d"), "scan", "--clusters", "--format", "csv", ".")), Is.EqualTo(expected.Select(name => "./" + name)));
        Assert.That(Ids(Scan(Folder.Path)), Is.EqualTo(expected.Select(name => $"{Folder.Path}/d/{name}")));
        Assert.That(Ids(Scan("d/.hidden.txt", "d/z.txt")), Is.EqualTo(new[] { "d/.hidden.txt", "d/z.txt" }), "a hidden file that is named is read");
    }

    [Test, Platform(Exclude = "Win", Reason = "Links need rights there.")]
    public void Folder_LinksAreNotFollowed_ExceptWhenNamed()
    {
        Folder.Write("d/a.txt", A);
        Folder.Write("d/sub/b.txt", A);
        File.CreateSymbolicLink(Path.Combine(Folder.Path, "d/sub/loop"), "..");
        File.CreateSymbolicLink(Path.Combine(Folder.Path, "d/c.txt"), "a.txt");
        File.CreateSymbolicLink(Path.Combine(Folder.Path, "link"), "d");

        ToolResult result = Scan("link");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(Ids(result), Is.EqualTo(new[] { "link/a.txt", "link/sub/b.txt" }));
        Assert.That(result.Error, Does.Contain("2 symbolic links passed over"));
    }

    [Test, Platform("Linux")]
    public void Folder_NamedPipe_DoesNotHang()
    {
        Folder.Write("d/a.txt", A);
        Folder.Write("d/b.txt", A);

        ToolResult result = Shell("mkfifo d/pipe && dedup scan d --clusters --format csv");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(Ids(result), Is.EqualTo(new[] { "d/a.txt", "d/b.txt" }));
    }

    [Test]
    public void Folder_BinaryFilesAreCounted_ANamedOneIsAProblem()
    {
        Folder.Write("d/a.txt", A);
        Folder.Write("d/b.txt", A);
        Folder.Write("d/picture.png", [0x89, (byte)'P', (byte)'N', (byte)'G', 0, 0, 0, 13]);
        Folder.Write("d/packed.gz", TemporaryFolder.Gzip([1, 2, 0, 3]));

        ToolResult folder = Scan("d");
        ToolResult named = Scan("d/a.txt", "d/picture.png");

        Assert.That(folder.ExitCode, Is.Zero, folder.ToString());
        Assert.That(Ids(folder), Is.EqualTo(new[] { "d/a.txt", "d/b.txt" }));
        Assert.That(folder.Error, Does.Contain("2 binary files passed over"));
        Assert.That(named.ExitCode, Is.EqualTo(2));
        Assert.That(named.ErrorLines[0], Is.EqualTo("dedup: d/picture.png: looks like a binary file (skipped)"));
    }

    [Test]
    public void Encodings_OfTheSameText_GiveIdenticalArticles()
    {
        string text = A + " naïve Ångström 東京";
        Folder.Write("utf8.txt", text);
        Folder.Write("utf8-mark.txt", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]);
        Folder.Write("utf16le.txt", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)]);
        Folder.Write("utf16be.txt", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)]);

        ToolResult result = Dedup("scan", ".", "--format", "jsonl");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.OutputLines, Has.Length.EqualTo(6));
        Assert.That(result.OutputLines, Has.All.Contain($"\"relation\":\"identical\"").And.All.Contain($"\"leftLength\":{text.Length},"), "the mark is not part of the text");
    }

    [TestCase("docs.jsonl")]
    [TestCase("docs.ndjson")]
    [TestCase("docs.JSONL")]
    [TestCase("docs.jsonl.gz")]
    [TestCase("docs.ndjson.gz")]
    public void JsonLines_EachNameAndGzip(string name)
    {
        byte[] lines = Encoding.UTF8.GetBytes($"{Sample.Json("a", A)}\r\n\n \t\r\n{Sample.Json("b", A)}");
        Folder.Write(name, name.EndsWith(".gz", StringComparison.Ordinal) ? TemporaryFolder.Gzip(lines) : lines);

        ToolResult result = Scan(name);

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(Ids(result), Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public void JsonLines_Utf16WithMark_IsRead()
    {
        Folder.Write("docs.jsonl", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes($"{Sample.Json("ä", A)}\r\n{Sample.Json("b", A)}\r\n")]);

        Assert.That(Ids(Scan("docs.jsonl")), Is.EqualTo(new[] { "b", "ä" }));
    }

    [Test]
    public void JsonLines_NumbersAsIds_AreTakenAsSpelt()
    {
        Folder.WriteLines("docs.jsonl", $"{{\"id\":7,\"text\":\"{A}\"}}", $"{{\"id\":1.50,\"text\":\"{A}\"}}", $"{{\"text\":\"{A}\",\"id\":\"x\",\"id\":\"y\"}}");

        Assert.That(Ids(Scan("docs.jsonl")), Is.EqualTo(new[] { "1.50", "7", "y" }), "the last of two equal keys counts");
    }

    [Test]
    public void GzippedText_IsOneArticle()
    {
        Folder.Write("a.txt.gz", TemporaryFolder.Gzip(Encoding.UTF8.GetBytes(A)));
        Folder.Write("b.txt", A);

        Assert.That(Ids(Scan(".")), Is.EqualTo(new[] { "./a.txt.gz", "./b.txt" }));
    }

    [Test]
    public void GzipOfSeveralMembers_IsReadToTheEnd()
    {
        byte[] first = TemporaryFolder.Gzip(Encoding.UTF8.GetBytes(Sample.Json("a", A) + "\n"));
        byte[] second = TemporaryFolder.Gzip(Encoding.UTF8.GetBytes(Sample.Json("b", A) + "\n"));
        Folder.Write("docs.jsonl.gz", [.. first, .. second]);

        Assert.That(Ids(Scan("docs.jsonl.gz")), Is.EqualTo(new[] { "a", "b" }));
    }

    [TestCase("")]
    [TestCase("\uFEFF")]
    [TestCase("\n \t\r\n")]
    public void StandardInput_JsonLines_IsRecognised(string before)
    {
        ToolResult result = DedupWithInput(Encoding.UTF8.GetBytes($"{before}{Sample.Json("a", A)}\n{Sample.Json("b", A)}\n"), "scan", "-", "--clusters", "--format", "csv");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(Ids(result), Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public void StandardInput_Text_IsAnArticleCalledDash()
    {
        Folder.Write("b.txt", A);

        ToolResult result = DedupWithInput(Encoding.UTF8.GetBytes(A), "scan", "-", "b.txt", "--format", "jsonl");

        Assert.That(result.Output, Does.StartWith("{\"left\":\"-\",\"right\":\"b.txt\",\"relation\":\"identical\""));
    }

    [Test]
    public void StandardInput_Gzip_IsUnpacked()
    {
        byte[] input = TemporaryFolder.Gzip(Encoding.UTF8.GetBytes($"{Sample.Json("a", A)}\n{Sample.Json("b", A)}\n"));

        Assert.That(Ids(DedupWithInput(input, "scan", "-", "--clusters", "--format", "csv")), Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public void StandardInput_NamedTwice_IsAProblem()
    {
        ToolResult result = DedupWithInput(Encoding.UTF8.GetBytes(A), "scan", "-", "-");

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.ErrorLines[0], Is.EqualTo("dedup: -: standard input can be read only once (skipped)"));
    }

    [Test]
    public void StandardInput_Nothing_IsAnEmptyArticle()
    {
        ToolResult result = Dedup("scan", "-");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.Output, Does.StartWith("1 article, 0 words (1 without any)\n"));
    }

    [Test]
    public void HugeLine_IsReadLikeAnyOther()
    {
        string filler = string.Join(' ', Enumerable.Range(0, 1_500_000).Select(i => $"filler{i}"));
        Folder.WriteLines("docs.jsonl", Sample.Json("a", A), Sample.Json("huge", filler + " " + A), Sample.Json("b", A));

        ToolResult result = Dedup("scan", "docs.jsonl", "--format", "csv");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.OutputLines.Select(line => string.Join(',', line.Split(',')[..3])), Does.Contain("a,b,identical").And.Contain("a,huge,containedIn"));
    }
}
