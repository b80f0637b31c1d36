using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dedup.Core.Tests.Data;
using Dedup.Reporting;
using NUnit.Framework;

namespace Dedup.Core.Tests.Reporting;

public sealed partial class HtmlReportTests
{
    [Test]
    public void Write_AnyText_StaysInsideTheDataBlockAndComesBackWhole([Range(1, 30)] int seed)
    {
        // All that can end a script element or a JSON string, and what no encoder of the runtime agrees on.
        string[] parts = ["<", ">", "</script", "<!--", "-->", "<script", "\"", "\\", "\\u003c", "&", "'", "\u2028", "\0", "\u001f", "\u007f", "\u0085", "\ud83d\ude00", "\ud83d", "\ude00", "é", "漢", "\uFFFD", "\uFEFF", "]]>", "\r\n", " word"];
        Seeded random = new((ulong)seed);
        string Text() => string.Concat(Enumerable.Range(0, 60).Select(_ => parts[random.Below(parts.Length)]));
        Article left = new("l " + Text(), Text()) { Title = Text() };
        Article right = new("r " + Text(), Text());

        string page = Written(stream => HtmlReportWriter.Write(stream, Deduplicator.Explain(left, right)));

        JsonElement data = DataOf(page);
        PairExplanation explanation = Deduplicator.Explain(left, right);
        Assert.That(data.GetProperty("texts").EnumerateArray().Select(text => text.GetString()), Is.EqualTo(new[] { Whole(explanation.Left.Text), Whole(explanation.Right.Text) }), $"seed {seed}");
        Assert.That(data.GetProperty("ids").EnumerateArray().Select(text => text.GetString()), Is.EqualTo(new[] { Whole(explanation.Left.Id), Whole(explanation.Right.Id) }), $"seed {seed}");
        Assert.That(Whole(explanation.Left.Text), Has.Length.EqualTo(explanation.Left.Text.Length), "offsets hold");
        Assert.That(EndOfScript().Count(page), Is.EqualTo(2), "the data and the script end once each");
    }

    [Test]
    public void Write_Report_HoldsWhatTheReportSays()
    {
        string story = Texts.Text(1, 120);
        Article[] articles = [new("a", story), new("b", story), new("c", Texts.Text(2, 200) + " " + story), new("d", Texts.Text(3, 90)), new("e", "...")];
        DedupReport report = Deduplicator.Run(articles);

        JsonElement data = DataOf(Written(stream => HtmlReportWriter.Write(stream, report, articles)));

        Assert.Multiple(() =>
        {
            Assert.That(data.GetProperty("articleCount").GetInt32(), Is.EqualTo(5));
            Assert.That(data.GetProperty("emptyCount").GetInt32(), Is.EqualTo(1));
            Assert.That(data.GetProperty("repeatCount").GetInt32(), Is.EqualTo(1));
            Assert.That(data.GetProperty("pairs").GetArrayLength(), Is.EqualTo(3));
            Assert.That(data.GetProperty("passages").GetArrayLength(), Is.EqualTo(3));
            Assert.That(data.GetProperty("ids").EnumerateArray().Select(id => id.GetString()), Is.EquivalentTo(new[] { "a", "b", "c" }), "what repeats nothing is not in the page");
            Assert.That(data.GetProperty("histogram").EnumerateArray().Sum(row => row.EnumerateArray().Sum(bin => bin.GetInt32())), Is.EqualTo(3));
            Assert.That(data.GetProperty("proposal").GetProperty("method").GetString(), Is.EqualTo("3 of 24 sampled shingles in common"));
            Assert.That(data.GetProperty("proposal").GetProperty("curve")[25].GetDouble(), Is.GreaterThan(0.999));
        });
    }

