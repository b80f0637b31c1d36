using Dedup.Core.Tests.Data;
using Dedup.Verification;
using NUnit.Framework;

namespace Dedup.Core.Tests.Verification;

/// <summary>What many articles share is a form or a header, unless they are one article: the two pull apart, and both must hold in one corpus.</summary>
public sealed class TemplateTests
{
    [Test]
    public void Run_OneFormWithOtherFigures_IsNoPair([Values(5, 40)] int articles)
    {
        DedupReport report = Deduplicator.Run(Enumerable.Range(0, articles).Select(i => new Article($"{i:D2}", Notice(i))));
        Assert.That(report.Pairs.Where(pair => pair.Relation != DuplicateRelation.SharesPassage), Is.Empty);
        Assert.That(report.Clusters, Is.Empty);
    }

    [Test]
    public void Run_OneFormWithOtherFigures_IsNoPairEvenWhenThereAreTwo()
    {
        Assert.That(Deduplicator.Run([new Article("1", Notice(1)), new Article("2", Notice(2))]).Pairs, Is.Empty);
        Assert.That(Deduplicator.Compare(new Article("1", Notice(1)), new Article("2", Notice(2))).Relation, Is.EqualTo(DuplicateRelation.None), "no others are needed to see it");
    }

    [Test]
    public void Run_OneFormWithOtherNames_TooFewToKnow_IsAPairStill()
    {
        DedupReport report = Deduplicator.Run(Enumerable.Range(0, 3).Select(i => new Article($"{i:D2}", Appointment(i))));
        Assert.That(report.Pairs, Has.Count.EqualTo(3), "three articles alone do not show that they fill a form");
    }

