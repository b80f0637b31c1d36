using Dedup.Reporting;

namespace Dedup.Browser.Tests;

/// <summary>Texts, titles, ids and messages come from anywhere. Nothing in them may run, ask the network for anything, or pass for another.</summary>
public sealed class SafetyTests : BrowserFixture
{
    private static readonly string[] Payloads =
    [
        "</script><script>window.hacked = 1</script>",
        "<script>window.hacked = 1</script>",
        "<!--<script>window.hacked = 1</script>-->",
        "<img src=x onerror='window.hacked = 1'>",
        "\"><svg onload=window.hacked=1>",
        "' onmouseover='window.hacked = 1' x='",
        "javascript:window.hacked=1",
        "<iframe srcdoc='<script>parent.hacked = 1</script>'></iframe>",
        "<link rel=stylesheet href=http://127.0.0.1:9/x.css><style>@import 'http://127.0.0.1:9/y.css'; * { display: none }</style>",
        "<base href=http://127.0.0.1:9/><meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
        "\u2028\u2029\"+window.hacked+\"",
        "\\\"});window.hacked=1;//",
        "\u0000\u0001\u001b[31m\u0085\u009b",
        "\ud800 lonely \udc00 surrogates",
        "ab\u202Efdp.exe\u202C \u2066x\u2069 \u200f",
        "${window.hacked = 1} {{window.hacked = 1}} &lt;b&gt; &amp;",
    ];

    [Test]
    public async Task Payloads_Everywhere_AreTextAndNothingElse()
    {
        string common = Pages.Text(1, 80);
        Article[] articles = [.. Payloads.Select((payload, i) => new Article($"{i} {payload}", $"{payload} {common} {payload}") { Title = payload, Source = payload })];
        DedupReport report = Deduplicator.Run(articles);
        Assert.That(report.Pairs, Has.Count.GreaterThan(Payloads.Length));
        string path = Write("hostile.html", stream => HtmlReportWriter.Write(stream, report, articles, new HtmlReportOptions { Title = Payloads[0], Skipped = Payloads, Input = Payloads }));

        foreach (string view in (string[])["", "#/clusters", "#/cluster/0", "#/pairs", "#/input", "#/pair/<script>", "#/<img src=x onerror=hacked=1>"])
        {
            await Page.Go(path, view);
            await Page.Settle();
        }

        for (int number = 0; number < report.Pairs.Count; number++)
        {
            await Page.Show($"#/pair/{number}");
            DuplicatePair pair = report.Pairs[number];
            string[] shown = await Page.GetAll("[...document.querySelectorAll('.text')].map(text => text.textContent)");
            Assert.That(shown, Is.EqualTo(new[] { pair.Left, pair.Right }.Select(id => WellFormed(articles.Single(article => article.Id == id).Text))), $"pair {number}");
            Assert.That(await Page.Count("main script, main img, main iframe, main style, main link, main base, main meta, main svg[onload], [onerror], [onload]"), Is.Zero);
        }

        Assert.That(await Page.Run("window.hacked"), Is.Null);
        AssertQuiet();
    }

    [Test]
    public async Task Payloads_InAComparison_AreTextAndNothingElse([Range(0, 15)] int number)
    {
        string common = Pages.Text(1, 60);
        Article left = new($"a {Payloads[number]}", $"{Payloads[number]} {common}") { Title = Payloads[number] };
        Article right = new($"b {Payloads[number]}", $"{common} {Payloads[number]}") { Title = "x" };
        await Page.Go(Write("hostile-pair.html", Pages.Comparison(left, right)));
        Assert.That(await Page.GetAll("[...document.querySelectorAll('.text')].map(text => text.textContent)"), Is.EqualTo(new[] { WellFormed(left.Text), WellFormed(right.Text) }));
        Assert.That(await Page.Run("window.hacked"), Is.Null);
        AssertQuiet();
    }

    [Test]
    public async Task Policy_RefusesWhatIsNotThePagesOwn()
    {
        await Page.Go(Write("policy.html", Pages.Comparison(new("a", "x"), new("b", "y"))));
        await Page.Run("""
            (() => {
              const script = document.createElement("script");
              script.textContent = "window.hacked = 1";
              document.body.append(script);
              const frame = document.createElement("div");
              frame.innerHTML = "<img src=x onerror='window.hacked = 2'><a id=bad href='javascript:window.hacked = 3'>x</a><p style='position: fixed'>y</p>";
              document.body.append(frame);
              document.getElementById("bad").click();
            })()
            """);
        await Page.Run("fetch('http://127.0.0.1:9/').catch(() => null)");
        await Task.Delay(200);
        Assert.That(await Page.Run("window.hacked"), Is.Null);
        Assert.That(await Page.Get<string>("getComputedStyle(document.querySelector('p[style]')).position"), Is.EqualTo("static"));
        Assert.That(Page.Complaints, Has.Length.GreaterThanOrEqualTo(4), "the policy itself is at work");
    }

    [Test]
    public async Task Ids_ThatTurnTextAround_AreShownAsTheyAre()
    {
        string text = Pages.Text(1, 60);
        await Page.Go(Write("bidi.html", Pages.Comparison(new("invoice\u202Efdp.exe", text), new("z", text))));
        Assert.That(await Page.Text(".pane .id"), Is.EqualTo("invoice⟨202E⟩fdp.exe"));
    }

    /// <summary>Half a surrogate pair cannot stand in UTF-8; the page shows U+FFFD for it.</summary>
    private static string WellFormed(string text)
    {
        System.Text.StringBuilder whole = new();
        foreach (System.Text.Rune rune in text.EnumerateRunes())
        {
            whole.Append(rune.ToString());
        }

        return whole.ToString();
    }
}
