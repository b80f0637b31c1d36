namespace Dedup.Reporting;

/// <summary>Writes results as one self-contained HTML page for people: clusters, pairs, and any pair side by side with its shared passages. Holds no state; thread-safe.</summary>
/// <remarks>
/// The page loads nothing from anywhere and runs no script but its own (a content security policy by hash); texts and ids are data to it, whatever they hold. The same results give the same
/// bytes. It shows itself in any browser of 2024 or later, needs no network, works with the keyboard, in the dark and on paper.
/// </remarks>
public static class HtmlReportWriter
{
    /// <summary>Writes the page of a whole run.</summary>
    /// <param name="destination">Where the page goes, as UTF-8. Nothing is flushed or closed.</param>
    /// <param name="report">What was found.</param>
    /// <param name="articles">The articles of the run; the page embeds texts of those that repeat each other. Ids the report names and these lack are shown without text.</param>
    /// <param name="options">What else the page says, and how large it may grow; the defaults when null.</param>
    /// <remarks>The pairs whose texts are embedded are read once more for what differs in their passages, which takes about as long as verifying them did.</remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void Write(Stream destination, DedupReport report, IEnumerable<Article> articles, HtmlReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(articles);
        HtmlReportData data = new(report, articles, options ?? new HtmlReportOptions());
        HtmlPage.Write(destination, data.Write);
    }

    /// <summary>Writes the page of two texts, side by side.</summary>
    /// <param name="destination">Where the page goes, as UTF-8. Nothing is flushed or closed.</param>
    /// <param name="explanation">The two texts and what they share, from <see cref="Deduplicator.Explain(Article, Article, DedupOptions?)"/>. Both texts are embedded, whatever their size.</param>
    /// <param name="options">What else the page says; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void Write(Stream destination, PairExplanation explanation, HtmlReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(explanation);
        options ??= new HtmlReportOptions();
        HtmlPage.Write(destination, json => json.Object(() =>
        {
            json.Name("kind").String("comparison");
            json.Name("title").String(options.Title);
            json.Name("options").Options(options.Run);
            json.Name("ids").Array([explanation.Left.Id, explanation.Right.Id], id => json.String(id));
            json.Name("titles").Array([explanation.Left.Title, explanation.Right.Title], title => json.String(title));
            json.Name("texts").Array([explanation.Left.Text, explanation.Right.Text], text => json.String(text));
            json.Name("textNumbers").Array(0, 1);
            json.Name("pairs").Array([explanation.Pair], pair => json.Pair(pair, 0, 1));
            json.Name("passages").Array([explanation], explained => json.Passages(explained));
            json.Name("background").String(JsonLinesWriter.NameOf(explanation.Background));
        }));
    }
}
