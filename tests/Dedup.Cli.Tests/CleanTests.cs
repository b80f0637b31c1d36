using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Dedup.Cli.Tests;

/// <summary><c>dedup clean</c>: the corpus comes back without what repeats, everything else byte for byte.</summary>
public sealed class CleanTests : ToolFixture
{
    private static readonly string A = Sample.Text(1);
    private static readonly string Edited = Sample.Edited(1);
    private static readonly string B = Sample.Text(2);

    /// <summary>Odd spacing, escapes and unused fields, which a copy through a parser would not keep.</summary>
    private static readonly string[] Lines =
    [
        $"{{ \"id\" : \"a\",\t\"text\":\"{A} and more\", \"extra\":[1.50,{{\"x\":\"\\u00e9\"}}]}}",
        $"{{\"text\":\"{Edited}\",\"id\":\"b\"}}  ",
        $"{{\"id\":7,\"text\":\"{B}\",\"id2\":null}}\r",
        $"{{\"id\":\"d\",\"text\":\"{A} and more\"}}",
        "{\"id\":\"e\",\"text\":\"\"}",
    ];

    private string Read(string name) => File.ReadAllText(Path.Combine(Folder.Path, name));

    private string Unpack(string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(Folder.Path, name));
        using Stream unpacked = name.EndsWith(".br", StringComparison.Ordinal) ? new BrotliStream(file, CompressionMode.Decompress) : new GZipStream(file, CompressionMode.Decompress);
        using StreamReader reader = new(unpacked);
        return reader.ReadToEnd();
    }

    private static string Joined(params string[] lines) => string.Concat(lines.Select(line => line + "\n"));

    [Test]
    public void JsonLines_KeptRecordsKeepTheirBytesAndOrder()
    {
        Folder.WriteLines("docs.jsonl", Lines);

        ToolResult result = Dedup("clean", "docs.jsonl", "-o", "clean.jsonl", "--removed", "removed.jsonl");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.Output, Is.Empty);
        Assert.That(result.Error, Does.Match(@"^dedup: 5 articles from 1 file, 2 removed \(1 identical, 1 near-duplicate\), 3 kept in clean\.jsonl, \d+\.\d s\n$"));
        Assert.That(Read("clean.jsonl"), Is.EqualTo(Joined(Lines[0], Lines[2], Lines[4])));
        JsonElement[] removed = [.. Read("removed.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.That(removed.Select(line => $"{line.GetProperty("id")} {line.GetProperty("keptId")} {line.GetProperty("relation")} {line.GetProperty("file")} {line.GetProperty("line")}"), Is.EqualTo(new[]
        {
            "b a nearDuplicate docs.jsonl 2",
            "d a identical docs.jsonl 4",
        }));
        Assert.That(removed[0].GetProperty("jaccard").GetDouble(), Is.InRange(0.2, 0.9));
        Assert.That(removed[0].GetProperty("inKept").GetDouble(), Is.InRange(0.2, 0.95));
        Assert.That(Directory.GetFiles(Folder.Path, "*.partial"), Is.Empty);
    }

    [TestCase("none", new[] { 0, 1, 2, 3, 4 })]
    [TestCase("identical", new[] { 0, 1, 2, 4 })]
    [TestCase("near", new[] { 0, 2, 3, 4 })]
    public void Remove_SaysWhatGoes(string kinds, int[] kept)
    {
        Folder.WriteLines("docs.jsonl", Lines);

        ToolResult result = Dedup("clean", "docs.jsonl", "-o", "clean.jsonl", "--remove", kinds);

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(Read("clean.jsonl"), Is.EqualTo(Joined([.. kept.Select(i => Lines[i])])));
    }

    [Test]
    public void Remove_Contained_GoesInFavourOfTheContainer()
    {
        Folder.WriteLines("docs.jsonl", Sample.Json("a", A), Sample.Json("page", Sample.Text(3, 300) + " " + A), Sample.Json("b", B));

        Dedup("clean", "docs.jsonl", "-o", "default.jsonl");
        ToolResult result = Dedup("clean", "docs.jsonl", "-o", "-", "--remove", "identical,near,contained", "-q");

        Assert.That(Read("default.jsonl"), Is.EqualTo(Read("docs.jsonl")), "a contained article is no duplicate unless asked for");
        Assert.That(result.Error, Is.Empty);
        Assert.That(result.OutputLines, Has.Length.EqualTo(2));
        Assert.That(result.OutputLines[0], Does.StartWith("{\"id\":\"page\""));
    }

    [TestCase("longest", "b")]
    [TestCase("first", "a")]
    [TestCase("earliest", "c")]
    [TestCase("smallest-id", "a")]
    [TestCase("source:y,x", "b")]
    public void Keep_ChoosesWhichCopyStays(string rule, string kept)
    {
        Folder.WriteLines(
            "docs.jsonl",
            $"{{\"id\":\"a\",\"text\":\"{A}\",\"source\":\"x\",\"date\":\"2026-03-02\"}}",
            $"{{\"id\":\"b\",\"text\":\"{A} .\",\"source\":\"y\",\"date\":\"2026-03-03\"}}",
            $"{{\"id\":\"c\",\"text\":\"{A}\",\"date\":\"2026-03-01\"}}");

        ToolResult result = Dedup("clean", "docs.jsonl", "-o", "-", "--keep", rule);

        Assert.That(result.OutputLines, Has.Length.EqualTo(1), result.ToString());
        Assert.That(result.Output, Does.StartWith($"{{\"id\":\"{kept}\""));
    }

    [Test]
    public void Keep_First_IsThatOfTheInputNotOfTheIds()
    {
        Folder.WriteLines("docs.jsonl", Sample.Json("z", A), Sample.Json("a", A + " ."));

        Assert.That(Dedup("clean", "docs.jsonl", "-o", "-", "--keep", "first").Output, Does.StartWith("{\"id\":\"z\""));
    }

    [Test]
    public void Mark_AddsFieldsToWhatRepeatsAndChangesNothingElse()
    {
        Folder.WriteLines("docs.jsonl", Lines);

        ToolResult result = Dedup("clean", "docs.jsonl", "-o", "marked.jsonl", "--mark");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.Error, Does.Contain(", 2 marked (1 identical, 1 near-duplicate), 3 kept in marked.jsonl"));
        string[] marked = Read("marked.jsonl").Split('\n');
        Assert.That(marked[0], Is.EqualTo(Lines[0]));
        Assert.That(marked[1], Does.StartWith(Lines[1].TrimEnd(' ', '}') + ",\"dedup_of\":\"a\",\"dedup_relation\":\"nearDuplicate\",\"dedup_jaccard\":0.").And.EndWith("}  "));
        Assert.That(marked[3], Is.EqualTo(Lines[3][..^1] + ",\"dedup_of\":\"a\",\"dedup_relation\":\"identical\",\"dedup_jaccard\":1.0,\"dedup_in_kept\":1.0}"));

        ToolResult again = Dedup("clean", "marked.jsonl", "-o", "again.jsonl", "--mark");
        Assert.That(again.ExitCode, Is.EqualTo(2));
        Assert.That(again.Error, Does.StartWith("dedup: marked.jsonl:2: there is a field \"dedup_of\" already"));
        Assert.That(Directory.GetFiles(Folder.Path, "again*"), Is.Empty, "nothing half-written is left");
    }

    [Test]
    public void DryRun_WritesTheListOnly()
    {
        Folder.WriteLines("docs.jsonl", Lines);

        ToolResult result = Dedup("clean", "docs.jsonl", "--dry-run", "--removed", "removed.jsonl");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.Error, Does.Contain(", 2 would be removed (1 identical, 1 near-duplicate), 3 kept,"));
        Assert.That(Directory.GetFiles(Folder.Path).Select(Path.GetFileName), Is.EquivalentTo(new[] { "docs.jsonl", "removed.jsonl" }));
    }

    [Test]
    public void Folder_OfTexts_KeptFilesAreCopiedAsTheyAre()
    {
        byte[] utf16 = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(B)];
        Folder.Write("in/a.txt", A + "\r\n.");
        Folder.Write("in/sub/copy.txt", A);
        Folder.Write("in/sub/b.txt", utf16);
        Folder.Write("in/c.txt.gz", TemporaryFolder.Gzip(Encoding.UTF8.GetBytes(Sample.Text(3))));
        Folder.Write("in/empty.txt", "");

        ToolResult result = Dedup("clean", "in", "-o", "out", "--removed", "removed.jsonl");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        string[] written = [.. Directory.GetFiles(Path.Combine(Folder.Path, "out"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder.Path, file)).Order(StringComparer.Ordinal)];
        Assert.That(written, Is.EqualTo(new[] { "out/a.txt", "out/c.txt.gz", "out/empty.txt", "out/sub/b.txt" }));
        foreach (string file in written)
        {
            Assert.That(File.ReadAllBytes(Path.Combine(Folder.Path, file)), Is.EqualTo(File.ReadAllBytes(Path.Combine(Folder.Path, "in" + file[3..]))), file);
        }

        Assert.That(Read("removed.jsonl"), Is.EqualTo("{\"id\":\"in/sub/copy.txt\",\"keptId\":\"in/a.txt\",\"relation\":\"identical\",\"jaccard\":1.0,\"inKept\":1.0,\"keptIn\":1.0,\"file\":\"in/sub/copy.txt\"}\n"));
    }

    [Test]
    public void Folder_OfRecords_IsOneFileOrAFolderOfFiles()
    {
        Folder.WriteLines("in/x.jsonl", Lines[0], Lines[2]);
        Folder.Write("in/deep/y.jsonl.gz", TemporaryFolder.Gzip(Encoding.UTF8.GetBytes(Joined(Lines[1], Lines[4]))));

        ToolResult file = Dedup("clean", "in", "-o", "all.jsonl.br");
        ToolResult folder = Dedup("clean", "in", "-o", "out/");

        Assert.That(file.ExitCode + folder.ExitCode, Is.Zero, file.ToString() + folder);
        Assert.That(Unpack("all.jsonl.br"), Is.EqualTo(Joined(Lines[4], Lines[0], Lines[2])), "the order of paths is that of the input");
        Assert.That(Read("out/x.jsonl"), Is.EqualTo(Joined(Lines[0], Lines[2])));
        Assert.That(Unpack("out/deep/y.jsonl.gz"), Is.EqualTo(Joined(Lines[4])));
    }

    [Test]
    public void Tables_KeptRecordsKeepTheirBytes()
    {
        string[] rows = ["id;text;note", $"1;\"{A}\nsecond \"\"line\"\"\";x", $"2;{B};", $"3; {A} second line ;\"y\"", "4;\"\";z"];
        Folder.Write("docs.csv", "\uFEFF" + string.Join("\r\n", rows) + "\r\n");

        ToolResult result = Dedup("clean", "docs.csv", "-o", "clean.csv");
        ToolResult marked = Dedup("clean", "docs.csv", "-o", "marked.csv", "--mark");

        Assert.That(result.ExitCode + marked.ExitCode, Is.Zero, result.ToString() + marked);
        Assert.That(Read("clean.csv"), Is.EqualTo(string.Join("\r\n", rows[0], rows[1], rows[2], rows[4]) + "\r\n"));
        Assert.That(File.ReadAllBytes(Path.Combine(Folder.Path, "clean.csv"))[..3], Is.EqualTo(Encoding.UTF8.Preamble.ToArray()));
        Assert.That(Read("marked.csv"), Is.EqualTo(string.Join(
            "\r\n",
            rows[0] + ";dedup_of;dedup_relation;dedup_jaccard;dedup_in_kept",
            rows[1] + ";;;;",
            rows[2] + ";;;;",
            rows[3] + ";1;identical;1.0;1.0",
            rows[4] + ";;;;") + "\r\n"));
    }

    [Test]
    public void Tables_OfOneShape_ShareAHeader_OthersDoNotMix()
    {
        Folder.WriteLines("a.tsv", "id\ttext", $"1\t{A}");
        Folder.WriteLines("b.tsv", "id\ttext", $"2\t{A}", $"3\t{B}");
        Folder.WriteLines("c.tsv", "text\tid", $"{B}\t4");

        ToolResult same = Dedup("clean", "a.tsv", "b.tsv", "-o", "-");
        ToolResult other = Dedup("clean", "a.tsv", "c.tsv", "-o", "out.tsv");

        Assert.That(same.Output, Is.EqualTo(Joined("id\ttext", $"1\t{A}", $"3\t{B}")), same.ToString());
        Assert.That(other.ExitCode, Is.EqualTo(2));
        Assert.That(other.Error, Does.Contain("dedup: c.tsv: its columns are not those of the files before it").And.Contain("-o FOLDER/"));
        Assert.That(File.Exists(Path.Combine(Folder.Path, "out.tsv")), Is.False);
    }

    [Test, Platform("Linux,MacOsX", Reason = "Needs a shell.")]
    public void StandardInput_ThroughAndThrough()
    {
        Folder.WriteLines("docs.jsonl", Lines);

        ToolResult result = Shell("gzip -c docs.jsonl | dedup clean - -o - -q");
        ToolResult table = DedupWithInput(Encoding.UTF8.GetBytes($"id,text\n1,{A}\n2,{A}\n"), "clean", "-", "-o", "-", "--input-format", "csv", "-q");

        Assert.That(result.Output, Is.EqualTo(Joined(Lines[0], Lines[2], Lines[4])), result.ToString());
        Assert.That(table.Output, Is.EqualTo($"id,text\n1,{A}\n"), table.ToString());
        Assert.That(Directory.GetDirectories(Path.GetTempPath(), "dedup-??????").Where(folder => File.Exists(Path.Combine(folder, "0"))), Is.Empty, "the copy of the pipe is gone");
    }

    [Test]
    public void BrokenLines_AreReportedAndLeftOut()
    {
        Folder.WriteLines("docs.jsonl", "{", Lines[0], "", "{\"id\":\"a\",\"text\":\"double\"}", Lines[3]);

        ToolResult result = Dedup("clean", "docs.jsonl", "-o", "clean.jsonl");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(Read("clean.jsonl"), Is.EqualTo(Joined(Lines[0])));
        Assert.That(result.ErrorLines[^1], Does.EndWith(", 2 problems (1 broken JSON line, 1 double id)"));
    }

    [Test]
    public void AnyThreads_ReadTheSameArticlesAndProblemsInOrder()
    {
        // Some megabytes, so that many batches of lines are parsed at once, with something wrong every now and then.
        Folder.WriteLines("docs.jsonl", Enumerable.Range(0, 3000).Select(i => i % 97 == 5 ? "{" : i % 89 == 7 ? Sample.Json("0", "double") : i % 1001 == 9 ? Sample.Json($"{i}", Sample.Text(i, 40_000)) : Sample.Json($"{i}", Sample.Text(i, 150))));

        ToolResult one = Dedup("clean", "docs.jsonl", "-o", "-", "--threads", "1", "--max-record", "300K", "--remove", "none", "--keep", "first");
        ToolResult five = Dedup("clean", "docs.jsonl", "-o", "-", "--threads", "5", "--max-record", "300K", "--remove", "none", "--keep", "first");

        Assert.That(five.Output, Is.EqualTo(one.Output));
        Assert.That(five.ErrorLines[..^1], Is.EqualTo(one.ErrorLines[..^1]));
        Assert.That(one.ErrorLines, Has.Length.EqualTo((2 * 20) + 2 + 3 + 1), one.Error);
        Assert.That(one.ErrorLines[0], Does.StartWith("dedup: docs.jsonl:6: broken JSON"));
        Assert.That(one.ErrorLines[1], Is.EqualTo("dedup: docs.jsonl:8: the id \"0\" is taken by docs.jsonl:1 (line skipped)"));
        Assert.That(one.ErrorLines[2], Is.EqualTo("dedup: docs.jsonl:10: longer than 300 KiB (line skipped)"));
    }

    [Test]
    public void AnyThreads_WriteTheSameBytes()
    {
        Folder.WriteLines("docs.jsonl", Enumerable.Range(0, 400).Select(i => Sample.Json($"{i * 7919 % 400}", i % 3 == 0 ? Sample.Edited(i / 12) : Sample.Text(i / 12))));
        string[] common = ["clean", "docs.jsonl", "--remove", "identical,near,contained"];

        Dedup([.. common, "-o", "1.jsonl", "--removed", "1.removed", "--threads", "1"]);
        Dedup([.. common, "-o", "5.jsonl", "--removed", "5.removed", "--threads", "5"]);

        Assert.That(Read("5.jsonl"), Is.EqualTo(Read("1.jsonl")));
        Assert.That(Read("5.removed"), Is.EqualTo(Read("1.removed")));
        Assert.That(Read("1.jsonl").Split('\n'), Has.Length.InRange(34, 80));
    }

    [Test]
    public void Cut_TakesRepeatedPassagesOutOfTheTextsAndChangesNothingElse()
    {
        string header = Sample.Text(50, 100);
        string Line(string id, int seed) => $"{{ \"id\":\"{id}\", \"text\" : \"{header}\\n{Sample.Text(seed)} \\u00e9\", \"x\": [1.0] }}";
        string[] lines = [Line("b", 1), Line("a", 2), Line("c", 3), Sample.Json("d", Sample.Text(4)), Line("c2", 3)];
        Folder.WriteLines("docs.jsonl", lines);

        ToolResult result = Dedup("clean", "docs.jsonl", "-o", "clean.jsonl", "--cut", "--removed", "removed.jsonl");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.Error, Does.Contain(", 1 removed (1 identical), 4 kept in clean.jsonl, 2 passages cut out of 2 of them, "));
        string[] cut = Read("clean.jsonl").Split('\n');
        Assert.That(cut[0], Is.EqualTo($"{{ \"id\":\"b\", \"text\" : \"{Sample.Text(1)} é\", \"x\": [1.0] }}"));
        Assert.That(cut[1], Is.EqualTo(lines[1]), "the smallest id keeps the header, byte for byte");
        Assert.That(cut[2], Is.EqualTo($"{{ \"id\":\"c\", \"text\" : \"{Sample.Text(3)} é\", \"x\": [1.0] }}"));
        Assert.That(cut[3], Is.EqualTo(lines[3]));
        string[] list = Read("removed.jsonl").Split('\n');
        Assert.That(list[0], Is.EqualTo($"{{\"id\":\"b\",\"keptId\":\"a\",\"relation\":\"cut\",\"start\":0,\"length\":{header.Length},\"keptStart\":0,\"keptLength\":{header.Length},\"file\":\"docs.jsonl\",\"line\":1}}"));
    }

    /// <summary>Two articles of nothing but what stands in two longer ones: nothing would be left of them.</summary>
    [Test]
    public void Cut_AnArticleOfWhichNothingIsLeft_IsLeftOutAndListed()
    {
        string[] lines = [Sample.Json("a", Sample.Text(1, 60) + " " + Sample.Text(2, 200)), Sample.Json("b", Sample.Text(3, 60) + " " + Sample.Text(4, 200)), Sample.Json("c", Sample.Text(1, 60) + ". " + Sample.Text(3, 50)), Sample.Json("d", Sample.Text(5))];
        Folder.WriteLines("docs.jsonl", lines);
        Folder.Write("in/a.txt", Sample.Text(1, 60) + " " + Sample.Text(2, 200));
        Folder.Write("in/b.txt", "(" + Sample.Text(1, 60) + ")");

        ToolResult result = Dedup("clean", "docs.jsonl", "-o", "clean.jsonl", "--cut", "--removed", "removed.jsonl", "--remove", "none");
        ToolResult marked = Dedup("clean", "docs.jsonl", "-o", "marked.jsonl", "--cut", "--mark", "--removed", "marked.removed", "--remove", "none");
        ToolResult files = Dedup("clean", "in", "-o", "out", "--cut", "--remove", "none");

        Assert.That(result.Error, Does.Match(@"^dedup: 4 articles from 1 file, 0 removed, 3 kept in clean\.jsonl, 2 passages cut out of 0 of them, 1 of which nothing was left, "));
        Assert.That(Read("clean.jsonl"), Is.EqualTo(Joined(lines[0], lines[1], lines[3])));
        string[] list = Read("removed.jsonl").Split('\n');
        Assert.That(list[0], Is.EqualTo("{\"id\":\"c\",\"keptId\":\"a\",\"relation\":\"cutWhole\",\"file\":\"docs.jsonl\",\"line\":3}"));
        Assert.That(list, Has.Length.EqualTo(4), "and both passages");
        Assert.That(marked.ExitCode, Is.Zero, marked.ToString());
        Assert.That(Read("marked.jsonl"), Is.EqualTo(Joined(lines)), "marking leaves nothing out, and makes nothing empty");
        Assert.That(Read("marked.removed"), Is.Empty);
        Assert.That(files.Error, Does.Contain("1 of which nothing was left"), files.ToString());
        Assert.That(Directory.GetFiles(Path.Combine(Folder.Path, "out")).Select(Path.GetFileName), Is.EqualTo(new[] { "a.txt" }));
    }

    [Test]
    public void JsonArray_KeptRecordsKeepTheirBytesAndTheOutputIsAnArray()
    {
        string[] records = [.. Lines.Select(line => line.Trim())];
        Folder.Write("docs.json", $"[{records[0]},{records[1]} ,\n\n {records[2]}, {records[3]}\n,{records[4]}]");
        Folder.Write("more.json.gz", TemporaryFolder.Gzip(Encoding.UTF8.GetBytes($" [ {Sample.Json("z", Sample.Text(9))} ]")));
        Folder.Write("none.json", "[\n]");

        ToolResult result = Dedup("clean", "docs.json", "more.json.gz", "-o", "clean.json", "--removed", "removed.jsonl");
        ToolResult marked = Dedup("clean", "docs.json", "-o", "marked.json", "--mark");
        ToolResult piped = DedupWithInput(File.ReadAllBytes(Path.Combine(Folder.Path, "docs.json")), "clean", "-", "-o", "-", "-q");
        ToolResult empty = Dedup("clean", "none.json", "--input-format", "json", "-o", "out/");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(Read("clean.json"), Is.EqualTo($"[\n{records[0]},\n{records[2]},\n{records[4]},\n{Sample.Json("z", Sample.Text(9))}\n]\n"));
        Assert.That(Read("removed.jsonl"), Does.Contain("\"file\":\"docs.json\",\"line\":2}\n").And.Contain("\"line\":4}\n"), "the number of the record in its array");
        Assert.That(piped.Output, Is.EqualTo($"[\n{records[0]},\n{records[2]},\n{records[4]}\n]\n"));
        Assert.That(marked.ExitCode, Is.Zero, marked.ToString());
        using JsonDocument all = JsonDocument.Parse(Read("marked.json"));
        Assert.That(all.RootElement.EnumerateArray().Select(record => record.TryGetProperty("dedup_of", out JsonElement of) ? of.GetString() : "-"), Is.EqualTo(new[] { "-", "a", "-", "a", "-" }));
        Assert.That(empty.ExitCode, Is.Zero, empty.ToString());
    }

    [TestCase("{\"id\":\"x\",\"text\":\"y\"", "ends before its array is closed (the records before are kept, the rest is skipped)")]
    [TestCase("{\"id\":\"x\"},{\"id\":\"z\",\"text\":\"y\"}]", "no \"text\"; name the field with --text-field if it is called otherwise (record skipped)")]
    [TestCase("[1],{\"id\":\"z\",\"text\":\"y\"}]", "not a JSON object (record skipped)")]
    [TestCase("{\"id\":\"x\",,},{\"id\":\"z\",\"text\":\"y\"}]", "broken JSON at byte 11: ',' is an invalid start of a property name. Expected a '\"' (record skipped)")]
    public void JsonArray_Broken_IsOneLineAndTheRestGoesOn(string second, string message)
    {
        Folder.Write("docs.json", $"[{Sample.Json("a", A)},\n{second}");

        ToolResult result = Dedup("clean", "docs.json", "-o", "clean.json");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines[0], Is.EqualTo("dedup: docs.json:2: " + message).Or.EqualTo("dedup: docs.json:2: cannot be read: " + message));
        Assert.That(Read("clean.json"), Does.StartWith($"[\n{Sample.Json("a", A)}"));
    }

    [TestCase("{\"id\":1,\"text\":\"x\"}\n{\"id\":2,\"text\":\"y\"}\n", "2 articles")]
    [TestCase("{\n  \"id\": 1,\n  \"text\": \"x\"\n}\n", "1 article")]
    [TestCase("[draft] Seven owls were counted.", "1 article")]
    public void Json_ByItsFirstBytes_IsLinesOrAText(string content, string expected)
    {
        Folder.Write("docs.json", content);
        Assert.That(Dedup("clean", "docs.json", "--dry-run").Error, Does.StartWith($"dedup: {expected} from 1 file"));
    }

    /// <summary>Texts stay in their file, or in memory, or go to a temporary file past the limit, and nobody can tell from the output.</summary>
    [Test]
    public void Memory_LittleOrMuch_TheOutputIsTheSame()
    {
        Folder.WriteLines("docs.jsonl", Enumerable.Range(0, 6000).Select(i => Sample.Json($"{i}", i % 7 == 3 ? Sample.Edited(i - 1, 1500) : Sample.Text(i, 1500))));

        Folder.Write("packed.jsonl.gz", TemporaryFolder.Gzip(File.ReadAllBytes(Path.Combine(Folder.Path, "docs.jsonl"))));

        ToolResult inPlace = Dedup("clean", "docs.jsonl", "-o", "in-place.jsonl", "--removed", "in-place.removed", "--memory", "64M", "--cut");
        ToolResult little = Dedup("clean", "packed.jsonl.gz", "-o", "little.jsonl", "--removed", "little.removed", "--memory", "64M", "--cut");
        ToolResult much = Dedup("clean", "packed.jsonl.gz", "-o", "much.jsonl", "--removed", "much.removed", "--memory", "8G", "--cut");
        ToolResult nowhere = Shell("TMPDIR=/nowhere dedup clean packed.jsonl.gz -o nowhere.jsonl --memory 64M");

        Assert.That(inPlace.ExitCode, Is.Zero, inPlace.ToString());
        Assert.That(little.ExitCode, Is.Zero, little.ToString());
        Assert.That(much.ExitCode, Is.Zero, much.ToString());
        Assert.That(Read("little.jsonl") == Read("much.jsonl"), Is.True);
        Assert.That(Read("little.jsonl") == Read("in-place.jsonl"), Is.True);
        Assert.That(Read("little.removed").Replace("packed.jsonl.gz", "docs.jsonl", StringComparison.Ordinal) == Read("in-place.removed"), Is.True);
        Assert.That(Read("little.removed") == Read("much.removed"), Is.True);
        Assert.That(nowhere.ExitCode, Is.EqualTo(2), nowhere.ToString());
        Assert.That(nowhere.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(nowhere.Error, Does.StartWith("dedup: cannot keep texts in a temporary file in /nowhere/: ").And.Contain("allow more memory"));
        Assert.That(File.Exists(Path.Combine(Folder.Path, "nowhere.jsonl")), Is.False);
    }

    [TestCase("63M")]
    [TestCase("2GB")]
    [TestCase("-1")]
    public void Memory_OutOfRange_SaysWhatIsRight(string value)
    {
        Folder.WriteLines("docs.jsonl", Lines);
        ToolResult result = Dedup("clean", "docs.jsonl", "--dry-run", "--memory", value);
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.StartWith($"dedup: --memory takes a size of 64M or more, such as 2G, not \"{value}\""));
    }

    [Test]
    public void Cut_TextFilesAndTablesKeepTheirForm()
    {
        string header = Sample.Text(50, 100);
        Folder.Write("in/a.txt", header + "\n" + Sample.Text(1));
        Folder.Write("in/b.txt", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(header + "\r\n" + Sample.Text(2) + " ä")]);
        Folder.Write("in/c.txt.gz", TemporaryFolder.Gzip(Encoding.UTF8.GetBytes(header + "\n" + Sample.Text(3))));
        Folder.Write("in/t.csv", $"id,note,text\nt,\"x \"\"y\"\"\",\"{header} {Sample.Text(4)}, \"\"end\"\"\"\n");

        ToolResult result = Dedup("clean", "in", "-o", "out", "--cut");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(Read("out/a.txt"), Is.EqualTo(Read("in/a.txt")));
        Assert.That(File.ReadAllBytes(Path.Combine(Folder.Path, "out/b.txt")), Is.EqualTo((byte[])[.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Sample.Text(2) + " ä")]));
        Assert.That(Unpack("out/c.txt.gz"), Is.EqualTo(Sample.Text(3)));
        Assert.That(Read("out/t.csv"), Is.EqualTo($"id,note,text\nt,\"x \"\"y\"\"\",\"{Sample.Text(4)}, \"\"end\"\"\"\n"));
    }

    [TestCase("docs.jsonl -o docs.jsonl", "-o would overwrite docs.jsonl, which is read")]
    [TestCase("docs.jsonl -o ./sub/../docs.jsonl", "-o would overwrite docs.jsonl, which is read")]
    [TestCase("docs.jsonl -o full", "-o full: the folder is not empty")]
    [TestCase("docs.jsonl -o nowhere/x.jsonl", "-o nowhere/x.jsonl: there is no folder nowhere")]
    [TestCase("docs.jsonl", "-o is missing")]
    [TestCase("docs.jsonl -o x --removed docs.jsonl", "--removed would overwrite docs.jsonl")]
    [TestCase("docs.jsonl -o x --remove copies", "--remove takes a list of identical, near, contained, or none, not \"copies\"")]
    [TestCase("full -o x --mark", "full/a.txt: is an article as a whole")]
    [TestCase("full -o -", "full/a.txt: is an article as a whole, and only records go to standard output")]
    [TestCase("full/a.txt sub/a.txt -o x", "full/a.txt and sub/a.txt would both become x")]
    public void WrongOutput_IsRefusedInOneLine(string arguments, string message)
    {
        Folder.WriteLines("docs.jsonl", Lines);
        Folder.Write("full/a.txt", A);
        Folder.Write("sub/a.txt", B);

        ToolResult result = Dedup(["clean", .. arguments.Split(' ')]);

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines, Has.Length.EqualTo(1), result.ToString());
        Assert.That(result.Error, Does.StartWith("dedup: " + message));
        Assert.That(Read("docs.jsonl"), Is.EqualTo(Joined(Lines)));
    }

    [Test]
    public void OutputInTheInputFolder_IsNotReadByTheNextRun()
    {
        Folder.WriteLines("in/docs.jsonl", Lines);

        Dedup("clean", "in", "-o", "in/clean.jsonl");
        string first = Read("in/clean.jsonl");
        ToolResult second = Dedup("clean", "in", "-o", "in/clean.jsonl");

        Assert.That(second.ExitCode, Is.Zero, second.ToString());
        Assert.That(Read("in/clean.jsonl"), Is.EqualTo(first));
    }
}
