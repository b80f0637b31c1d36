using System.Buffers;
using System.Text;
using Dedup.Clustering;
using Dedup.Core.Tests.Data;
using Dedup.Reporting;
using NUnit.Framework;

namespace Dedup.Core.Tests.Storage;

/// <summary>The batch over the articles of an index gives the report of the batch over the same articles, to the last byte.</summary>
public sealed class IndexScanTests
{
    private static readonly DedupOptions[] Piles =
    [
        new(),
        new() { Detect = Detect.Resemblance },
        new() { Detect = Detect.Containment | Detect.Passages, Verification = new() { PassageTokens = 25, ContainmentThreshold = 0.7 } },
        new() { Sketch = new() { Scale = 4 }, Verification = new() { JaccardThreshold = 0.7, AlignWords = false } },
    ];

    /// <summary>Added in any order over many commits, with removals, replacements, compactions and openings between them, some of it not committed at the end.</summary>
    [Test]
    public void Run_ArticlesOfAnIndexWithAHistory_GivesTheReportOfTheSameArticles([Range(1, 4)] int seed, [Values] bool onDisk)
    {
        DedupOptions options = Piles[seed - 1];
        Seeded random = new((ulong)seed);
        FakeFolder folder = new();
        DuplicateIndex index = onDisk ? DuplicateIndex.Open(folder, options, mostMergedAtOnce: 0) : DuplicateIndex.InMemory(options);
        List<Article> held = [];
        foreach (Article article in Pile((ulong)seed).OrderBy(_ => random.Next()))
        {
            index.Add(article);
            held.Add(article);
            int choice = random.Below(12);
            if (choice == 0)
            {
                Article gone = held[random.Below(held.Count)];
                index.Remove(gone.Id);
                held.Remove(gone);
            }
            else if (choice == 1)
            {
                Article old = held[random.Below(held.Count)];
                Article replaced = new(old.Id, article.Text + " " + old.Id) { Title = old.Title };
                index.Replace(replaced);
                held.Remove(old);
                held.Add(replaced);
            }
            else if (choice == 2 && onDisk)
            {
                index.Commit();
            }
            else if (choice == 3 && onDisk && random.Below(4) == 0)
            {
                index.Compact();
                index.Dispose();
                index = DuplicateIndex.Open(folder);
            }
        }

        using (index)
        {
            Assert.That(index.ReadArticles(), Is.EqualTo(held), "in the order they were added");
            foreach (long heldBytes in (ReadOnlySpan<long>)[0, 100_000, long.MaxValue])
            {
                AssertSameReport(index.ReadArticles(heldBytes), held, index.Options, options);
            }
        }
    }

    [Test]
    public void ReadArticles_IndexIsMergedAndClosedMeanwhile_TextsCanBeRead()
    {
        FakeFolder folder = new();
        List<Article> pile = Pile(9);
        DuplicateIndex writer = DuplicateIndex.Open(folder);
        foreach (Article[] some in pile.Chunk(40))
        {
            writer.AddRange(some);
            writer.Commit();
        }

        DuplicateIndex reader = DuplicateIndex.OpenRead(folder);
        IReadOnlyList<Article> read = reader.ReadArticles();
        IReadOnlyList<Article> written = writer.ReadArticles();
        writer.Remove(pile[0].Id);
        writer.Add(new Article("later", pile[0].Text));
        writer.Compact();
        reader.Refresh();
        Assert.That(reader.ReadArticles().Select(article => article.Id), Is.EqualTo(pile.Skip(1).Select(article => article.Id).Append("later")));
        writer.Dispose();
        reader.Dispose();
        AssertSameReport(read, pile, new DedupOptions(), new DedupOptions());
        AssertSameReport(written, pile, new DedupOptions(), new DedupOptions());
    }

