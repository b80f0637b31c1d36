using Dedup.Verification;

namespace Dedup.Bench.Quality;

/// <summary>Does the detector flag what the labels of real corpora say, and more of it than any threshold on exact similarity could?</summary>
internal static class LabelledSets
{
    /// <summary>Pairs below this are not looked at by the baselines, unless the set's labelled pairs are the only ones that count.</summary>
    private const double BaselineFloor = 0.1;

    private static readonly DedupOptions ShinglesOnly = new() { Verification = new VerificationOptions { AlignWords = false } };

    internal static void Run(IEnumerable<string> folders, QualityArguments arguments, QualityOutput output)
    {
        List<LabelledResult> results = [];
        List<RelationCounts> relations = [];
        List<WrongPair> wrong = [];
        List<PassageCoverage> coverage = [];
        foreach (string folder in folders)
        {
            LabelledSet set = LabelledSet.Load(folder);
            var run = new DetectorRun(set.Articles, arguments.ShinglesOnly ? ShinglesOnly : null);
            var sets = new ShingleSets(set.Articles);
            List<ArticlePair> missed = [.. set.Truth.Positives.Where(pair => !run.IsFlagged(pair))];
            List<ArticlePair> falseAlarms = [.. run.Flagged.Where(pair => set.Truth.Counts(pair) && !set.Truth.IsPositive(pair))];
            results.Add(Measure(set, run, missed.Count, falseAlarms.Count, sets));
            relations.Add(RelationCounts.Of(set.Name, run));
            wrong.AddRange(WrongPair.Worst(WrongPair.Miss, set.Name, missed, set.Truth.LabelOf, run, set.Articles, sets, arguments));
            wrong.AddRange(WrongPair.Worst(WrongPair.FalseAlarm, set.Name, falseAlarms, set.Truth.LabelOf, run, set.Articles, sets, arguments));
            coverage.AddRange(set.Truth.OnlyLabelled ? PassageCoverage.Measure(set, run) : []);
        }

        output.WriteTable(arguments.ShinglesOnly ? "Labelled sets: pairs flagged by shingles only, beside the best thresholds on exact similarity found in hindsight" : "Labelled sets: pairs flagged with defaults, beside the best thresholds on exact similarity found in hindsight", results);
        output.WriteTable("What the reports hold", relations);
        if (coverage.Count > 0)
        {
            output.WriteTable("Share of the first article's tokens that stand word for word in passages of eight words and more that it shares with the second", coverage);
        }

        output.WriteWrongPairs(wrong);
    }

    private static LabelledResult Measure(LabelledSet set, DetectorRun run, int missed, int falseAlarms, ShingleSets sets)
    {
        PairTruth truth = set.Truth;
        var score = new PairScore(truth.Positives.Count - missed, falseAlarms, missed);
        List<ExactSimilarity> similarities = [.. truth.OnlyLabelled ? truth.Labelled.Select(sets.Compare) : new ExactPairs(sets, BaselineFloor).Find()];
        similarities.RemoveAll(pair => !truth.Counts(pair.Pair));
        HindsightThreshold jaccard = HindsightThreshold.Best(similarities.Select(pair => (pair.Jaccard, truth.IsPositive(pair.Pair))), truth.Positives.Count);
        HindsightThreshold containment = HindsightThreshold.Best(similarities.Select(pair => (pair.Containment, truth.IsPositive(pair.Pair))), truth.Positives.Count);
        return new LabelledResult
        {
            Set = set.Name,
            Articles = set.Articles.Count,
            Megabytes = set.Megabytes,
            Seconds = run.Seconds,
            PositivePairs = truth.Positives.Count,
            MissedPairs = missed,
            FalsePairs = falseAlarms,
            Precision = score.Precision,
            Recall = score.Recall,
            F1 = score.F1,
            AdjustedRandIndex = truth.Families is null ? null : RandIndex.Adjusted(RandIndex.GroupsOf(run.Report, run.Numbers), truth.Families),
            JaccardF1 = jaccard.Score.F1,
            JaccardThreshold = jaccard.Threshold,
            ContainmentF1 = containment.Score.F1,
            ContainmentThreshold = containment.Threshold,
        };
    }
}
