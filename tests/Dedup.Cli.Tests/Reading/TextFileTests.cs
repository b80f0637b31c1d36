using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dedup.Cli.Reading;

namespace Dedup.Cli.Tests.Reading;

/// <summary>Texts that are left in their file are the texts that stood there, or the run ends.</summary>
public sealed class TextFileTests
{
    private const int Longest = 40_000;
    private const string Letters = "abcdefghij \n\"\\/é中😀\u0001";

    private static readonly JsonSerializerOptions[] Escapes = [new(), new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }];

    private TemporaryFolder folder = null!;
    private TextStore store = null!;

    [SetUp]
    public void SetUp()
    {
        folder = new TemporaryFolder();
        store = new TextStore();
    }

    [TearDown]
    public void TearDown()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Test]
    public void Read_AnyLinesInAnyChunks_FindsEachTextAgain([Range(1, 12)] int seed, [Values(1, 3)] int threads, [Values] bool hasMark)
    {
        Random random = new(seed);
        Dictionary<string, string> expected = [];
        using MemoryStream bytes = new();
        bytes.Write(hasMark ? [0xEF, 0xBB, 0xBF] : []);
        for (int number = 1; number <= 200; number++)
        {
            string text = Text(random, random.Next(40) == 0 ? random.Next(Longest) : random.Next(2_000));
            byte[] line = Encoding.UTF8.GetBytes($"{{\"id\":\"{number}\",\"text\":{JsonSerializer.Serialize(text, Escapes[random.Next(2)])}}}");
            switch (random.Next(20))
            {
                case 0:
                    bytes.Write(Encoding.UTF8.GetBytes(new string(' ', random.Next(3 * Longest)) + "\n"));
                    break;
                case 1:
                    // Invalid UTF-8, whose text cannot stay where it is.
                    line = [.. line[..^2], 0xFF, .. line[^2..]];
                    text += '\uFFFD';
                    break;
            }

            if (line.Length <= Longest)
            {
                expected.Add($"{number}", text);
            }

            bytes.Write(line);
            bytes.Write(random.Next(3) == 0 ? "\r\n"u8 : "\n"u8);
        }

        Dictionary<string, string> read = Read(bytes.ToArray(), random, threads, out TextFile file);
        using (file)
        {
            Assert.That(read, Is.EqualTo(expected), $"seed {seed}");
            Assert.That(file.TextBytes, Is.GreaterThan(store.TextBytes), "few are not left in the file");
        }
    }

    [Test]
    public void Read_Utf16_LeavesNothingInTheFile()
    {
        string line = Sample.Json("a", Sample.Text(1));
        Dictionary<string, string> read = Read([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(line)], new Random(1), 1, out TextFile file);
        file.Dispose();
        Assert.That(read, Is.EqualTo(new Dictionary<string, string> { ["a"] = Sample.Text(1) }));
        Assert.That(file.TextBytes, Is.Zero);
    }

    [Test]
    public void Keep_ShortText_GoesToTheStore()
    {
        using TextFile file = new(folder.Write("f", new string('a', 2000)));
        RecordTexts texts = new(store, file);
        Article brief = texts.Keep("a", Encoding.UTF8.GetBytes(new string('a', 511)), 1, 511);
        Article longer = texts.Keep("b", Encoding.UTF8.GetBytes(new string('a', 512)), 1, 512);
        Assert.That((store.TextBytes, file.TextBytes), Is.EqualTo((511L, 512L)));
        Assert.That(brief.Text, Is.EqualTo(new string('a', 511)));
        Assert.That(() => longer.Text, Throws.TypeOf<FatalException>(), "no quote stands behind it");
    }

    /// <summary>Wherever the one byte stands, in whole vectors of text or behind them.</summary>
    [Test]
    public void Text_AnyByteChanged_EndsTheRun()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Sample.Text(1)), (byte)'"'];
        using TextFile file = new(folder.Write("f", bytes));
        ITextSource text = file.TextAt(0, bytes.Length - 1, bytes.AsSpan(..^1));
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i]++;
            folder.Write("f", bytes);
            Assert.That(text.Read, Throws.TypeOf<FatalException>(), $"byte {i}");
            bytes[i]--;
        }

        folder.Write("f", bytes);
        Assert.That(text.Read(), Is.EqualTo(Sample.Text(1)));
    }

    [TestCase(0, false, "cut to nothing")]
    [TestCase(900, false, "cut within the text")]
    [TestCase(2_000, true, "a byte is there no longer, and all else has moved")]
    public void Text_FileChangedSinceThen_EndsTheRun(int length, bool moves, string how)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(string.Join('\n', Sample.Json("a", Sample.Text(1)), Sample.Json("b", Sample.Text(2)), Sample.Json("c", Sample.Text(3)), string.Empty));
        List<Article> articles = [];
        string path = folder.Write("f", bytes);
        using TextFile file = new(path);
        using (PeekStream stream = new(File.OpenRead(path)))
        {
            Reader(file, 1).Read(stream, path, (article, _) => articles.Add(article));
        }

        Assert.That(articles[2].Text, Is.EqualTo(Sample.Text(3)));
        File.WriteAllBytes(path, moves ? bytes[1..] : bytes[..length]);
        Assert.That(() => articles[2].Text, Throws.TypeOf<FatalException>().With.Message.EqualTo($"{path}: was changed while it was compared; nothing is written, run again"), how);
        Assert.That(() => Deduplicator.Run(articles), Throws.TypeOf<FatalException>());

        // What is added behind the lines that were read changes none of them.
        File.WriteAllBytes(path, [.. bytes, .. bytes]);
        Assert.That(articles.ConvertAll(static article => article.Text), Is.EqualTo(new[] { Sample.Text(1), Sample.Text(2), Sample.Text(3) }));
    }

    [Test]
    public void Open_ManyFiles_StopsBeforeThereAreTooMany()
    {
        string path = folder.Write("f", string.Empty);
        using RunMemory memory = new(1 << 30);
        Assert.That(Enumerable.Range(0, 300).Count(_ => memory.Open(path) is not null), Is.EqualTo(256));
        Assert.That(memory.Open("no such file"), Is.Null);
    }

    private Dictionary<string, string> Read(byte[] bytes, Random random, int threads, out TextFile file)
    {
        file = new TextFile(folder.Write("f", bytes));
        List<Article> articles = [];
        using PeekStream stream = new(new ChunkedStream(bytes, random));
        Reader(file, threads).Read(stream, "f", (article, _) => articles.Add(article));

        return articles.ToDictionary(static article => article.Id, static article => article.Text);
    }

    private JsonLinesReader Reader(TextFile file, int threads) =>
        new(new FieldNames(), new Problems(static _ => { }), new ReadingLimits(Longest), new RecordTexts(store, file) { LeastInFile = 0 }, threads);

    private static string Text(Random random, int length)
    {
        StringBuilder text = new();
        while (text.Length < length)
        {
            text.Append(Letters[random.Next(Letters.Length)] is var letter && char.IsSurrogate(letter) ? "😀" : $"{letter}");
        }

        return text.ToString();
    }
}
