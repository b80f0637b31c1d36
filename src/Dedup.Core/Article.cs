namespace Dedup;

/// <summary>One text to be compared: what goes into <see cref="Deduplicator"/> and <see cref="DuplicateIndex"/>. Immutable and thread-safe.</summary>
/// <remarks>
/// Any text is accepted. An article without a single letter or digit takes part in no pair and is listed in
/// <see cref="DedupReport.EmptyArticles"/>; one that is too short to shingle is compared word by word
/// (see <see cref="Verification.VerificationOptions.ShortTextTokens"/>).
/// </remarks>
public sealed record Article
{
    /// <summary>Creates an article.</summary>
    /// <param name="id">The name that results use for it. Not empty, and unique within one run or index; compared ordinally.</param>
    /// <param name="text">The text as the reader sees it. May be empty, of any length and in any script.</param>
    /// <exception cref="ArgumentException"><paramref name="id"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public Article(string id, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(text);
        Id = id;
        Text = text;
    }

    /// <summary>The name that results use for this article.</summary>
    public string Id { get; }

    /// <summary>The text; <see cref="Passage"/> offsets count its UTF-16 units.</summary>
    public string Text { get; }

    /// <summary>The headline, when it is kept apart from the text. Not part of what is shingled; compared on its own as evidence (<see cref="DuplicatePair.TitleSimilarity"/>).</summary>
    public string? Title { get; init; }

    /// <summary>Where the article comes from (a site, a feed, an agency). Compared ordinally. Used by <see cref="Clustering.RepresentativeRule.SourcePriority"/>, and in a batch to know
    /// page templates: what more than a few articles of one source have in common is no syndicated story (<see cref="Verification.VerificationOptions.TemplateArticles"/>).</summary>
    public string? Source { get; init; }

    /// <summary>When the article appeared. Used by <see cref="Clustering.RepresentativeRule.EarliestDate"/>.</summary>
    public DateTimeOffset? Date { get; init; }
}
