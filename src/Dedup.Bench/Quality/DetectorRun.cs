using System.Diagnostics;

namespace Dedup.Bench.Quality;

/// <summary>One run of the detector over a corpus, and what it said of each pair.</summary>
internal sealed class DetectorRun
{
    private readonly Dictionary<ArticlePair, DuplicateRelation> relations = [];

    internal DetectorRun(IReadOnlyList<Article> articles, DedupOptions? options = null)
    {
        for (int i = 0; i < articles.Count; i++)
        {
            Numbers.Add(articles[i].Id, i);
        }

        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        Report = Deduplicator.Run(articles, options);
        Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        foreach (DuplicatePair pair in Report.Pairs)
        {
            relations.Add(ArticlePair.Of(Numbers[pair.Left], Numbers[pair.Right]), pair.Relation);
        }
    }

    internal DedupReport Report { get; }

    /// <summary>What the run took, reading the files and everything else of this bench left out.</summary>
    internal double Seconds { get; }

    /// <summary>The number of each article, by its id.</summary>
    internal Dictionary<string, int> Numbers { get; } = new(StringComparer.Ordinal);

    /// <summary>The pairs reported as duplicates of one kind or another. A shared passage alone is not one.</summary>
    internal IEnumerable<ArticlePair> Flagged => relations.Where(pair => IsFlag(pair.Value)).Select(pair => pair.Key);

    internal bool IsFlagged(ArticlePair pair) => IsFlag(RelationOf(pair));

    internal DuplicateRelation RelationOf(ArticlePair pair) => relations.GetValueOrDefault(pair);

    internal int CountOf(DuplicateRelation relation) => relations.Count(pair => pair.Value == relation);

    /// <summary>Compiles what is timed later, so that the first set is not charged for it.</summary>
    internal static void WarmUp()
    {
        var generator = new Data.ArticleGenerator(seed: 30);
        Article[] articles = [.. Enumerable.Range(0, 200).Select(i => new Article($"{i:D3}", generator.Article(200 + i)))];
        Article[] copies = [.. articles.Select(article => new Article($"copy {article.Id}", $"{generator.Article(40)} {article.Text}"))];
        for (int i = 0; i < 5; i++)
        {
            Deduplicator.Run([.. articles, .. copies]);
        }
    }

    private static bool IsFlag(DuplicateRelation relation) =>
        relation is DuplicateRelation.Identical or DuplicateRelation.NearDuplicate or DuplicateRelation.ContainedIn;
}
