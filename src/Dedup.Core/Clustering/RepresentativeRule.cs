namespace Dedup.Clustering;

/// <summary>Which article of a cluster to keep: a total order, so that the choice never depends on the order of the input. Immutable and thread-safe.</summary>
/// <remarks>Each rule falls back on the next one where it cannot tell two articles apart: its own criterion, then the longer text, then the ordinally smaller id.</remarks>
public sealed class RepresentativeRule : IComparer<Article>
{
    private readonly Comparison<Article> criterion;
    private readonly string name;

    private RepresentativeRule(string name, Comparison<Article> criterion)
    {
        this.name = name;
        this.criterion = criterion;
    }

    /// <summary>Keep the longest text (UTF-16 units).</summary>
    public static RepresentativeRule LongestText { get; } = new("longest", static (_, _) => 0);

    /// <summary>Keep the article with the earliest <see cref="Article.Date"/>; articles without one come last.</summary>
    public static RepresentativeRule EarliestDate { get; } = new("earliest", static (x, y) => Order(x.Date, y.Date));

    /// <summary>Keep the ordinally smallest id.</summary>
    public static RepresentativeRule SmallestId { get; } = new("smallest-id", static (x, y) => string.CompareOrdinal(x.Id, y.Id));

    /// <summary>Keep the article whose <see cref="Article.Source"/> comes first in a list; sources not listed come last. Compared ordinally.</summary>
    /// <param name="sources">The sources, best first.</param>
    /// <exception cref="ArgumentException">The list is empty or names a source twice.</exception>
    public static RepresentativeRule SourcePriority(params IEnumerable<string> sources)
    {
        Func<string?, int> rank = Ranks(sources, "source", nameof(sources));
        return new("source", (x, y) => rank(x.Source).CompareTo(rank(y.Source)));
    }

    /// <summary>Keep the article whose <see cref="Article.Id"/> comes first in a list, such as that of the input; ids not listed come last. Compared ordinally.</summary>
    /// <param name="ids">The ids, most wanted first.</param>
    /// <exception cref="ArgumentException">The list is empty or names an id twice.</exception>
    public static RepresentativeRule FirstListed(IEnumerable<string> ids)
    {
        Func<string?, int> rank = Ranks(ids, "id", nameof(ids));
        return new("first", (x, y) => rank(x.Id).CompareTo(rank(y.Id)));
    }

    private static Func<string?, int> Ranks(IEnumerable<string> names, string what, string parameter)
    {
        ArgumentNullException.ThrowIfNull(names, parameter);
        Dictionary<string, int> rank = new(StringComparer.Ordinal);
        foreach (string listed in names)
        {
            if (!rank.TryAdd(listed, rank.Count))
            {
                throw new ArgumentException($"The {what} \"{listed}\" is listed twice: name each {what} once, best first.", parameter);
            }
        }

        return rank.Count == 0
            ? throw new ArgumentException($"No {what} is listed: name at least one, or use another rule.", parameter)
            : asked => asked is not null && rank.TryGetValue(asked, out int place) ? place : int.MaxValue;
    }

    /// <summary>Less than zero when <paramref name="x"/> is the one to keep, more when <paramref name="y"/> is, zero only for equal ids.</summary>
    /// <param name="x">An article.</param>
    /// <param name="y">Another article.</param>
    public int Compare(Article? x, Article? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        int order = criterion(x, y);
        if (order == 0)
        {
            order = y.TextLength.CompareTo(x.TextLength);
        }

        return order != 0 ? order : string.CompareOrdinal(x.Id, y.Id);
    }

    /// <summary>The rule's name as the command-line tool spells it.</summary>
    public override string ToString() => name;

    private static int Order(DateTimeOffset? x, DateTimeOffset? y) => (x, y) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        var (a, b) => a.Value.CompareTo(b.Value),
    };
}