    /// <summary>Who sends an article again changes one figure, or words as well, or has many figures that stay.</summary>
    [Test]
    public void Run_ArticleSentAgainWithCorrections_IsAPair([Values("one figure", "words too", "few of many figures")] string change)
    {
        string text = Notice(1);
        (string first, string second) = change switch
        {
            "one figure" => (text, text.Replace("of 12 cents", "of 14 cents", StringComparison.Ordinal)),
            "words too" => (text, text.Replace("of 12 cents", "of 14 cents", StringComparison.Ordinal).Replace("the 1th", "day 11", StringComparison.Ordinal)
                .Replace("common stock", "shares", StringComparison.Ordinal).Replace("trading day", "working day", StringComparison.Ordinal)),
            _ => (text + Figures(9), text.Replace("of 12 cents", "of 14 cents", StringComparison.Ordinal).Replace("the 1th", "the 11th", StringComparison.Ordinal) + Figures(9)),
        };
        DuplicatePair pair = Deduplicator.Run([new Article("1", first), new Article("2", second)]).Pairs.Single();
        Assert.That(pair.Relation, Is.EqualTo(DuplicateRelation.NearDuplicate));

        static string Figures(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $" Plant {i} made {i * 37} tons, {i} more than {i + 7} weeks before, of {i * i} kinds."));
    }

    [Test]
    public void Run_OneFormSentTwice_IsAPairAmongTheOthers()
    {
        List<Article> articles = [.. Enumerable.Range(0, 40).Select(i => new Article($"{i:D2}", Notice(i)))];
        articles.Add(new Article("resent", "CORRECTED: " + Notice(7)));
        DedupReport report = Deduplicator.Run(articles);
        Assert.That(report.Pairs.Select(pair => (pair.Left, pair.Right)), Is.EqualTo(((string, string)[])[("07", "resent")]));
    }

    /// <summary>In a form of hundreds of instances names and figures come back, so that hardly a shingle is rare; two instances that have one rare fact in common are still two.</summary>
    [Test]
    public void Run_FormWhoseFactsComeBack_IsNoPair()
    {
        string[] parts = [.. Enumerable.Range(0, 6).Select(i => Texts.Text((ulong)i + 1, 20))];
        DedupReport report = Deduplicator.Run(Enumerable.Range(0, 400).Select(i => new Article($"{i:D3}", Fill(i))));
        Assert.That(report.Pairs.Where(pair => pair.Relation != DuplicateRelation.SharesPassage), Is.Empty);

        string Fill(int i) =>
            $"{parts[0]} {Texts.Word((i % 41) + 5000)} {parts[1]} {(i % 37) + 100} {parts[2]} {(i < 2 ? "Qorvath" : Texts.Word((i % 43) + 6000))} {parts[3]} {(i % 31) + 300} {parts[4]} {Texts.Word((i % 47) + 7000)} {parts[5]}.";
    }

    [Test]
    public void Run_LongHeaderOnShortArticles_IsNoPair()
    {
        string header = Texts.Text(1, 140);
        DedupReport report = Deduplicator.Run(Enumerable.Range(0, 60).Select(i => new Article($"{i:D2}", header + " " + Texts.Text((ulong)i + 10, 60))));
        Assert.That(report.Pairs, Is.Empty, "Jaccard similarity is above one half, and all of it is header");
    }

    [Test]
    public void Run_SyndicatedArticleUnderHeadersOfItsSites_IsFoundOnAllOfThem()
    {
        string story = Texts.Text(1, 220);
        Article[] sites = [.. Enumerable.Range(0, 60).Select(i => new Article(
            $"{i:D2}", $"Site {i} of 2024-05-{i:D2}, page {i * 7}. {Texts.Text((ulong)i + 10, 30)} {story} {Texts.Text((ulong)i + 900, 20)} Call 555-{i:D4}."))];
        DedupReport report = Deduplicator.Run(sites);
        Assert.Multiple(() =>
        {
            Assert.That(report.Pairs.Count(pair => pair.Relation == DuplicateRelation.NearDuplicate), Is.EqualTo(60 * 59 / 2));
            Assert.That(report.Clusters.Single().Members, Has.Count.EqualTo(60));
        });
    }

    /// <summary>Without a source nothing tells a header of 300 words from a syndicated story in pages of many sites.</summary>
    [TestCase(null, 66)]
    [TestCase("site", 0)]
    public void Run_LongPageTemplate_IsKnownByItsSource(string? source, int expected)
    {
        string template = Texts.Text(1, 300);
        Article[] pages = [.. Enumerable.Range(0, 12).Select(i => new Article($"{i:D2}", $"{template} {Texts.Text((ulong)i + 10, 60)}") { Source = source })];
        Assert.That(Deduplicator.Run(pages).Pairs, Has.Count.EqualTo(expected));
        Article[] sites = [.. pages.Select(page => new Article(page.Id, page.Text) { Source = source + page.Id })];
        Assert.That(Deduplicator.Run(sites).Pairs, Has.Count.EqualTo(66), "a story on twelve sites");
    }

    /// <summary>A site prints its template around its articles; a story that sites share stands between their headers and footers, or has something inserted by one of them.</summary>
    [Test]
    public void Run_LongTemplateAroundShortArticles_IsNoPairOnceFourPagesShowIt([Values(3, 4, 12)] int articles)
    {
        (string above, string below) = (Texts.Text(1, 150), Texts.Text(2, 150));
        Article[] pages = [.. Enumerable.Range(0, articles).Select(i => new Article($"{i:D2}", $"Page {i}. {above} {Texts.Text((ulong)i + 10, 100)} {below} {i + 3} May"))];
        DedupReport report = Deduplicator.Run(pages);
        Assert.That(report.Pairs, Has.Count.EqualTo(articles == 3 ? 3 : 0));
        Assert.That(report.Clusters, Has.Count.EqualTo(articles == 3 ? 1 : 0));
    }

    [Test]
    public void Run_StoryIntoWhichSomeSitesInsertTextOfTheirOwn_IsFoundOnAllOfThem()
    {
        (string first, string second) = (Texts.Text(1, 150), Texts.Text(2, 150));
        Article[] sites = [.. Enumerable.Range(0, 12).Select(i => new Article($"{i:D2}", $"{Texts.Text((ulong)i + 50, 10)} {first} {(i < 5 ? Texts.Text((ulong)i + 10, 100) : "")} {second}"))];
        Assert.That(Deduplicator.Run(sites).Pairs.Count(pair => pair.Relation == DuplicateRelation.NearDuplicate), Is.EqualTo(12 * 11 / 2));
    }

    [TestCase("same below", false)]
    [TestCase("same above", false)]
    [TestCase("same around", true)]
    [TestCase("same around, a short insertion in one", false)]
    [TestCase("same around, in another order", false)]
    public void Compare_TextOfTheirOwn_IsFramedOnlyBetweenWhatIsShared(string layout, bool isFrame)
    {
        (string above, string below, string own, string other) = (Texts.Text(1, 90), Texts.Text(2, 90), Texts.Text(3, 60), Texts.Text(4, 60));
        (string left, string right) = layout switch
        {
            "same below" => ($"{own} {above} {below}", $"{other} {above} {below}"),
            "same above" => ($"{above} {below} {own}", $"{above} {below} {other}"),
            "same around" => ($"{above} {own} {below}", $"{above} {other} {below}"),
            "same around, a short insertion in one" => ($"{above} {own} {below}", $"{above} {Texts.Text(5, 20)} {below}"),
            _ => ($"{above} {own} {below}", $"{below} {other} {above}"),
        };
        DuplicatePair pair = Deduplicator.Compare(new Article("left", left), new Article("right", right));
        DuplicatePair turned = Deduplicator.Compare(new Article("right", left), new Article("left", right));
        Assert.That((pair.SharesFrame, turned.SharesFrame), Is.EqualTo((isFrame, isFrame)));
    }

    [Test]
    public void Run_ArticleInManySlightlyEditedVersions_IsFoundInAllOfThem()
    {
        string[] words = Texts.Words(1, 120);
        Article[] versions = [.. Enumerable.Range(0, 40).Select(i => new Article($"{i:D2}", string.Join(' ', Texts.Edit(words, (ulong)i + 1, 2))))];
        DedupReport report = Deduplicator.Run(versions, new DedupOptions { Verification = new VerificationOptions { AlignWords = false } });
        int near = Pairs(versions).Count(pair => Oracle.Similarities(Oracle.Shingles(pair.Item1.Text), Oracle.Shingles(pair.Item2.Text)).Jaccard >= 0.5);
        Assert.That(near, Is.GreaterThan(700));
        Assert.That(report.Pairs.Count(pair => pair.Relation is DuplicateRelation.NearDuplicate or DuplicateRelation.Identical), Is.EqualTo(near));
    }

    [Test]
    public void Run_StatementQuotedByManyArticles_IsAPassageUpToTheLimit([Values(5, 40)] int articles)
    {
        string statement = Texts.Text(1, 120);
        DedupReport report = Deduplicator.Run(
            Enumerable.Range(0, articles).Select(i => new Article($"{i:D2}", Texts.Text((ulong)i + 10, 150) + " " + statement + " " + Texts.Text((ulong)i + 500, 150))));
        Assert.That(report.Pairs, articles == 5 ? Has.Count.EqualTo(10) : Is.Empty);
    }

    [Test]
    public void Run_RulesSwitchedOff_ReportsWhatTheSimilaritiesSay()
    {
        DedupOptions options = new() { Verification = new VerificationOptions { TemplateArticles = 0, PassageArticles = 0 } };
        Assert.That(Deduplicator.Run(Enumerable.Range(0, 10).Select(i => new Article($"{i:D2}", Notice(i))), options).Pairs, Has.Count.EqualTo(45));
    }

    [Test]
    public void Frequencies_CountArticlesNotOccurrences_AndCopiesOnce()
    {
        ShingleFrequencies.Scratch scratch = new(new Dedup.Shingling.Shingler());
        ShingleFrequencies frequencies = new();
        ulong[] wanted = Read(Texts.Text(1, 4000));
        frequencies.Choose(wanted);
        string text = Texts.Text(1, 2000);
        frequencies.CountOnce([text + " " + text], scratch);
        frequencies.CountOnce([text, Texts.Text(2, 100), text], scratch);
        frequencies.CountOnce([Texts.Text(3, 100)], scratch);
        Assert.Multiple(() =>
        {
            Assert.That(frequencies.ChosenCount, Is.EqualTo(wanted.Distinct().Count()));
            Assert.That(wanted[..1996].Select(shingle => frequencies[shingle]), Is.All.EqualTo(2));
            Assert.That(wanted[^1000..].Select(shingle => frequencies[shingle]), Is.All.Zero);
            Assert.That(frequencies[12345], Is.Zero);
        });

        ulong[] Read(string words)
        {
            scratch.Reader.Read(words);
            return scratch.Reader.Shingles.ToArray();
        }
    }

    /// <summary>A dividend notice: one form, other company, figures and dates.</summary>
    private static string Notice(int i) =>
        $"{Texts.Word(i + 4000)} Industries said that its board of directors at its meeting today declared the regular quarterly dividend of {11 + i} cents a share on the common stock "
        + $"of the company, payable on the {i % 28}th of the month to all holders of record at the close of business on the last trading day of the month before. The company also said that it "
        + $"expects results for the year to be in line with what it forecast in its annual report to shareholders, and that no change in the number of its plants or of the people who "
        + $"work in them is planned at this time. It had a net income of {3 * i} million dollars in the last year that it has reported on.";

    /// <summary>A form whose facts are names alone.</summary>
    private static string Appointment(int i) =>
        $"{Texts.Word(i + 4000)} Industries said that its board of directors at its meeting today elected {Texts.Word(i + 5000)} {Texts.Word(i + 6000)} a member of the board, which fills the place that was left "
        + "open when the chairman of the company retired from it earlier in the year. The company also said that it expects results for the year to be in line with what it forecast in its annual report to "
        + "shareholders, and that no change in the number of its plants or of the people who work in them is planned at this time.";

    private static IEnumerable<(Article, Article)> Pairs(Article[] articles) =>
        articles.SelectMany((left, i) => articles.Skip(i + 1).Select(right => (left, right)));
}
