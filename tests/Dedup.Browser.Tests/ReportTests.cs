using System.Diagnostics;
using Dedup.Reporting;

namespace Dedup.Browser.Tests;

public sealed class ReportTests : BrowserFixture
{
    private string samples = "";

    [OneTimeSetUp]
    public void WriteSamples() => samples = Write("samples.html", Pages.Report(Pages.Samples(), new HtmlReportOptions { Title = "samples", Skipped = ["broken.txt: looks like a binary file"], Input = ["14 files read"] }));

    [Test]
    public async Task FirstScreen_SaysWhatWasFound()
    {
        await Page.Go(samples);

        Assert.That(await Page.Text(".lead"), Is.EqualTo("5 articles of 14 repeat another as a whole and could go."));
        Assert.That(await Page.GetAll("[...document.querySelectorAll('.tile strong')].map(tile => tile.textContent)"), Is.EqualTo(new[] { "14", "3", "5", "10", "1" }));
        Assert.That(await Page.GetAll("[...document.querySelectorAll('.kinds b')].map(kind => kind.textContent)"), Is.EqualTo(new[] { "1", "7", "1", "1" }));
        Assert.That(await Page.Get<string>("document.title"), Is.EqualTo("samples – Dedup report"));
        await Page.Until("document.querySelector('.plot canvas')?.width > 100");
        Assert.That(await Page.GetAll("[...document.querySelectorAll('.chart td')].map(cell => cell.textContent)"), Has.Length.EqualTo(8), "and can be read without seeing it");
        AssertQuiet();
    }

    [Test]
    public async Task Kind_Clicked_ShowsItsPairsAlone()
    {
        await Page.Go(samples);

        await Page.Click(".kinds li:nth-child(3) button");

        Assert.That(await Page.Text(".found"), Is.EqualTo("1 of 10 pairs"));
        Assert.That(await Page.Text(".row .badge"), Is.EqualTo("contained"));
    }

    [Test]
    public async Task Search_ByKeyboard_FindsAndOpensAPair()
    {
        await Page.Go(samples, "#/pairs");
        await Page.Press("/");
        await Page.Type("night-TRAIN");

        Assert.That(await Page.Text(".found"), Is.EqualTo("1 of 10 pairs"));
        Assert.That(await Page.Text(".row .id"), Does.Contain("09-night-train"));

        // Out of the search box, past the filters, into the list.
        await Page.Press("Escape");
        await Page.Run("document.querySelector('.list').focus()");
        await Page.Press("ArrowDown", "Enter");
        Assert.That(await Page.Text(".verdict"), Does.Contain("share a passage"));
        await Page.Press("Escape");
        await Page.Until("document.querySelector('.found')");
        Assert.That(await Page.Text(".found"), Is.EqualTo("1 of 10 pairs"), "the search is still there");
        AssertQuiet();
    }

    [Test]
    public async Task Search_WordOfAText_FindsIt()
    {
        await Page.Go(samples, "#/pairs");
        await Page.Press("/");
        await Page.Type("Tarrowmouth");
        Assert.That(await Page.Text(".found"), Does.Match("^[5-9] of 10 pairs$"));
        await Page.Type(" nowhere-to-be-found");
        Assert.That(await Page.Text(".found"), Is.EqualTo("0 of 10 pairs"));
        Assert.That(await Page.Text(".none"), Does.Contain("Loosen"));
    }

    [Test]
    public async Task Filters_RelationAndSimilarity_NarrowTheList()
    {
        await Page.Go(samples, "#/pairs");
        await Page.Click("[data-relation='2']");
        Assert.That(await Page.Text(".found"), Is.EqualTo("7 of 10 pairs"));
        await Page.Run("(() => { const range = document.querySelector('[type=range]'); range.value = 85; range.dispatchEvent(new Event('input')); })()");
        Assert.That(await Page.Text(".found"), Is.EqualTo("3 of 10 pairs"));
        await Page.Click("[data-relation='1']");
        Assert.That(await Page.Text(".found"), Is.EqualTo("4 of 10 pairs"));
    }

    [Test]
    public async Task SideBySide_ShowsBothTextsWhole_AndJumps()
    {
        Article[] articles = Pages.Samples();
        DedupReport report = Deduplicator.Run(articles);
        int number = report.Pairs.ToList().FindIndex(pair => pair.Relation == DuplicateRelation.ContainedIn);
        DuplicatePair pair = report.Pairs[number];
        await Page.Resize(1280, 500);
        await Page.Go(samples, $"#/pair/{number}");

        string[] texts = await Page.GetAll("[...document.querySelectorAll('.text')].map(text => text.textContent)");
        Assert.That(texts, Is.EqualTo(new[] { pair.Left, pair.Right }.Select(id => articles.Single(article => article.Id == id).Text)));
        Assert.That(await Page.Get<bool>(IsInSight(1, 0)), "both texts start at what they share");

        await Page.Run("document.querySelectorAll('.scroll')[1].scrollTop = 0");
        Assert.That(await Page.Get<bool>(IsInSight(1, 0)), Is.False);
        await Page.Click(".pane:first-child .passage");
        Assert.That(await Page.Get<bool>(IsInSight(1, 0)), "a click on the left brings it beside on the right");
        Assert.That(await Page.Count(".text .passage.current"), Is.EqualTo(2));
        AssertQuiet();
    }