    [Test]
    public void Write_SameReport_IsTheSameBytes()
    {
        Article[] articles = [.. Enumerable.Range(0, 30).Select(i => new Article($"{i}", Texts.Text((ulong)(i / 3), 80)))];
        string first = Written(stream => HtmlReportWriter.Write(stream, Deduplicator.Run(articles), articles));
        Array.Reverse((Array)articles);
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new("de-DE") { NumberFormat = { NegativeSign = "~", NumberDecimalSeparator = "!" } };
            Assert.That(Written(stream => HtmlReportWriter.Write(stream, Deduplicator.Run(articles, new DedupOptions { Threads = 3 }), articles)), Is.EqualTo(first));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [TestCase(0)]
    [TestCase(100)]
    [TestCase(2000)]
    public void Write_TextsAboveTheBound_AreLeftOut(int most)
    {
        Article[] articles = [.. Enumerable.Range(0, 12).Select(i => new Article($"{i:D2}", Texts.Text((ulong)(i / 2), 40 + i)))];
        string page = Written(stream => HtmlReportWriter.Write(stream, Deduplicator.Run(articles), articles, new HtmlReportOptions { MostTextUnits = most }));
        JsonElement data = DataOf(page);
        string[] texts = [.. data.GetProperty("texts").EnumerateArray().Select(text => text.GetString()!)];
        Assert.That(texts.Sum(text => text.Length), Is.LessThanOrEqualTo(most));
        Assert.That(texts, most == 2000 ? Has.Length.GreaterThan(3) : Has.Length.LessThan(2));
        int[] numbers = [.. data.GetProperty("textNumbers").EnumerateArray().Select(number => number.GetInt32())];
        Assert.That(numbers.Where(number => number >= 0), Is.EquivalentTo(Enumerable.Range(0, texts.Length)));
        Assert.That(numbers, Has.Some.EqualTo(-1));
    }

    [Test]
    public void Write_TheSameText_StandsInThePageOnce()
    {
        Article[] articles = [.. Enumerable.Range(0, 5).Select(i => new Article($"{i}", Texts.Text(1, 60)))];
        JsonElement data = DataOf(Written(stream => HtmlReportWriter.Write(stream, Deduplicator.Run(articles), articles)));
        Assert.That(data.GetProperty("texts").EnumerateArray().Select(text => text.GetString()), Is.EqualTo(new[] { articles[0].Text }));
        Assert.That(data.GetProperty("textNumbers").EnumerateArray().Select(number => number.GetInt32()), Is.EqualTo(new int[5]));
    }

    [Test]
    public void Write_HeaderOfManyArticles_IsMarkedInThePairsThatCarryIt([Values(16, 17)] int sites)
    {
        // A pair among others under one header; copies of one article count once, so the story's own text is no boilerplate.
        string header = Texts.Text(1, 20);
        Article[] articles = [.. Enumerable.Range(2, sites).Select(i => new Article($"{i:D2}", header + "\n" + Texts.Text((ulong)i, 120))), new("copy", header + "\n" + Texts.Text(2, 120))];
        JsonElement data = DataOf(Written(stream => HtmlReportWriter.Write(stream, Deduplicator.Run(articles), articles)));
        int[] expected = sites == 17 ? [0, header.Length] : [];
        JsonElement explained = data.GetProperty("passages")[0];
        Assert.That(data.GetProperty("pairs").GetArrayLength(), Is.EqualTo(1));
        Assert.That(explained[3].EnumerateArray().Select(number => number.GetInt32()), Is.EqualTo(expected));
        Assert.That(explained[4].EnumerateArray().Select(number => number.GetInt32()), Is.EqualTo(expected));
    }

    [Test]
    public void Write_ArticlesThatAreNotGiven_AreShownWithoutText()
    {
        Article[] articles = [new("a", Texts.Text(1, 80)), new("b", Texts.Text(1, 80))];
        JsonElement data = DataOf(Written(stream => HtmlReportWriter.Write(stream, Deduplicator.Run(articles), [])));
        Assert.That(data.GetProperty("texts").GetArrayLength(), Is.Zero);
        Assert.That(data.GetProperty("textNumbers").EnumerateArray().Select(number => number.GetInt32()), Has.All.EqualTo(-1));
        Assert.That(data.GetProperty("passages")[0][2].GetArrayLength(), Is.EqualTo(1), "passages are known all the same");
    }

    [Test]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.That(() => new HtmlReportOptions { MostPairs = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new HtmlReportOptions { MostTextUnits = -1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static string Written(Action<Stream> write)
    {
        using MemoryStream stream = new();
        write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static JsonElement DataOf(string page)
    {
        const string Start = "<script type=\"application/json\" id=\"data\">";
        int start = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        return JsonDocument.Parse(page[start..page.IndexOf("</script>", start, StringComparison.Ordinal)]).RootElement;
    }

    private static string Whole(string text)
    {
        StringBuilder whole = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            whole.Append(rune.ToString());
        }

        return whole.ToString();
    }

    [GeneratedRegex("</script|<!--\\s*<script", RegexOptions.IgnoreCase)]
    private static partial Regex EndOfScript();
}
