using Dedup.Text;

namespace Dedup.Bench.Quality;

/// <summary>How much of the answers of one label their pairs' passages cover, and how well that tells the label from the untouched ones.</summary>
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

    /// <summary>The share of the answer's tokens that lie in a passage.</summary>
    private static double CoverageOf(Article answer, Article source)
    {
        DuplicatePair pair = Deduplicator.Compare(answer, source);
        bool swapped = string.Equals(pair.Right, answer.Id, StringComparison.Ordinal);
        List<Passage> passages = [.. pair.Passages.Select(passage => swapped ? passage.Swap() : passage)];
        var tokens = new TokenList();
        Tokenizer.Tokenize(answer.Text, tokens);
        int covered = 0;
        foreach (int start in tokens.Starts)
        {
            covered += passages.Exists(passage => passage.LeftStart <= start && start < passage.LeftStart + passage.LeftLength) ? 1 : 0;
        }

        return tokens.Count == 0 ? 0 : (double)covered / tokens.Count;
    }

    private static double Area(double[] positives, double[] negatives) =>
        positives.Average(positive => negatives.Average(negative => positive > negative ? 1 : positive == negative ? 0.5 : 0));
}
