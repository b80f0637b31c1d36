using Dedup.Reporting;

namespace Dedup.Browser.Tests;

/// <summary>What a machine can say about looks: nothing runs out of the window, and text stands out from its ground. DEDUP_SCREENSHOTS names a folder for pictures, which people look at.</summary>
public sealed class LooksTests : BrowserFixture
{
    private static readonly (string Name, string Fragment)[] Views = [("overview", ""), ("clusters", "#/clusters"), ("cluster", "#/cluster/0"), ("pairs", "#/pairs"), ("pair", "#/pair/5"), ("input", "#/input")];

    private static readonly (string Name, int Width, int Height)[] Windows = [("wide", 1440, 900), ("tablet", 800, 1000), ("narrow", 390, 800)];

    private string report = "";
    private string comparison = "";

    [OneTimeSetUp]
    public void WritePages()
    {
        Article[] articles = [.. Pages.Samples(), new(new string('w', 300) + ".txt", new string('v', 3000) + " " + Pages.Text(3, 60)), new("short.txt", new string('v', 3000) + " " + Pages.Text(3, 60))];
        report = Write("looks.html", Pages.Report(articles, new HtmlReportOptions { Title = string.Join(", ", Enumerable.Repeat("some/long/folder/of/articles", 6)), Skipped = [new string('x', 400)] }));
        string header = Pages.Text(7, 20);
        string digest = string.Join("\n\n", articles.Take(6).Select(article => header + "\n" + article.Text));
        comparison = Write("looks-pair.html", Pages.Comparison(articles[3], new Article("digest.txt", digest)));
    }

    [Test]
    public async Task EveryView_FitsItsWindowAndCanBeRead([Values] bool isDark, [Range(0, 2)] int window)
    {
        (string size, int width, int height) = Windows[window];
        await Page.Resize(width, height, isDark);
        foreach ((string name, string fragment) in Views.Append(("comparison", "")))
        {
            await Page.Go(name == "comparison" ? comparison : report, fragment);
            await Page.Settle();
            string picture = $"{name}-{size}-{(isDark ? "dark" : "light")}";
            if (Environment.GetEnvironmentVariable("DEDUP_SCREENSHOTS") is { Length: > 0 } folder)
            {
                await Page.SaveScreenshot(Path.Combine(folder, picture + ".png"));
            }

            Assert.That(await Page.Get<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(width), picture);
            Assert.That(await Page.GetAll(Clipped), Is.Empty, $"{picture}: runs out of its window");
            Assert.That(await Page.GetAll(Faint), Is.Empty, $"{picture}: contrast below 4.5");
        }

        AssertQuiet();
    }

    /// <summary>The two measures see what they are there to see.</summary>
    [Test]
    public async Task Measures_OfABadPage_Complain()
    {
        await Page.Go(report, "#/input");
        Assert.That(await Page.GetAll(Clipped), Is.Empty);
        await Page.Run("""
            (() => {
              const faint = document.createElement("p");
              faint.textContent = "hardly to be read";
              faint.style.color = "#999";
              const wide = document.createElement("p");
              wide.textContent = "out of the window";
              wide.style.width = "3000px";
              document.querySelector("main").append(faint, wide);
            })()
            """);
        Assert.That(await Page.GetAll(Faint), Has.Length.EqualTo(1).And.Some.Contains("hardly"));
        Assert.That(await Page.GetAll(Clipped), Has.Some.Contains("out of the window"));
        Assert.That(await Page.Get<int>("document.documentElement.scrollWidth"), Is.GreaterThan(1280));
    }

    /// <summary>Elements with text whose box leaves the window sideways, except inside what scrolls or cuts text on purpose.</summary>
    private const string Clipped = """
        [...document.querySelectorAll("main *, header *")]
          .filter(element => element.childNodes.length > 0 && [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
          .filter(element => !element.closest(".chips, nav, .unseen, .beginning, .article"))
          .filter(element => { const box = element.getBoundingClientRect(); return box.width > 0 && (box.left < -1 || box.right > innerWidth + 1); })
          .map(element => `${element.tagName}.${element.className}: ${element.textContent.slice(0, 40)}`)
        """;

    /// <summary>Text that stands out from its ground by less than WCAG 2 asks for (4.5, 3 for large text).</summary>
    private const string Faint = """
        (() => {
          const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
          const colourOf = css => {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = css;
            canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data];
          };
          const light = ([r, g, b]) => [r, g, b].map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
            .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
          const groundOf = element => {
            for (let at = element; at; at = at.parentElement) {
              const colour = colourOf(getComputedStyle(at).backgroundColor);
              if (colour[3] === 255) {
                return colour;
              }
            }
            return colourOf(getComputedStyle(document.body).backgroundColor);
          };
          return [...document.querySelectorAll("body *")]
            .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()) && element.checkVisibility() && !element.matches("script, :disabled"))
            .map(element => {
              const style = getComputedStyle(element);
              const [x, y] = [light(colourOf(style.color)), light(groundOf(element))];
              const ratio = (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
              return ratio < (parseFloat(style.fontSize) >= 24 ? 3 : 4.5) ? `${element.tagName}.${element.className} ${ratio.toFixed(2)}: ${element.textContent.slice(0, 30)}` : null;
            })
            .filter(found => found);
        })()
        """;
}