    /// <summary>Every kind of text, in the order of the tests that need their length before, and after, they were read.</summary>
    [Test]
    public void ReadArticles_AnyText_ComesBackToTheLastUnit([Values] bool lengthFirst, [Values(0, 1000, long.MaxValue)] long heldBytes)
    {
        string[] texts = [string.Empty, "a", "Ünïcödé — ☂ 𝄞", "half \uD834 of a pair", "\uDD1E", "\0\uFEFF\uFFFF", new string('x', 300_000), new string('字', 100_000), Texts.Text(1, 300)];
        FakeFolder folder = new();
        using DuplicateIndex index = DuplicateIndex.Open(folder);
        index.AddRange([.. texts.Select((text, i) => new Article($"{i}", text) { Source = "s", Date = new DateTimeOffset(2026, 1, 1 + i, 0, 0, 0, TimeSpan.FromHours(i)) })]);
        index.Commit();
        byte[] buffer = [];
        foreach ((Article article, string text) in index.ReadArticles(heldBytes).Zip(texts))
        {
            if (lengthFirst)
            {
                Assert.That(article.TextLength, Is.EqualTo(text.Length), article.Id);
            }

            if (article.TryReadUtf8(ref buffer, out ReadOnlyMemory<byte> utf8))
            {
                Assert.That(Encoding.UTF8.GetString(utf8.Span), Is.EqualTo(text), article.Id);
            }
            else
            {
                Assert.That(text.Any(char.IsSurrogate), Is.True, article.Id);
            }

            Assert.That((article.TextLength, article.Text), Is.EqualTo((text.Length, text)), article.Id);
        }
    }

    /// <summary>The text is damaged after the articles were listed, so that the run itself comes upon it.</summary>
    [Test]
    public void Run_DamagedText_NamesFileAndPlace()
    {
        FakeFolder folder = new();
        using (DuplicateIndex index = DuplicateIndex.Open(folder))
        {
            index.AddRange(Pile(3));
            index.Commit();
        }

        string name = folder.Names.Single(static name => name.EndsWith(".segment", StringComparison.Ordinal));
        using DuplicateIndex reader = DuplicateIndex.OpenRead(folder);
        IReadOnlyList<Article> articles = reader.ReadArticles();
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.ReadArticles(-1));
        folder.Flip(name, 5000);

        string message = $"{name}: damaged at byte 4096: the page's checksum is wrong.";
        Exception? thrown = Assert.Catch(() => Deduplicator.Run(articles));
        Exception inner = thrown is AggregateException many ? many.InnerExceptions[0] : thrown!;
        Assert.That(inner, Is.InstanceOf<InvalidDataException>());
        Assert.That(inner.Message, Does.EndWith(message));
        Assert.That(Assert.Throws<InvalidDataException>(() => reader.ReadArticles())!.Message, Does.EndWith(message));
    }

    private static void AssertSameReport(IReadOnlyList<Article> articles, IReadOnlyList<Article> same, DedupOptions stored, DedupOptions options)
    {
        DedupReport expected = Deduplicator.Run(same, options with { Representative = RepresentativeRule.EarliestDate });
        DedupReport actual = Deduplicator.Run(articles, stored with { Representative = RepresentativeRule.EarliestDate });
        Assert.That(expected.Pairs, Has.Count.GreaterThan(20));
        Assert.That(Lines(actual), Is.EqualTo(Lines(expected)));
        Assert.That(actual.CandidatePairCount, Is.EqualTo(expected.CandidatePairCount));
        Assert.That(actual.TooShortArticles.Concat(actual.EmptyArticles), Is.EqualTo(expected.TooShortArticles.Concat(expected.EmptyArticles)));
    }

    private static string[] Lines(DedupReport report)
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

        return Encoding.UTF8.GetString(lines.WrittenSpan).Split('\n');
    }

    private static List<Article> Pile(ulong seed) =>
        [.. StoredIndexTests.Corpus(seed).Select((article, i) => article with { Date = i % 3 == 0 ? null : new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(i % 5)).AddDays(i % 7) })];
}
