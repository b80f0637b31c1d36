using Dedup.Cleaning;
using Dedup.Core.Tests.Data;
using NUnit.Framework;

namespace Dedup.Core.Tests.Cleaning;

public sealed class PageSplitterTests
{
    private const string Header = "Translation. Region: the far North\n\nSource: Agency of the Harbour Towns in Translation – State News\n\nAn important notice stands below.\n";
    private const string Footer = "Please note: this is raw content as it came from its source, and not what we hold.\n\n.\n\n";

    private static string Title(int i) => $"Title number {i} of {Texts.Text((ulong)(900 + i), 4)}\n\n";

    private static string Body(int i, int words = 90) => $"{Texts.Text((ulong)i, words)}\n\n{Texts.Text((ulong)(100 + i), words)}\n\n{Texts.Text((ulong)(200 + i), words)}\n\n";

    private static void Check(string[] parts)
    {
        IReadOnlyList<TextRange> ranges = PageSplitter.Split(string.Concat(parts));
        Assert.That(ranges.Select(range => string.Concat(parts).Substring(range.Start, range.Length)), Is.EqualTo(parts));
    }

    private static string[] Pages(int count, Func<int, string> article) => [.. Enumerable.Range(0, count).Select(article)];

    [Test]
    public void Split_HeaderAndFooter_GivesTheArticlesWithTheirTitles([Values(3, 4, 10)] int count) => Check(Pages(count, i => Title(i) + Header + Body(i) + Footer));

    [Test]
    public void Split_HeaderAlone_TakesAsManyTitleLinesAsTheFirstArticleHas([Range(0, 2)] int titleLines) =>
        Check(Pages(5, i => string.Concat(Enumerable.Range(0, titleLines).Select(line => Title((10 * line) + i))) + Header + Body(i)));

    [Test]
    public void Split_ArticlesOfOneLine_AreNotTakenForTitles() => Check(Pages(5, i => Title(i) + Header + Texts.Text((ulong)i, 60) + "\n\n"));

    [Test]
    public void Split_FooterAlone_CutsBelowIt() => Check(Pages(4, i => Title(i) + Body(i) + Body(50 + i) + Footer));

    [Test]
    public void Split_HeaderRightBelowTheFooter_CutsBetweenThem() => Check(Pages(4, i => Header + Body(i) + Footer));

    [Test]
    public void Split_OtherLineEndsAndLetters_MakesNoDifference() =>
        Check([.. Pages(3, i => (Title(i) + (i == 1 ? Header.ToUpperInvariant() : Header) + Body(i)).Replace("\n", i == 2 ? "\r\n" : "\n", StringComparison.Ordinal))]);

    public static IEnumerable<string> Ordinary() =>
    [
        string.Empty,
        "\n\n",
        "One line and no more.",
        Body(1),
        Title(1) + Header + Body(1) + Footer,

        // Two articles: a header that stands twice may be a page that shows one in two layouts.
        Title(1) + Header + Body(1) + Footer + Title(2) + Header + Body(2) + Footer,

        // A short line that comes back, as in an interview.
        string.Concat(Enumerable.Range(0, 8).Select(i => "Interviewer asks:\n" + Texts.Text((ulong)i, 60) + "\n")),

        // A refrain close to the one before.
        string.Concat(Enumerable.Range(0, 6).Select(i => "And so we sing of the harbour and the owls and the bells and the long way home\n" + Texts.Text((ulong)i, 12) + "\n")),

        // A long line that comes back in the middle of an article.
        string.Concat(Enumerable.Range(0, 9).Select(i => Body(i) + (i % 2 == 1 ? Footer : string.Empty))),

        // All in one line.
        string.Concat(Enumerable.Range(0, 5).Select(i => Title(i) + Header + Body(i) + Footer)).Replace('\n', ' '),
    ];

    [TestCaseSource(nameof(Ordinary))]
    public void Split_AnOrdinaryArticle_LeavesItWhole(string text) =>
        Assert.That(PageSplitter.Split(text), Is.EqualTo(new[] { new TextRange(0, text.Length) }));

    [Test]
    public void Split_HostileLines_StaysLinear()
    {
        string same = string.Concat(Enumerable.Repeat("one two three four five six seven eight nine ten eleven twelve\n", 100_000));
        Assert.That(PageSplitter.Split(same), Has.Count.EqualTo(1));
        Assert.That(PageSplitter.Split(string.Concat(Enumerable.Repeat("a\n", 500_000))), Has.Count.EqualTo(1));
        Assert.That(PageSplitter.Split(new string('.', 5_000_000) + "a"), Has.Count.EqualTo(1));
        Assert.That(PageSplitter.Split(string.Concat(Enumerable.Repeat(". ", 2_500_000)) + "\n a b"), Has.Count.EqualTo(1));
    }

    [Test]
    public void Split_TheDigest_GivesItsTenArticles()
    {
        string folder = Repository.Shared("seeds");
        string page = File.ReadAllText(Path.Combine(folder, "002.txt"));
        int[] expected = [.. File.ReadLines(Path.Combine(folder, "segments.tsv")).Select(line => line.Split('\t')).Where(row => row[0] == "002").Select(row => int.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture))];

        // The table counts code points, and the page has none that take two units.
        Assert.That(page.Any(char.IsSurrogate), Is.False);
        Assert.That(PageSplitter.Split(page).Select(range => range.Start), Is.EqualTo(expected));
        foreach (string name in (string[])["000.txt", "001.txt", "003.txt", "004.txt"])
        {
            Assert.That(PageSplitter.Split(File.ReadAllText(Path.Combine(folder, name))), Has.Count.EqualTo(1), name);
        }
    }

    [Test]
    public void Split_Reuters_LeavesEveryArticleWhole()
    {
        string[] split = [.. Repository.ReadArticles(Repository.Shared("data/reuters_gold/docs.jsonl.gz")).Where(article => PageSplitter.Split(article.Text).Count > 1).Select(article => article.Id)];
        Assert.That(split, Is.Empty);
    }
}
