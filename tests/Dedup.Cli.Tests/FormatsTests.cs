using System.IO.Compression;
using System.Text;
using Parquet;
using Parquet.Schema;

namespace Dedup.Cli.Tests;

/// <summary>The formats of input beside JSON Lines and plain text: tables, pages, Brotli, patterns; and what is broken in them.</summary>
public sealed class FormatsTests : ToolFixture
{
    private static readonly string A = Sample.Text(1);
    private static readonly string B = Sample.Text(2);

    /// <summary>The ids of all articles that repeat another.</summary>
    private static string[] Ids(ToolResult result) => [.. result.OutputLines.Skip(1).Select(line => line.Split(',')[1])];

    private ToolResult Scan(params string[] arguments) => Dedup(["scan", "--clusters", "--format", "csv", .. arguments]);

    private static byte[] Brotli(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (BrotliStream brotli = new(packed, CompressionLevel.Optimal))
        {
            brotli.Write(bytes);
        }

        return packed.ToArray();
    }

    [TestCase("docs.csv", ",")]
    [TestCase("docs.csv", ";")]
    [TestCase("docs.tsv", "\t")]
    [TestCase("docs.TAB", "\t")]
    [TestCase("docs.csv.gz", ",")]
    [TestCase("docs.tsv.br", "\t")]
    public void Tables_AreReadWithTheirSeparator(string name, string separator)
    {
        string[][] rows = [["title", "id", "text", "date"], ["x", "1", $"\"{A}\"", "2026-03-01"], ["\"a\n\"\"b\"\"\"", "2", A, ""], ["", "3", B, "2026-03-02T10:00Z"]];
        byte[] table = Encoding.UTF8.GetBytes(string.Join("\r\n", rows.Select(row => string.Join(separator, row))));
        Folder.Write(name, name.EndsWith("gz", StringComparison.Ordinal) ? TemporaryFolder.Gzip(table) : name.EndsWith("br", StringComparison.Ordinal) ? Brotli(table) : table);

        ToolResult result = Scan(name);

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.Error, Does.StartWith("dedup: 3 articles from 1 file,"));
        Assert.That(Ids(result), Is.EqualTo(new[] { "1", "2" }));
    }

    [Test]
    public void Table_Utf16WithMarkAndOtherNames_IsRead()
    {
        Folder.Write("docs.csv", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes($"key,body\nä,{A}\nb,{A}\n")]);

        Assert.That(Ids(Scan("docs.csv", "--id-field", "key", "--text-field", "body")), Is.EqualTo(new[] { "b", "ä" }));
    }

    [TestCase("id;body\n1;x\n", 1, "no column \"text\"; name it with --text-field if it is called otherwise (file skipped)")]
    [TestCase("key,text\n1,x\n", 1, "no column \"id\"; name it with --id-field if it is called otherwise (file skipped)")]
    [TestCase("id,text\n1,x\n\n2\n", 4, "has 1 field, and \"text\" is number 2 (record skipped)")]
    [TestCase("id,text\n,x\n", 2, "\"id\" is empty (record skipped)")]
    [TestCase("id,text\n1,\"a\nb\"\n1,y\n", 4, "the id \"1\" is taken by bad.csv:2 (line skipped)")]
    [TestCase("id,text,date\n1,x,yesterday\n", 2, "\"date\" is not a date such as 2024-05-31 or 2024-05-31T09:30:00Z (article kept without it)")]
    [TestCase("id,text\n1,x\n2,\"open\n3,y\n", 3, "a quote is opened and never closed (the rest of the file is skipped)")]
    public void BrokenTable_IsOneLineAndTheRestGoesOn(string table, int line, string message)
    {
        Folder.Write("bad.csv", table);
        Folder.Write("a.txt", A);
        Folder.Write("b.txt", A);

        ToolResult result = Scan("bad.csv", "a.txt", "b.txt");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines[0], Is.EqualTo($"dedup: bad.csv:{line}: {message}"));
        Assert.That(result.ErrorLines, Has.Length.EqualTo(2));
        Assert.That(Ids(result), Is.EqualTo(new[] { "a.txt", "b.txt" }));
    }

    [Test]
    public void Table_InvalidUtf8_IsReplacedReportedAndKept()
    {
        Folder.Write("docs.csv", [.. Encoding.UTF8.GetBytes($"id,text\n1,{A} caf"), 0xE9, .. Encoding.UTF8.GetBytes($"\n2,{A} caf\uFFFD\n")]);

        ToolResult result = Scan("docs.csv");

        Assert.That(result.ErrorLines[0], Is.EqualTo("dedup: docs.csv:2: invalid UTF-8 (bad bytes replaced with U+FFFD, article kept)"));
        Assert.That(Ids(result), Is.EqualTo(new[] { "1", "2" }));
    }

    [Test]
    public void Page_MenusAndFootersAreLeftOut()
    {
        static string Page(string menu, string text) =>
            $"""
            <!DOCTYPE html><html><head><title>Headline</title><style>p {menu}</style></head><body>
            <nav><ul>{string.Concat(Sample.Text(menu.Length, 60).Split(' ').Select(word => $"<li><a href='/{word}'>{word}</a></li>"))}</ul></nav>
            <main><article><h1>Headline</h1>{string.Concat(text.Split(' ').Chunk(30).Select(words => $"\n<p>{string.Join(' ', words)}, said &amp; done.</p>"))}</article></main>
            <footer>{Sample.Text(100 + menu.Length, 30)}</footer><script>var x = "{menu}";</script></body></html>
            """;
        Folder.Write("one.html", Page("one", A));
        Folder.Write("three.htm.gz", TemporaryFolder.Gzip(Encoding.UTF8.GetBytes(Page("three", A))));
        Folder.Write("other.xhtml", Page("one", B));

        ToolResult result = Dedup("scan", ".", "--format", "jsonl");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.OutputLines, Has.Length.EqualTo(1), result.ToString());
        Assert.That(result.Output, Does.StartWith("{\"left\":\"./one.html\",\"right\":\"./three.htm.gz\",\"relation\":\"identical\""));
    }

    [Test]
    public void Page_Hostile_IsReadWithoutHarm()
    {
        Folder.Write("deep.html", $"<html><body>{string.Concat(Enumerable.Repeat("<div>", 100_000))}{A}");
        Folder.Write("short.html", $"<p>{A[..60]}<script>{B}</script>");
        Folder.Write("plain.html", A);
        Folder.Write("none.html", "<html><body></body></html>");

        ToolResult result = Dedup("scan", ".", "--clusters", "--format", "csv");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(Ids(result), Is.EqualTo(new[] { "./deep.html", "./plain.html" }));
    }

    /// <summary>Two row groups: ids as numbers, texts that can be null, and a column that no article has.</summary>
    private async Task WriteParquet(string name)
    {
        ParquetSchema schema = new(new DataField<long>("id"), new DataField<string>("text", nullable: true), new DataField<string>("title", nullable: true), new DataField<double>("score"));
        await using FileStream file = File.Create(Path.Combine(Folder.Path, name));
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, file);
        foreach ((long[] ids, string?[] texts) in ((long[], string?[])[])[([1, 2], [A, B]), ([3, 4, 5], [A, null, Sample.Edited(2)])])
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await group.WriteAsync<long>(schema.DataFields[0], ids);
            await group.WriteAsync(schema.DataFields[1], texts!);
            await group.WriteAsync(schema.DataFields[2], [.. ids.Select(id => id == 2 ? null! : $"Title {id}")]);
            await group.WriteAsync<double>(schema.DataFields[3], ids.Select(id => id / 2.0).ToArray());
            group.CompleteValidate();
        }
    }

    [Test]
    public async Task Parquet_IsReadRowByRow()
    {
        await WriteParquet("docs.parquet");

        ToolResult result = Scan("docs.parquet");
        ToolResult clean = Dedup("clean", "docs.parquet", "--dry-run", "--removed", "removed.jsonl", "--keep", "first");
        ToolResult written = Dedup("clean", "docs.parquet", "-o", "clean.parquet");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines[0], Is.EqualTo("dedup: docs.parquet:4: \"text\" is null (row skipped)"));
        Assert.That(result.ErrorLines[1], Does.StartWith("dedup: 4 articles from 1 file,"));
        Assert.That(Ids(result), Is.EquivalentTo(new[] { "1", "2", "3", "5" }));
        Assert.That(File.ReadAllText(Path.Combine(Folder.Path, "removed.jsonl")), Does.Contain("{\"id\":\"3\",\"keptId\":\"1\",\"relation\":\"identical\"").And.Contain("\"file\":\"docs.parquet\",\"line\":5}"), clean.ToString());
        Assert.That(written.Error, Does.Contain("docs.parquet: Parquet is read and not written"));
    }

    [Test]
    public async Task Parquet_Broken_IsOneLineAndTheRestGoesOn()
    {
        await WriteParquet("whole.parquet");
        byte[] whole = File.ReadAllBytes(Path.Combine(Folder.Path, "whole.parquet"));
        Folder.Write("cut.parquet", whole[..(whole.Length / 2)]);
        Folder.Write("text.parquet", "no Parquet at all");
        Folder.Write("packed.parquet.gz", TemporaryFolder.Gzip(whole));
        byte[] damaged = [.. whole];
        damaged.AsSpan(whole.Length / 4, 40).Fill(0xFF);
        Folder.Write("damaged.parquet", damaged);
        Folder.Write("a.txt", A);

        ToolResult result = Dedup("scan", "cut.parquet", "text.parquet", "packed.parquet.gz", "damaged.parquet", "whole.parquet", "a.txt", "--text-field", "body");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines, Has.Length.EqualTo(6), result.ToString());
        Assert.That(result.ErrorLines[0], Does.StartWith("dedup: cut.parquet: cannot be read as Parquet: "));
        Assert.That(result.ErrorLines[1], Does.StartWith("dedup: text.parquet: cannot be read as Parquet: "));
        Assert.That(result.ErrorLines[2], Is.EqualTo("dedup: packed.parquet.gz: Parquet is read from files only, and not from packed ones (skipped)"));
        Assert.That(result.ErrorLines[4], Is.EqualTo("dedup: whole.parquet: no column \"body\"; name it with --text-field if it is called otherwise (file skipped)"));
        ToolResult damage = Dedup("scan", "damaged.parquet", "a.txt");
        Assert.That(damage.ExitCode, Is.AnyOf(0, 2), damage.ToString());
        Assert.That(damage.Error, Does.Not.Contain("internal error"));
    }

    [Test]
    public void Patterns_AreThoseOfTheHelp()
    {
        foreach (string name in (string[])["d/a.txt", "d/sub/b.txt", "d/sub/deep/c.txt", "d/sub/c.md", "e/a.txt", "odd[1]*.txt", "d/.git/x.txt"])
        {
            Folder.Write(name, A);
        }

        Assert.That(Ids(Scan("d/**/*.txt")), Is.EqualTo(new[] { "d/a.txt", "d/sub/b.txt", "d/sub/deep/c.txt" }));
        Assert.That(Ids(Scan("?/*.txt")), Is.EqualTo(new[] { "d/a.txt", "e/a.txt" }));
        Assert.That(Ids(Scan("**/c.*")), Is.EqualTo(new[] { "d/sub/c.md", "d/sub/deep/c.txt" }));
        Assert.That(Ids(Scan("odd[1]*.txt", "d/a.txt")), Is.EqualTo(new[] { "d/a.txt", "odd[1]*.txt" }), "a file of that very name");
        ToolResult nothing = Scan("d/*.pdf");
        Assert.That(nothing.ExitCode, Is.EqualTo(2));
        Assert.That(nothing.ErrorLines[0], Is.EqualTo("dedup: d/*.pdf: no file matches (skipped)"));
    }

    [Test]
    public void BrotliCutShort_KeepsTheLinesBefore()
    {
        byte[] packed = Brotli(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 2000).Select(i => Sample.Json($"{i}", Sample.Text(i))))));
        Folder.Write("docs.jsonl.br", packed[..(packed.Length / 2)]);
        Folder.Write("no.jsonl.br", "this is no Brotli at all, whatever its name says");

        ToolResult result = Dedup("scan", "docs.jsonl.br", "no.jsonl.br");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines[0], Does.Match(@"^dedup: docs\.jsonl\.br:\d{3,4}: the Brotli data is cut short or damaged \(the lines before are kept, the rest is skipped\)$"));
        Assert.That(result.ErrorLines[1], Is.EqualTo("dedup: no.jsonl.br:1: the Brotli data is cut short or damaged (the lines before are kept, the rest is skipped)"));
        Assert.That(result.Output, Does.Match(@"^[1,]*\d{3} articles,"));
    }

    [TestCase("bomb.jsonl.gz", "the lines before are kept, the rest is skipped")]
    [TestCase("bomb.txt.br", "skipped")]
    [TestCase("bomb.csv.gz", "the records before are kept, the rest is skipped")]
    public void Bomb_IsRefused(string name, string done)
    {
        byte[] zeros = new byte[100 << 20];
        zeros.AsSpan().Fill((byte)'a');
        Folder.Write(name, name.EndsWith(".br", StringComparison.Ordinal) ? Brotli(zeros) : TemporaryFolder.Gzip(zeros));
        Folder.Write("a.txt", A);

        ToolResult result = Dedup("scan", name, "a.txt");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines, Has.Length.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines[0], Does.Match($@"^dedup: {name}(:\d+)?: unpacks to more than 200 times its size; if that is right, allow it with --max-ratio \({done}\)$"));
        Assert.That(result.Output, Does.StartWith("1 article,"));
    }

    [Test]
    public void LongRecords_AreReportedAndLeftOut()
    {
        string longer = Sample.Text(9, 1000);
        Folder.WriteLines("docs.jsonl", Sample.Json("a", A), Sample.Json("long", longer), Sample.Json("b", A));
        Folder.WriteLines("docs.csv", "id,text", $"c,{A}", $"long,{string.Concat(Enumerable.Repeat(longer, 20))}");
        Folder.Write("long.txt", longer);

        ToolResult result = Scan("docs.jsonl", "docs.csv", "long.txt", "--max-record", "4K");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines[..3], Is.EqualTo(new[]
        {
            "dedup: docs.jsonl:2: longer than 4 KiB (line skipped)",
            "dedup: docs.csv:3: longer than 4 KiB (the records before are kept, the rest is skipped)",
            "dedup: long.txt: longer than 4 KiB (file skipped)",
        }));
        Assert.That(Ids(result), Is.EqualTo(new[] { "a", "b", "c" }));
    }

    [TestCase("0")]
    [TestCase("2G")]
    [TestCase("12x")]
    [TestCase("-1")]
    public void MaxRecord_OutOfRange_SaysWhatIsRight(string value)
    {
        ToolResult result = Dedup("scan", ".", "--max-record", value);

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.StartWith($"dedup: --max-record takes a size from 1 to 1G, such as 256M, not \"{value}\""));
    }
}
