using Dedup.Core.Tests.Data;
using Dedup.Storage;
using NUnit.Framework;

namespace Dedup.Core.Tests.Storage;

/// <summary>An index of format version 1 that was written once and is never written again: every later version of the library must read it. <c>DEDUP_WRITE_GOLDEN</c> set to 1 writes one of a new version.</summary>
public sealed class GoldenIndexTests
{
    private static readonly string Golden = Path.Combine(Repository.Root, "tests", "Dedup.Core.Tests", "Storage", "Golden", "version-1");

    [Test]
    public void Open_GoldenIndexOfVersion1_HoldsAndFindsWhatItDid()
    {
        if (Environment.GetEnvironmentVariable("DEDUP_WRITE_GOLDEN") == "1" && !Directory.Exists(Golden))
        {
            Write(DiskFolder.Make(Golden));
            File.Delete(Path.Combine(Golden, "lock"));
            File.Delete(Path.Combine(Golden, "writer"));
        }

        Assert.That(DuplicateIndex.Verify(Golden), Is.Empty);
        using StoredContents contents = StoredContents.OpenRead(new DiskFolder(Golden));
        Assert.That(contents.Segments, Has.Count.EqualTo(2));
        Assert.That(contents.ArticleOf(0), Is.EqualTo(Articles()[0]));
        Assert.That(contents.ArticleOf(7), Is.EqualTo(Articles()[7]));
        using DuplicateIndex index = DuplicateIndex.OpenRead(Golden);
        Assert.That(index.Count, Is.EqualTo(9));

        // Verdicts may get better from version to version; what is found by its tokens, bands, hashes and words stays found.
        Assert.That(Articles().Select(article => string.Join(' ', index.Find(article).Select(match => match.Id).Order(StringComparer.Ordinal))), Is.EqualTo((string[])
            ["02 04 06", "", "00 04 06", "", "00 02 06", "", "00 02 04", "", "09", "08"]));
    }

    /// <summary>The same articles in the same commits give the same bytes, on however many threads they are signed and packed.</summary>
    [Test]
    public void Write_Twice_GivesTheSameBytes()
    {
        FakeFolder together = new();
        Write(together);
        FakeFolder oneByOne = new();
        using (DuplicateIndex index = DuplicateIndex.Open(oneByOne))
        {
            for (int i = 0; i < Articles().Length; i++)
            {
                index.Add(Articles()[i]);
                if (i is 4 or 9)
                {
                    index.Commit();
                }
            }

            index.Remove("01");
            index.Commit();
        }

        Assert.That(oneByOne.Names, Is.EqualTo(together.Names));
        Assert.That(oneByOne.Names.Select(name => oneByOne[name]), Is.EqualTo(together.Names.Select(name => together[name])));
    }

    private static void Write(IStorageFolder folder)
    {
        Article[] articles = Articles();
        using DuplicateIndex index = DuplicateIndex.Open(folder);
        index.AddRange(articles[..5]);
        index.Commit();
        index.AddRange(articles[5..]);
        index.Commit();
        index.Remove("01");
        index.Commit();
    }

    private static Article[] Articles()
    {
        string[] words = Texts.Words(1, 60);
        return
        [
            new("00", string.Join(' ', words)) { Title = "A title", Source = "agency", Date = new DateTimeOffset(2024, 5, 31, 9, 30, 0, TimeSpan.FromHours(2)) },
            new("01", Texts.Text(2, 60)),
            new("02", string.Join(' ', Texts.Edit(words, 3, 5))),
            new("03", "…"),
            new("04", Texts.Text(4, 100) + " " + string.Join(' ', words)),
            new("05", "half a pair \uD800 " + Texts.Text(5, 40)),
            new("06", string.Join("  ", words).ToUpperInvariant()),
            new("07", string.Empty) { Date = DateTimeOffset.MinValue },
            new("08", "The council of the northern islands meets on Monday to vote on the new ferry timetable"),
            new("09", "The council of the northern islands meets Monday to vote on the new ferry timetable"),
        ];
    }
}
