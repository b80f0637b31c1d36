using Dedup.Clustering;

namespace Dedup.Cleaning;

/// <summary>Which articles of a collection to remove, each in favour of one that is kept. Immutable and thread-safe.</summary>
/// <remarks>
/// <para>
/// Every removed article names a kept one that it was compared with: never are both articles of a pair removed without a third, kept one that repeats each of them, and no chain has to be followed.
/// The plan is a function of the report's verdicts, the texts and the rule; the order of the articles does not matter.
/// </para>
/// <para>
/// Identical articles and near-duplicates go in favour of their cluster's representative. Contained articles go in favour of a kept article that contains them, the longer ones judged first; one that
/// stands for others is removed only when those lie in the same container, so that none loses the article that stood for it. Cost is linear in articles and pairs.
/// </para>
/// </remarks>
public sealed class CleaningPlan
{
    private readonly Dictionary<string, Removal> byId;

    private CleaningPlan(int articles, List<Removal> removals)
    {
        Removals = removals;
        byId = removals.ToDictionary(static removal => removal.Id, StringComparer.Ordinal);
        KeptCount = articles - removals.Count;
    }

    /// <summary>The removed articles, in ordinal order of their ids.</summary>
    public IReadOnlyList<Removal> Removals { get; }

    /// <summary>How many articles are kept.</summary>
    public int KeptCount { get; }

    /// <summary>Decides which articles to remove.</summary>
    /// <param name="articles">The articles that were compared, in any order.</param>
    /// <param name="report">What <see cref="Deduplicator.Run"/> found among them. It must have looked for <see cref="Detect.Resemblance"/> to remove identical and near articles, for <see cref="Detect.Containment"/> to remove contained ones.</param>
    /// <param name="remove">What may be removed. Default: identical articles and near-duplicates.</param>
    /// <param name="rule">Which of several articles to keep: the rule that the report was made with. Default <see cref="RepresentativeRule.LongestText"/>.</param>
    /// <exception cref="ArgumentException">The report names an article that is not among <paramref name="articles"/>, or <paramref name="remove"/> has an unknown flag.</exception>
    public static CleaningPlan Make(
        IEnumerable<Article> articles,
        DedupReport report,
        Removable remove = Removable.Identical | Removable.NearDuplicate,
        RepresentativeRule? rule = null)
    {
        ArgumentNullException.ThrowIfNull(articles);
        ArgumentNullException.ThrowIfNull(report);
        if ((remove & ~(Removable.Identical | Removable.NearDuplicate | Removable.Contained)) != Removable.None)
        {
            throw new ArgumentException($"What to remove is {remove}, which has an unknown flag: combine Identical, NearDuplicate and Contained.", nameof(remove));
        }

        Article[] ordered = [.. articles];
        Array.Sort(ordered, static (x, y) => string.CompareOrdinal(x.Id, y.Id));
        return new CleaningPlan(ordered.Length, new RemovalChoice(ordered, report, rule ?? RepresentativeRule.LongestText).Choose(remove));
    }

    /// <summary>Why an article is removed, or null when it is kept.</summary>
    /// <param name="id">The article's id.</param>
    public Removal? Find(string id) => byId.GetValueOrDefault(id);
}
