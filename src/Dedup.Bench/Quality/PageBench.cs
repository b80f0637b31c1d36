using Dedup.Bench.Data;

namespace Dedup.Bench.Quality;

/// <summary>Is an article found inside a page that is ten and more times as long, at a place drawn by chance?</summary>
internal static class PageBench
{
    internal const int PageWords = 1500;
    private const int Pages = 1000;
    private static readonly int[] ArticleWords = [150, 60, 40];

    internal static List<PageResult> Run(QualityArguments arguments, List<WrongPair> wrong) => [.. ArticleWords.Select(words => Find(words, arguments, wrong))];

    private static PageResult Find(int words, QualityArguments arguments, List<WrongPair> wrong)
    {
        var writer = new NewsWriter((ulong)(70 + words));
        var numbers = new SeededNumbers((ulong)words);
        string[] texts = [.. Enumerable.Range(0, Pages).Select(_ => writer.Article(words))];
        Article[] articles =
        [
            .. texts.Select((text, i) => new Article($"{i:D4}", text)),
            .. texts.Select((text, i) => new Article($"{i:D4} page", Wrap(text, numbers.Below(PageWords - words), PageWords - words, writer))),
        ];
        var run = new DetectorRun(articles);
        ArticlePair[] pairs = [.. Enumerable.Range(0, Pages).Select(i => new ArticlePair(i, i + Pages))];
        ArticlePair[] falseAlarms = [.. run.Flagged.Where(pair => pair.Second != pair.First + Pages)];
        int found = pairs.Count(pair => run.RelationOf(pair) == DuplicateRelation.ContainedIn);

        var sets = new ShingleSets(articles);
        string set = $"pages/{words}";
        wrong.AddRange(WrongPair.Worst(WrongPair.Miss, set, pairs.Where(pair => !run.IsFlagged(pair)), _ => "contained", run, articles, sets, arguments));
        wrong.AddRange(WrongPair.Worst(WrongPair.FalseAlarm, set, falseAlarms, _ => "-", run, articles, sets, arguments));
        return new PageResult
        {
            ArticleWords = words,
            Pairs = Pages,
            Found = found,
            PassageOnly = pairs.Count(pair => run.RelationOf(pair) == DuplicateRelation.SharesPassage),
            Recall = (double)found / Pages,
            FalsePairs = falseAlarms.Length,
            Seconds = run.Seconds,
        };
    }

    private static string Wrap(string text, int before, int around, NewsWriter writer) =>
        $"{(before == 0 ? "" : writer.Article(before))}{text}{(before == around ? "" : writer.Article(around - before))}";
}
