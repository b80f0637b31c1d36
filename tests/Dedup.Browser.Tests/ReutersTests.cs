using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;

namespace Dedup.Browser.Tests;

/// <summary>The report of a real collection: 17,538 articles of newswire. It lies beside the repository, not in it.</summary>
public sealed class ReutersTests : BrowserFixture
{
    [Test]
    public async Task Report_OfTheNewswire_IsSmallAndThereAtOnce()
    {
        Article[] articles = Read();
        string path = Write("reuters.html", Pages.Report(articles));
        double megabytes = new FileInfo(path).Length / 1e6;

        // A quarter of a second where nothing else runs. The other test projects run beside this one, so a slow opening says nothing until many were slow.
        double seconds = double.MaxValue;
        for (int i = 0; i < 20 && (i < 3 || seconds > 1); i++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            await Page.Go(path);
            await Page.Until("document.querySelector('.plot canvas')");
            await Page.Click("nav a[data-view=pairs]");
            await Page.Until("document.querySelector('.row')");
            seconds = Math.Min(seconds, watch.Elapsed.TotalSeconds);
        }

        Stopwatch search = Stopwatch.StartNew();
        await Page.Press("/");
        await Page.Type("bundesbank credit");
        double searching = search.Elapsed.TotalSeconds;
        Assert.That(await Page.Text(".found"), Does.Match(@"^\d{1,3} of 1,\d{3} pairs$"));
        TestContext.Out.WriteLine($"{megabytes:F1} MB; {seconds:F2} s from opening the file to the list of pairs; {searching:F2} s for the first search");
        Assert.That(megabytes, Is.LessThanOrEqualTo(10));
        Assert.That(seconds, Is.LessThan(1));
        Assert.That(searching, Is.LessThan(1));
        AssertQuiet();
    }

    private static Article[] Read()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Dedup.sln")))
        {
            root = root.Parent;
        }

        string file = Path.GetFullPath(Path.Combine(root!.FullName, "..", "shared", "data", "reuters_gold", "docs.jsonl.gz"));
        if (!File.Exists(file))
        {
            Assert.Ignore("The newswire is not there: expected shared/data/reuters_gold beside the repository.");
        }

        List<Article> articles = [];
        using StreamReader reader = new(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument article = JsonDocument.Parse(line);
            articles.Add(new Article(article.RootElement.GetProperty("id").GetString()!, article.RootElement.GetProperty("text").GetString()!));
        }

        return [.. articles];
    }
}
