using Dedup.Cleaning;

namespace Dedup.Cli.Reading;

/// <summary>Articles that are parts of a page: which page, and where in it.</summary>
internal sealed class PageParts
{
    private readonly Dictionary<int, int> countFrom = [];
    private readonly Dictionary<string, TextRange> ranges = new(StringComparer.Ordinal);

    /// <summary>Splits a page.</summary>
    /// <param name="page">An article.</param>
    /// <param name="number">The number that its first part will have among all articles.</param>
    /// <param name="isTaken">Whether an id is in use.</param>
    /// <returns>The parts, called page#1, page#2 and so on, which together are the text of the page; null when it is one article, or an id is taken.</returns>
    public Article[]? Split(Article page, int number, Func<string, bool> isTaken)
    {
        string text = page.Text;
        IReadOnlyList<TextRange> found = PageSplitter.Split(text);
        string[] ids = [.. Enumerable.Range(1, found.Count).Select(part => $"{page.Id}#{part}")];
        if (found.Count == 1 || ids.Any(isTaken))
        {
            return null;
        }

        countFrom.Add(number, found.Count);

        // The page's title is that of none of them.
        Article[] parts = [.. found.Select((range, part) => new Article(ids[part], text.Substring(range.Start, range.Length)) { Source = page.Source, Date = page.Date })];
        for (int part = 0; part < parts.Length; part++)
        {
            ranges.Add(ids[part], found[part]);
        }

        return parts;
    }

    /// <summary>How many articles from this one on were one record of the input: 1, but for the first part of a page.</summary>
    public int CountFrom(int article) => countFrom.GetValueOrDefault(article, 1);

    /// <summary>Where a part stands in its page; null for an article that is no part.</summary>
    public TextRange? Find(string id) => ranges.TryGetValue(id, out TextRange range) ? range : null;

    /// <summary>Where the text of an article starts in its page; 0 when it is no part.</summary>
    public int StartOf(string id) => Find(id)?.Start ?? 0;

    /// <summary>The pair with passages as they stand in the pages.</summary>
    public DuplicatePair InPages(DuplicatePair pair) => ranges.Count == 0 || (Find(pair.Left) is null && Find(pair.Right) is null) ? pair : pair with
    {
        Passages =
        [
            .. pair.Passages.Select(passage => passage with { LeftStart = passage.LeftStart + StartOf(pair.Left), RightStart = passage.RightStart + StartOf(pair.Right) }),
        ],
    };
}
