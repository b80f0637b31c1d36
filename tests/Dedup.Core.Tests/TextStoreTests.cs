using System.Buffers;
using System.Text;
using Dedup.Core.Tests.Data;
using Dedup.Reporting;
using NUnit.Framework;

namespace Dedup.Core.Tests;

/// <summary>Texts that are kept in a store come out as they went in, and what is found among them is what is found among strings.</summary>
public sealed class TextStoreTests
{
    private string folder = string.Empty;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("dedup-store-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    private static IEnumerable<string> Odd() =>
    [
        string.Empty, "a", "Ünïcödé — ☂ 𝄞", "half \uD834 of a pair", "\uDD1E", "\0\uFEFF\uFFFF", new string('x', 300_000), new string('字', 100_000), "Seven owls were counted.",
    ];

    [Test]
    public void Keep_AnyText_ComesBackToTheLastUnit([Values(0, 100_000, long.MaxValue)] long memory)
    {
        using TextStore store = new(memory, folder);
        string[] texts = [.. Odd(), .. Enumerable.Range(0, 400).Select(i => Texts.Text((ulong)i, 100)), .. Odd()];
        Article[] kept = [.. texts.Select((text, i) => store.Keep(new Article($"{i}", text) { Title = "t", Source = "s" }))];
        Assert.Multiple(() =>
        {
            for (int i = 0; i < texts.Length; i++)
            {
                Assert.That(kept[i].Text, Is.EqualTo(texts[i]), $"text {i}");
                Assert.That(kept[i].TextLength, Is.EqualTo(texts[i].Length), $"text {i}");
                Assert.That(kept[i], Is.EqualTo(new Article($"{i}", texts[i]) { Title = "t", Source = "s" }), $"text {i}");
                Assert.That(kept[i].GetHashCode(), Is.EqualTo(new Article($"{i}", texts[i]) { Title = "t", Source = "s" }.GetHashCode()), $"text {i}");
            }

            Assert.That(store.FileBytes, memory == long.MaxValue ? Is.Zero : Is.GreaterThan(500_000));
        });
    }

    [Test]
    public void Keep_Bytes_GivesTheTextOfTheBytes()
    {
        using TextStore store = new(folder: folder);
        byte[] broken = [.. "caf"u8, 0xC3, (byte)' ', 0xF0, 0x9D, 0x84, 0x9E];
        Assert.Multiple(() =>
        {
            Assert.That(store.Keep("a", "Größe"u8).Text, Is.EqualTo("Größe"));
            Assert.That(store.Keep("a", broken).Text, Is.EqualTo(Encoding.UTF8.GetString(broken)));
            Assert.That(store.Keep("a", []).Text, Is.Empty);
            Assert.That(store.TextBytes, Is.EqualTo(7 + 11));
        });
    }

    [Test]
    public void Equals_OfKeptAndPlainArticles_LooksAtAllFields()
    {
        using TextStore store = new();
        Article article = new("a", "one text") { Title = "t" };
        Article kept = store.Keep(article);
        Assert.Multiple(() =>
        {
            Assert.That(kept, Is.EqualTo(article));
            Assert.That(store.Keep(kept), Is.SameAs(kept));
            Assert.That(kept with { Title = "u" }, Is.Not.EqualTo(article));
            Assert.That(kept with { Date = DateTimeOffset.UnixEpoch }, Is.Not.EqualTo(article));
            Assert.That(kept with { Source = "s" }, Is.Not.EqualTo(article));
            Assert.That(kept, Is.Not.EqualTo(store.Keep(new Article("a", "on3 text") { Title = "t" })));
            Assert.That(kept, Is.Not.EqualTo(store.Keep(new Article("b", "one text") { Title = "t" })));
            Assert.That(kept.ToString(), Is.EqualTo(article.ToString()));
        });
    }

    [Test]
    public void MemoryBytes_MadeSmaller_MovesTextsToTheFile()
    {
        using TextStore store = new(1 << 20, folder);
        Article[] kept = [.. Enumerable.Range(0, 500).Select(i => store.Keep(new Article($"{i}", Texts.Text((ulong)i, 150))))];
        long before = store.FileBytes;
        store.MemoryBytes = 0;
        Article[] more = [.. Enumerable.Range(500, 500).Select(i => store.Keep(new Article($"{i}", Texts.Text((ulong)i, 150))))];
        Assert.Multiple(() =>
        {
            Assert.That(before, Is.Zero);
            Assert.That(store.FileBytes, Is.GreaterThan(store.TextBytes - (128 << 10)));
            Assert.That(kept.Concat(more).Select(article => article.Text), Is.EqualTo(Enumerable.Range(0, 1000).Select(i => Texts.Text((ulong)i, 150))));
        });
    }

    [Test]
    public void Keep_OnManyThreads_MixesNothingUp()
    {
        using TextStore store = new(200_000, folder);
        Article[] kept = new Article[3000];
        Parallel.For(0, kept.Length, i =>
        {
            kept[i] = store.Keep(new Article($"{i}", Texts.Text((ulong)i, 60)));
            Assert.That(kept[i / 2]?.Text, Is.Null.Or.EqualTo(Texts.Text((ulong)i / 2, 60)));
        });
        Parallel.For(0, kept.Length, i => Assert.That(kept[i].Text, Is.EqualTo(Texts.Text((ulong)i, 60))));
    }

    /// <summary>Buffers go round while others read from them; whoever reads gets its own text or that from the file, never another.</summary>
    [Test]
    public void Read_WhileBuffersGoRound_NeverGivesAnotherText()
    {
        using TextStore store = new(200_000, folder);
        Article?[] kept = new Article?[20_000];
        Task keeping = Task.Run(() =>
        {
            for (int i = 0; i < kept.Length; i++)
            {
                Volatile.Write(ref kept[i], store.Keep(new Article($"{i}", new string((char)('a' + (i % 26)), 500 + (i % 1000)))));
            }
        });
        int read = 0;
        for (int i = 0; !keeping.IsCompleted || i % kept.Length != 0; i++)
        {
            int number = i % kept.Length;
            if (Volatile.Read(ref kept[number]) is { } article)
            {
                Assert.That(article.Text.AsSpan().IndexOfAnyExcept((char)('a' + (number % 26))), Is.EqualTo(-1), $"text {number}");
                read++;
            }
        }

        keeping.GetAwaiter().GetResult();
        Assert.That(read, Is.GreaterThan(kept.Length / 2));
        store.TrimExcess();
        Assert.That(kept[0]!.Text, Is.EqualTo(new string('a', 500)));
    }

    [Test]
    public void File_InUse_HasNoNameThatAKillCouldLeaveBehind()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Windows deletes the file when it is closed.");
        }

