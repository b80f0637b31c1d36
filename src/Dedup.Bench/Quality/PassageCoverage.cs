namespace Dedup.Bench.Quality;

/// <summary>How much of the answers of one label stands word for word in a passage that they share with their source, and how well that tells the label from the untouched ones.</summary>
internal sealed record PassageCoverage : ITableRow
{
    /// <summary>The label of answers that were written without looking at the source.</summary>
    private const string Untouched = "non";

    public string Kind => "passageCoverage";

    public required string Set { get; init; }

    /// <summary>The label, or several joined by a plus sign.</summary>
    public required string Label { get; init; }

    public required int Pairs { get; init; }

    public required int Flagged { get; init; }

    /// <summary>Mean share of the answer's tokens that are equal in a shared passage (<see cref="PairExplanation.LeftWordForWord"/>).</summary>
    public required double MeanCoverage { get; init; }

    /// <summary>Chance that a pair of this label covers more than one labelled <c>non</c>, ties counting half: the area under the ROC curve.</summary>
    public required double? AreaUnderCurve { get; init; }

    public static string[] Columns { get; } = ["label", "pairs", "flagged", "mean coverage", "AUC against non"];

    internal static IEnumerable<PassageCoverage> Measure(LabelledSet set, DetectorRun run)
    {
        Dictionary<LabelledPair, double> coverage =
            set.Judged.ToDictionary(pair => pair, pair => CoverageOf(set.Articles[pair.Left], set.Articles[pair.Right]));
        string[] labels = [.. set.Judged.Select(pair => pair.Label).Distinct().Order(StringComparer.Ordinal)];
        string[][] groups = [.. labels.Select(label => new[] { label }), ["cut", "light"]];
        double[] untouched = [.. coverage.Where(pair => pair.Key.Label == Untouched).Select(pair => pair.Value)];
        foreach (string[] group in groups.Where(group => group.All(labels.Contains)))
        {
            List<LabelledPair> pairs = set.Judged.FindAll(pair => group.Contains(pair.Label));
            yield return new PassageCoverage
            {
                Set = set.Name,
                Label = string.Join('+', group),
                Pairs = pairs.Count,
                Flagged = pairs.Count(pair => run.IsFlagged(ArticlePair.Of(pair.Left, pair.Right))),
                MeanCoverage = pairs.Average(pair => coverage[pair]),
                AreaUnderCurve = group.Contains(Untouched) || untouched.Length == 0 ? null : Area([.. pairs.Select(pair => coverage[pair])], untouched),
            };
        }
    }

    public string[] ToCells() =>
        [Label, QualityOutput.Count(Pairs), QualityOutput.Count(Flagged), QualityOutput.Share(MeanCoverage), AreaUnderCurve is { } area ? QualityOutput.Share(area) : "-"];

    private static double CoverageOf(Article answer, Article source)
    {
        PairExplanation explanation = Deduplicator.Explain(answer, source);
        return ReferenceEquals(explanation.Left, answer) ? explanation.LeftWordForWord : explanation.RightWordForWord;
    }

    private static double Area(double[] positives, double[] negatives) =>
        positives.Average(positive => negatives.Average(negative => positive > negative ? 1 : positive == negative ? 0.5 : 0));
}
