using Dedup.Bench.Data;

namespace Dedup.Bench.Quality;

/// <summary>Are headers, templates and forms left alone while syndicated stories and wrapped articles in the same pile are found?</summary>
internal static class MixedBench
{
    private static readonly int[] Sizes = [1_000, 10_000];

    internal static List<MixedResult> Run(QualityArguments arguments, List<WrongPair> wrong) =>
        [.. Sizes.Append(arguments.Size).Where(size => size <= arguments.Size).Distinct().SelectMany(size => new[] { Measure(size, false, arguments, wrong), Measure(size, true, arguments, wrong) })];

    private static MixedResult Measure(int size, bool sources, QualityArguments arguments, List<WrongPair> wrong)
    {
        MixedArticle[] made = MixedCorpus.Make(size);
        List<Article> articles = [.. made.Select((article, i) => new Article($"{i:D7}", article.Text) { Source = sources && article.Boilerplate >= 0 ? $"site {article.Boilerplate}" : null })];
        var run = new DetectorRun(articles);

        bool IsTrue(ArticlePair pair) => made[pair.First].Family >= 0 && made[pair.First].Family == made[pair.Second].Family;
        bool SharesBoilerplate(ArticlePair pair) => made[pair.First].Boilerplate >= 0 && made[pair.First].Boilerplate == made[pair.Second].Boilerplate;
        string LabelOf(ArticlePair pair) => $"{made[pair.First].Kind}-{made[pair.Second].Kind}";

        ArticlePair[] falseAlarms = [.. run.Flagged.Where(pair => !IsTrue(pair))];
        ArticlePair[] shared = [.. falseAlarms.Where(SharesBoilerplate)];
        int forms = shared.Count(pair => made[pair.First].Kind == MixedKind.Form);
        List<ArticlePair> syndicated = PairsOf(made, article => article.Kind == MixedKind.Syndicated);
        List<ArticlePair> wrapped = PairsOf(made, article => article.Kind is MixedKind.Wrapped or MixedKind.Page);

        var sets = new ShingleSets(articles);
        string set = sources ? $"mixed/{size}/sources" : $"mixed/{size}";
        wrong.AddRange(WrongPair.Worst(WrongPair.Miss, set, syndicated.Concat(wrapped).Where(pair => !run.IsFlagged(pair)), LabelOf, run, articles, sets, arguments));
        wrong.AddRange(WrongPair.Worst(WrongPair.FalseAlarm, set, falseAlarms, LabelOf, run, articles, sets, arguments));
        return new MixedResult
        {
            Articles = size,
            Sources = sources,
            Megabytes = LabelledSet.MegabytesOf(articles),
            Seconds = run.Seconds,
            BoilerplatePairs = made.Where(article => article.Boilerplate >= 0).CountBy(article => article.Boilerplate).Sum(group => group.Value * (group.Value - 1L) / 2),
            FalseHeaderPairs = shared.Length - forms,
            FalseFormPairs = forms,
            OtherFalsePairs = falseAlarms.Length - shared.Length,
            SyndicatedPairs = syndicated.Count,
            SyndicatedRecall = PairScore.Share(syndicated.Count(run.IsFlagged), syndicated.Count),
            WholeFamilies = WholeFamilies(made, run),
            WrappedPairs = wrapped.Count,
            WrappedRecall = PairScore.Share(wrapped.Count(run.IsFlagged), wrapped.Count),
        };
    }

    private static double WholeFamilies(MixedArticle[] made, DetectorRun run)
    {
        Dictionary<int, int> sizes = made.Where(article => article.Kind == MixedKind.Syndicated).CountBy(article => article.Family).ToDictionary();
        int whole = run.Report.Clusters.Count(cluster =>
        {
            int[] families = [.. cluster.Members.Select(member => made[run.Numbers[member]].Family).Distinct()];
            return families is [>= 0 and int family] && sizes.GetValueOrDefault(family) == cluster.Members.Count;
        });
        return (double)whole / sizes.Count;
    }

    /// <summary>All pairs within the families of some kind of article.</summary>
    private static List<ArticlePair> PairsOf(MixedArticle[] made, Func<MixedArticle, bool> kind)
    {
        List<ArticlePair> pairs = [];
        foreach (IGrouping<int, int> family in Enumerable.Range(0, made.Length).Where(i => kind(made[i])).GroupBy(i => made[i].Family))
        {
            int[] members = [.. family];
            for (int i = 0; i < members.Length; i++)
            {
                pairs.AddRange(members[(i + 1)..].Select(other => new ArticlePair(members[i], other)));
            }
        }

        return pairs;
    }
}