    [Test]
    public async Task Cluster_Chosen_ShowsMembersAndTheWeakestLink()
    {
        await Page.Go(samples, "#/clusters");
        await Page.Click(".cluster");

        Assert.That(await Page.Text(".detail h2"), Is.EqualTo("4 articles that repeat each other"));
        Assert.That(await Page.Text(".keep .id"), Is.EqualTo("samples/03-harbour-bridge-corrected.txt"));
        Assert.That(await Page.Text(".member.weakest .id"), Is.EqualTo("samples/04-harbour-bridge-evening-edition.txt"));
        Assert.That(await Page.Text(".member.weakest .share"), Does.Contain("61.5%"));
        await Page.Click(".member.weakest");
        Assert.That(await Page.Text(".verdict"), Does.Contain("near-duplicates"));
    }

    [Test]
    public async Task Input_SaysWhatWasSkippedAndWhy()
    {
        await Page.Go(samples, "#/input");
        Assert.That(await Page.Text("main"), Does.Contain("broken.txt: looks like a binary file").And.Contain("14 files read").And.Contain("50.0% or more"));
    }

    [Test]
    public async Task TenThousandPairs_AreThereAtOnceAndScroll()
    {
        string text = Pages.Text(1, 60);
        Article[] articles = [.. Enumerable.Range(0, 142).Select(i => new Article($"copy {i:D3}", $"{text} end"))];
        string path = Write("many.html", Pages.Report(articles));

        double seconds = double.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            await Page.Go(path, "#/pairs");
            await Page.Until("document.querySelector('.row')");
            seconds = Math.Min(seconds, watch.Elapsed.TotalSeconds);
        }

        Assert.That(await Page.Text(".found"), Is.EqualTo("10,011 of 10,011 pairs"));
        Assert.That(seconds, Is.LessThan(1), "from opening the file to the first rows");
        Assert.That(await Page.Count(".row"), Is.InRange(8, 60), "only what is in sight is in the page");
        await Page.Run("document.querySelector('.list').focus()");
        await Page.Press("End");
        Assert.That(await Page.Text(".row:last-child .id"), Is.EqualTo("copy 140"));
        Assert.That(await Page.Text(".row[aria-selected=true] .id"), Is.EqualTo("copy 140"));
        await Page.Press("Enter");
        Assert.That(await Page.Text(".verdict"), Does.StartWith("copy 140 and copy 141"));
        await Page.Press("Escape");
        await Page.Until("document.querySelector('.row')");
        Assert.That(await Page.Text(".row:last-child .id"), Is.EqualTo("copy 140"), "the list kept its place");
        TestContext.Out.WriteLine($"{seconds:F2} s, {new FileInfo(path).Length / 1e6:F1} MB");
    }

    [Test]
    public async Task BoundsOfTheReport_AreSaid()
    {
        Article[] articles = Pages.Samples();
        string path = Write("bounded.html", Pages.Report(articles, new HtmlReportOptions { MostPairs = 4, MostTextUnits = 100 }));
        await Page.Go(path, "#/pairs");
        Assert.That(await Page.Text(".found"), Is.EqualTo("4 of 4 pairs; 6 more are not listed in a report of this size"));
        await Page.Click(".row");
        Assert.That(await Page.Text(".notice"), Does.Contain("at most 100 characters"));
        await Page.Show("#/clusters");
        Assert.That(await Page.Text(".found"), Is.EqualTo("3 clusters, 1 of them not listed in a report of this size"));
        await Page.Show("#/overview");
        Assert.That(await Page.Text(".lead"), Does.StartWith("5 articles of 14"), "totals count everything");
        AssertQuiet();
    }

    [Test]
    public async Task NothingFound_IsSaid([Values(0, 1, 2)] int articles)
    {
        string path = Write("nothing.html", Pages.Report([.. Enumerable.Range(0, articles).Select(i => new Article($"{i}", i == 1 ? "..." : Pages.Text(i, 50)))]));
        await Page.Go(path);
        Assert.That(await Page.Text(".lead"), Is.EqualTo(articles == 0 ? "There was nothing to compare." : "No article repeats another."));
        foreach (string view in (string[])["#/clusters", "#/pairs", "#/input", "#/pair/7", "#/cluster/7"])
        {
            await Page.Show(view);
        }

        AssertQuiet();
    }

    [Test]
    public async Task OnPaper_ListsAreInTheFlow()
    {
        await Page.Go(samples, "#/pairs");
        await Page.Resize(800, 300, media: "print");
        await Page.Run("dispatchEvent(new Event('beforeprint'))");
        Assert.That(await Page.Count(".row"), Is.EqualTo(10));
        Assert.That(await Page.Get<double>("document.querySelector('.row:last-child').getBoundingClientRect().top"), Is.GreaterThan(300));
        await Page.Run("dispatchEvent(new Event('afterprint'))");
    }

    private static string IsInSight(int side, int passage) => $$"""
        (() => {
          const scroll = document.querySelectorAll(".scroll")[{{side}}].getBoundingClientRect();
          const mark = document.querySelectorAll(".pane")[{{side}}].querySelectorAll(".passage")[{{passage}}].getBoundingClientRect();
          return mark.top >= scroll.top - 1 && mark.top < scroll.bottom - 10;
        })()
        """;
}
