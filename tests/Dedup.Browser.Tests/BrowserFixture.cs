namespace Dedup.Browser.Tests;

/// <summary>What tests in the browser have in common: the browser, a tab of their own, a folder for pages. Skipped where no browser is installed.</summary>
public abstract class BrowserFixture
{
    private Browser? browser;
    private string folder = "";

    private protected BrowserPage Page { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartBrowser()
    {
        string? executable = Browser.FindExecutable();
        if (executable is null)
        {
            Assert.Ignore("There is no Chromium or Chrome on the path (DEDUP_CHROMIUM may name one): the pages are not tried out.");
        }

        folder = Directory.CreateTempSubdirectory("dedup-pages-").FullName;
        browser = await Browser.Start(executable!);
    }

    [OneTimeTearDown]
    public async Task EndBrowser()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    [SetUp]
    public async Task OpenTab() => Page = await BrowserPage.Open(browser!.DevTools);

    [TearDown]
    public async Task CloseTab()
    {
        if (Page is not null)
        {
            await Page.DisposeAsync();
        }
    }

    /// <summary>Writes a page into the folder and returns its path.</summary>
    private protected string Write(string name, Action<Stream> write)
    {
        string path = Path.Combine(folder, name);
        using FileStream stream = File.Create(path);
        write(stream);
        return path;
    }

    /// <summary>The page did what it should without a complaint, and asked for nothing but itself.</summary>
    private protected void AssertQuiet()
    {
        Assert.That(Page.Complaints, Is.Empty);
        Assert.That(Page.Requests, Has.All.Match("^(about:blank|file:.*/[a-z-]+\\.html(#.*)?)$"));
    }
}
