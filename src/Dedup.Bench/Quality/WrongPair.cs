namespace Dedup.Bench.Quality;

/// <summary>A pair that the detector got wrong, with what a reader needs to see why.</summary>
internal sealed record WrongPair
{
    internal const string Miss = "miss";
    internal const string FalseAlarm = "falseAlarm";
    private const int Beginning = 160;

    public required string Kind { get; init; }

    public required string Set { get; init; }

    public required string Label { get; init; }

    /// <summary>What the detector said of the pair.</summary>
    public required DuplicateRelation Relation { get; init; }

    public required double Jaccard { get; init; }

    public required double Containment { get; init; }

    public required string Left { get; init; }

    public required string Right { get; init; }

    public required string LeftText { get; init; }

    public required string RightText { get; init; }

    /// <summary>The worst first: of the misses the most alike, of the false alarms the least alike.</summary>
    /// <param name="kind"><see cref="Miss"/> or <see cref="FalseAlarm"/>.</param>
    /// <param name="set">The corpus the pairs are from.</param>
    /// <param name="pairs">The pairs that are wrong.</param>
    /// <param name="labelOf">What the truth calls a pair.</param>
    /// <param name="run">What the detector said.</param>
    /// <param name="articles">The articles of the corpus.</param>
    /// <param name="sets">Their shingles.</param>
    /// <param name="arguments">How many are wanted, and with how much text.</param>
    internal static IEnumerable<WrongPair> Worst(
        string kind,
        string set,
        IEnumerable<ArticlePair> pairs,
        Func<ArticlePair, string> labelOf,
        DetectorRun run,
        IReadOnlyList<Article> articles,
        ShingleSets sets,
        QualityArguments arguments) =>
        pairs.Select(sets.Compare)
            .OrderBy(pair => kind == Miss ? -pair.Containment : pair.Containment)
            .ThenBy(pair => kind == Miss ? -pair.Jaccard : pair.Jaccard)
            .ThenBy(pair => (pair.Pair.First, pair.Pair.Second))
            .Take(arguments.Misses)
            .Select(pair => new WrongPair
            {
                Kind = kind,
                Set = set,
                Label = labelOf(pair.Pair),
                Relation = run.RelationOf(pair.Pair),
                Jaccard = pair.Jaccard,
                Containment = pair.Containment,
                Left = articles[pair.Pair.First].Id,
                Right = articles[pair.Pair.Second].Id,
                LeftText = Excerpt(articles[pair.Pair.First].Text, arguments.Texts),
                RightText = Excerpt(articles[pair.Pair.Second].Text, arguments.Texts),
            });

    private static string Excerpt(string text, bool whole) =>
        whole ? text : string.Join(' ', text[..Math.Min(text.Length, Beginning)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