        using TextStore store = new(0, folder);
        Article article = store.Keep(new Article("a", new string('x', 1 << 20)));
        store.Keep(new Article("b", new string('y', 1 << 20)));
        Assert.Multiple(() =>
        {
            Assert.That(store.FileBytes, Is.EqualTo(1 << 20));
            Assert.That(Directory.EnumerateFileSystemEntries(folder), Is.Empty);
            Assert.That(article.Text, Is.EqualTo(new string('x', 1 << 20)));
        });
    }

    [Test]
    public void Keep_NoRoomForTheFile_SaysWhereAndWhatHelps()
    {
        using TextStore store = new(0, Path.Combine(folder, "none"));
        store.Keep(new Article("a", new string('x', 1 << 20)));
        Assert.That(() => store.Keep(new Article("b", "y")), Throws.TypeOf<TextStoreException>().With.Message.Contains(Path.Combine(folder, "none")).And.Message.Contains("allow more memory"));
    }

    [Test]
    public void Text_AfterDispose_Throws()
    {
        TextStore store = new();
        Article article = store.Keep(new Article("a", "text"));
        store.Dispose();
        Assert.Multiple(() =>
        {
            Assert.That(() => article.Text, Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => store.Keep(new Article("b", "text")), Throws.TypeOf<ObjectDisposedException>());
        });
    }

    [Test]
    public void Constructor_NegativeMemory_Throws()
    {
        Assert.That(() => new TextStore(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
        using TextStore store = new();
        Assert.That(() => store.MemoryBytes = -1, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [TestCase(0)]
    [TestCase(1_000_000)]
    [TestCase(long.MaxValue)]
    public void Run_OverKeptTexts_GivesTheReportOfStrings(long memory)
    {
        string header = Texts.Text(99, 60);
        List<Article> articles = [.. Odd().Select((text, i) => new Article($"odd {i}", text))];
        for (ulong story = 0; story < 60; story++)
        {
            string[] words = Texts.Words(1000 + story, 60 + (30 * (int)(story % 5)));
            for (ulong version = 0; version < 8; version++)
            {
                string start = version % 3 == 0 ? "„" : string.Empty;
                articles.Add(new Article($"{story}-{version}", $"{start}{header} — {string.Join(version % 2 == 0 ? " " : " é ", Texts.Edit(words, version % 4, version < 4 ? 2 : 0))}…\n") { Title = $"Title {story}" });
            }
        }

        CheckSame(articles, memory);
    }

    [TestCase(0)]
    [TestCase(5_000_000)]
    public void Run_ReutersKept_GivesTheReportOfStrings(long memory) =>
        CheckSame(Repository.ReadArticles(Repository.Shared("data/reuters_gold/docs.jsonl.gz")), memory);

    /// <summary>A source of the user's own may have no more than a string.</summary>
    [Test]
    public void Run_OverTextsFromElsewhere_GivesTheReportOfStrings()
    {
        List<Article> articles = [.. Odd().Select((text, i) => new Article($"odd {i}", text)), .. Enumerable.Range(0, 100).Select(i => new Article($"{i}", Texts.Text((ulong)i / 2, 200) + (i % 4 == 1 ? " more" : "")))];
        using TextStore store = new(0, folder);
        Article[] elsewhere = [.. articles.Select(article => new Article(article.Id, new PlainSource(article.Text)))];
        Assert.That(elsewhere.Select(store.Keep), Is.EqualTo(elsewhere));
        Assert.That(store.TextBytes, Is.Zero, "they are kept already");
        CheckSame(articles, elsewhere);
        Assert.That(new Article("odd 0", articles[0].Text), Is.EqualTo(elsewhere[0]));
        Assert.That(() => new Article("a", (ITextSource)null!), Throws.ArgumentNullException);
    }

    [Test]
    public void Run_SourceThatThrows_EndsWithItsException()
    {
        Article[] articles = [new("a", Texts.Text(1, 200)), new("b", new BrokenSource())];
        Assert.That(() => Deduplicator.Run(articles), Throws.TypeOf<AggregateException>().With.InnerException.TypeOf<TimeoutException>());
    }

    [Test]
    public void TextBytes_OfARun_AreThoseOfUtf8WhereverTheTextsAre()
    {
        Article[] articles = [.. Odd().Append("é中😀 " + new string('é', 40_000_000)).Select((text, i) => new Article($"{i}", text))];
        using TextStore store = new(memoryBytes: 0, folder);
        long expected = articles.Sum(article => (long)Encoding.UTF8.GetByteCount(article.Text));
        DedupOptions options = new() { Detect = Detect.Resemblance };
        Assert.That(Deduplicator.Run(articles, options).Cost.TextBytes, Is.EqualTo(expected));
        Assert.That(Deduplicator.Run(articles.Select(store.Keep), options).Cost.TextBytes, Is.EqualTo(expected));
    }

    private void CheckSame(List<Article> articles, long memory)
    {
        using TextStore store = new(memory, folder);
        CheckSame(articles, [.. articles.Select(store.Keep)]);
    }

    private static void CheckSame(List<Article> articles, Article[] kept)
    {
        DedupOptions options = new() { RecallSample = 20 };
        string strings = Shown(Deduplicator.Run(articles, options));
        Assert.That(Shown(Deduplicator.Run(kept, options)), Is.EqualTo(strings));
        Assert.That(strings, Does.Contain("nearDuplicate"));
    }

    private static string Shown(DedupReport report)
    {
        ArrayBufferWriter<byte> lines = new();
        foreach (DuplicatePair pair in report.Pairs)
        {
            JsonLinesWriter.Write(lines, pair);
        }

        foreach (DuplicateCluster cluster in report.Clusters)
        {
            JsonLinesWriter.Write(lines, cluster);
        }

        return $"{Encoding.UTF8.GetString(lines.WrittenSpan)}{report.TokenCount} {report.CandidatePairCount} {report.Recall} {string.Join(' ', report.Recall!.Bands)} {string.Join(' ', report.EmptyArticles)} {string.Join(' ', report.TooShortArticles)}";
    }

    private sealed class PlainSource(string text) : ITextSource
    {
        public int Length => text.Length;

        public string Read() => text;
    }

    private sealed class BrokenSource : ITextSource
    {
        public int Length => 5;

        public string Read() => throw new TimeoutException();
    }
}
