namespace Dedup.Bench.Quality;

/// <summary>Which pairs of a labelled corpus are duplicates, which are not, and which do not count. Immutable and thread-safe.</summary>
internal sealed class PairTruth
{
    /// <summary>Labels of pairs that a careful editor would flag: re-sent or corrected, contained, another revision of one text, or copied from it.</summary>
    private static readonly HashSet<string> PositiveLabels =
        new(StringComparer.Ordinal) { "near", "contained", "1", "edition", "revision", "duplicate", "identical", "cut", "light", "heavy" };

    /// <summary>Labels of pairs that careful editors would not agree about; they count neither way.</summary>
    private static readonly HashSet<string> UnclearLabels = new(StringComparer.Ordinal) { "unclear" };

    /// <summary>What a positive pair is called that has no label but one family.</summary>
    private const string Family = "family";

    private readonly Dictionary<ArticlePair, string> labels = [];
    private readonly HashSet<ArticlePair> positives;

    /// <param name="judged">The labelled pairs; may be none.</param>
    /// <param name="families">The family or cluster of each article, or null.</param>
    internal PairTruth(IEnumerable<LabelledPair> judged, int[]? families)
    {
        foreach (LabelledPair pair in judged)
        {
            labels[ArticlePair.Of(pair.Left, pair.Right)] = pair.Label;
        }

        Families = families;
        bool hasOtherLabels = labels.Values.Any(label => !PositiveLabels.Contains(label));
        OnlyLabelled = hasOtherLabels && families is null;
        IEnumerable<ArticlePair> labelled = labels.Where(pair => PositiveLabels.Contains(pair.Value)).Select(pair => pair.Key);
        positives = [.. hasOtherLabels || families is null ? labelled : PairsWithin(families)];
    }

    /// <summary>The pairs that should be flagged.</summary>
    internal IReadOnlyCollection<ArticlePair> Positives => positives;

    /// <summary>The pairs with a label of their own.</summary>
    internal IEnumerable<ArticlePair> Labelled => labels.Keys;

    /// <summary>The family or cluster of each article; null when the set has none.</summary>
    internal int[]? Families { get; }

    /// <summary>Whether pairs without a label do not count. Else they are negatives.</summary>
    internal bool OnlyLabelled { get; }

    internal bool IsPositive(ArticlePair pair) => positives.Contains(pair);

    /// <summary>Whether the pair counts at all.</summary>
    internal bool Counts(ArticlePair pair) =>
        labels.TryGetValue(pair, out string? label) ? !UnclearLabels.Contains(label) : !OnlyLabelled || positives.Contains(pair);

    internal string LabelOf(ArticlePair pair) =>
        labels.TryGetValue(pair, out string? label) ? label : positives.Contains(pair) ? Family : "-";

    private static IEnumerable<ArticlePair> PairsWithin(int[] families) =>
        from members in Enumerable.Range(0, families.Length).GroupBy(article => families[article]).Select(family => family.ToArray())
        from i in Enumerable.Range(0, members.Length)
        from j in Enumerable.Range(i + 1, members.Length - i - 1)
        select new ArticlePair(members[i], members[j]);
}
