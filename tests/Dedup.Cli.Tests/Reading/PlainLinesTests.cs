using System.Text;
using Dedup.Cli.Reading;

namespace Dedup.Cli.Tests.Reading;

/// <summary>Lines that are read the plain way give what the careful way gives, to the last message.</summary>
public sealed class PlainLinesTests
{
    private static readonly string[] Names = ["id", "text", "title", "source", "date", "x", "", "te\\u0078t", "i\\td", "\\ud800", "ü"];

    private static readonly string[] Strings =
    [
        "", "a", "2024-05-31", "not a date", "über 😀", "a\\nb", "\\\"", "\\\\", "\\/", "\\b\\f\\r\\t", "\\u0000", "\\u00E9\\u20ac", "\\ud83d\\ude00", "\\ud83d", "\\udE00", "\\ud83d\\u0041",
        "\\u4e2d\\u6587\\n", "\\x", "\\u12", "\\u12g4", "\\", "\u0001", "\u007f", new string('l', 70) + "\\n" + new string('m', 130),
    ];

    private static readonly string[] Others =
    [
        "0", "-0", "12", "01", "-", "1.5e3", "1.", "1e", "+1", ".5", "null", "true", "false", "nul", "truefalse", "NaN", "{}", "[]", "[1,{\"x\":true}]", "{\"id\":\"inner\"}", "[1,]", "{,}", "[", "{\"a\"}",
        "[}", "1 2", "", "//", "/**/1",
        Nested(998), Nested(999), Nested(1000), "[1 , \"\\ud800\"]", "{\"\\ud800\":1}",
    ];

    private static readonly string[] Blanks = ["", "", "", " ", "\t \r", "\n", "\f", "\u00a0"];

    [Test]
    public void Parse_MadeUpLines_IsTheSameBothWays([Range(1, 8)] int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 4000; i++)
        {
            AssertSame(Encoding.UTF8.GetBytes(Line(random)), seed);
        }
    }

    [Test]
    public void Parse_DamagedLines_IsTheSameBothWays([Range(1, 8)] int seed)
    {
        byte[] marks = [.. "{}[]\":,\\u0189aetrnl. \t\n"u8, 0, 0x1F, 0x80, 0xC3, 0xE2, 0xF0, 0xFF];
        Random random = new(seed);
        for (int i = 0; i < 4000; i++)
        {
            List<byte> line = [.. Encoding.UTF8.GetBytes("""{"id":"a","text":"\ud83d\ude00 über \u00e9 more","n":[1.5e3,{"x":true}],"title":null,"date":"2024-01-01T00:00:00Z"}""")];
            for (int hits = random.Next(1, 4); hits > 0; hits--)
            {
                int place = random.Next(line.Count);
                switch (random.Next(4))
                {
                    case 0:
                        line.RemoveAt(place);
                        break;
                    case 1:
                        line.Insert(place, marks[random.Next(marks.Length)]);
                        break;
                    case 2:
                        line.RemoveRange(place, Math.Min(random.Next(20), line.Count - place));
                        break;
                    default:
                        line[place] = marks[random.Next(marks.Length)];
                        break;
                }

                if (line.Count == 0)
                {
                    break;
                }
            }

            AssertSame([.. line], seed);
        }
    }

    [Test]
    public void Parse_EscapesEverywhere_GivesTheText()
    {
        string text = string.Concat(Enumerable.Repeat("中文\n\"é😀\\ plain words between, long enough for a vector or two of the processor ", 2000));
        string line = $$"""{"title":"{{new string('t', 100)}}\n","text":"{{string.Concat(text.Select(static unit => $"\\u{(int)unit:x4}"))}}","id":"\u0061"}""";
        using FileOfOneLine file = new(Encoding.UTF8.GetBytes(line));
        foreach (RecordTexts? texts in file.Texts)
        {
            Article? article = new JsonArticleParser(new FieldNames(), texts).Parse(Encoding.UTF8.GetBytes(line), (_, what) => Assert.Fail(what), FileOfOneLine.Place);
            Assert.That(article, Is.EqualTo(new Article("a", text) { Title = new string('t', 100) + "\n" }));
        }
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static string Line(Random random)
    {
        StringBuilder line = new();
        line.Append(Pick(Blanks)).Append(random.Next(30) == 0 ? Pick(Others) : "{");
        int count = random.Next(7);
        for (int i = 0; i < count; i++)
        {
            line.Append(i == 0 || random.Next(40) == 0 ? string.Empty : ",").Append(Pick(Blanks));
            line.Append('"').Append(Names[random.Next(random.Next(3) == 0 ? Names.Length : 6)]).Append('"').Append(Pick(Blanks));
            line.Append(random.Next(40) == 0 ? string.Empty : ":").Append(Pick(Blanks));
            line.Append(random.Next(4) > 0 ? $"\"{Pick(Strings)}\"" : Pick(Others)).Append(Pick(Blanks));
        }

        return line.Append(random.Next(30) == 0 ? "," : string.Empty).Append(random.Next(40) == 0 ? string.Empty : "}").Append(random.Next(10) == 0 ? Pick(Others) : string.Empty).ToString();

        string Pick(string[] from) => from[random.Next(from == Blanks ? random.Next(20) == 0 ? Blanks.Length : 5 : from.Length)];
    }

    private static void AssertSame(byte[] line, int seed)
    {
        using FileOfOneLine file = new(line);
        string? first = null;
        foreach (RecordTexts? texts in file.Texts)
        {
            string expected = Parse(careful: true);
            Assert.That(Parse(careful: false), Is.EqualTo(expected), $"seed {seed}: {Encoding.Latin1.GetString(line)}");
            Assert.That(expected, Is.EqualTo(first ??= expected), $"seed {seed}, texts in another place: {Encoding.Latin1.GetString(line)}");

            string Parse(bool careful)
            {
                List<string> problems = [];
                JsonArticleParser parser = new(new FieldNames(), texts) { IsAlwaysCareful = careful };
                Article? article = parser.Parse(line, (kind, what) => problems.Add($"{kind} {what}"), FileOfOneLine.Place);
                return $"{article?.Id}|{article?.Text}|{article?.Title}|{article?.Source}|{article?.Date}|{string.Join(';', problems)}";
            }
        }
    }

    /// <summary>A line in a file, so that its text may stay there.</summary>
    private sealed class FileOfOneLine : IDisposable
    {
        /// <summary>Where the line starts.</summary>
        public const int Place = 3;

        private readonly string path = Path.GetTempFileName();
        private readonly TextStore store = new();
        private readonly TextFile file;

        public FileOfOneLine(byte[] line)
        {
            File.WriteAllBytes(path, [.. new byte[Place], .. line]);
            file = new TextFile(path);
        }

        /// <summary>The places where texts may go: into the articles, the store, or nowhere.</summary>
        public RecordTexts?[] Texts => [null, new RecordTexts(store), new RecordTexts(store, file) { LeastInFile = 0 }];

        public void Dispose()
        {
            file.Dispose();
            store.Dispose();
            File.Delete(path);
        }
    }
}
