using System.Diagnostics;
using System.Globalization;
using Dedup.Bench.Data;

namespace Dedup.Bench.EndToEnd;

/// <summary>How does the time of a run grow on piles of articles that make careless detectors quadratic?</summary>
/// <remarks>
/// Not BenchmarkDotNet: one run of a million articles says more than a hundred runs of a thousand. Read the processor time per article (all threads together)
/// against that of the row above: linear growth keeps it near 1 whatever the factor between the rows, quadratic growth makes it that factor.
/// </remarks>
internal static class Growth
{
    private const int IdenticalWords = 80;
    private const int HeaderWords = 150;
    private const int BodyWords = 600;
    private const int CopyEvery = 50;

    /// <summary>Prints the tables; returns 1 when any count of pairs or clusters is wrong.</summary>
    internal static int Run(string[] args)
    {
        bool full = args is ["--full"];
        if (!full && args.Length > 0)
        {
            Console.Error.WriteLine("usage: growth [--full]   (--full adds the rows that take longer than seconds)");
            return 2;
        }

        // Compiles everything that is timed below, so that the first row is not charged for it.
        for (int i = 0; i < 5; i++)
        {
            Deduplicator.Run(Identical(200));
            Deduplicator.Run(OneHeader(200));
        }

        int[] identicalCounts = full ? [1_000, 10_000, 100_000, 1_000_000] : [1_000, 10_000, 100_000];
        int[] headerCounts = full ? [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000] : [250, 500, 1_000, 2_000, 4_000];
        int wrong = Table(
            $"Identical articles of {IdenticalWords} words (letter case and spacing differ)",
            identicalCounts,
            Identical,
            count => (IdenticalPairs(count), 1));
        wrong += Table(
            $"Articles of {BodyWords} words of their own under one header of {HeaderWords} words; one in {CopyEvery} is a light edit of the one before",
            headerCounts,
            OneHeader,
            count => (Copies(count), Copies(count)));
        if (wrong > 0)
        {
            Console.Error.WriteLine($"{wrong} rows have a wrong count.");
        }

        return wrong > 0 ? 1 : 0;
    }

    private static int Table(string title, int[] counts, Func<int, List<Article>> make, Func<int, (long Pairs, int Clusters)> expect)
    {
        Console.WriteLine($"{title}\n");
        Console.WriteLine("| articles | seconds | CPU seconds | CPU us/article | against the row above | pairs | clusters | counts |");
        Console.WriteLine("|--:|--:|--:|--:|--:|--:|--:|---|");
        int wrong = 0;
        double? above = null;
        foreach (int count in counts)
        {
            List<Article> articles = make(count);
            GC.Collect();
            long start = Stopwatch.GetTimestamp();
            TimeSpan processorStart = Environment.CpuUsage.TotalTime;
            DedupReport report = Deduplicator.Run(articles);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            double processorSeconds = (Environment.CpuUsage.TotalTime - processorStart).TotalSeconds;
            double perArticle = processorSeconds * 1e6 / count;
            (long pairs, int clusters) = expect(count);
            bool right = report.ArticleCount == count && report.Pairs.Count == pairs && report.Clusters.Count == clusters;
            wrong += right ? 0 : 1;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {count:N0} | {seconds:F3} | {processorSeconds:F3} | {perArticle:F1} | {perArticle / above:F2} "
                + $"| {report.Pairs.Count:N0} | {report.Clusters.Count:N0} | {(right ? "right" : $"WRONG: {pairs:N0} pairs, {clusters:N0} clusters expected")} |"));
            above = perArticle;
        }

        Console.WriteLine();
        return wrong;
    }

    /// <summary>One article under many ids. Four spellings, so that equal tokens and not equal strings are what makes them identical.</summary>
    private static List<Article> Identical(int count)
    {
        string text = new ArticleGenerator(seed: 21).Article(IdenticalWords);
        string[] spellings =
        [
            text,
            text.ToUpperInvariant(),
            text.Replace(" ", "  ", StringComparison.Ordinal),
            text.Replace(".", "!", StringComparison.Ordinal),
        ];
        return [.. Enumerable.Range(0, count).Select(i => new Article($"{i:D7}", spellings[i % spellings.Length]))];
    }

    /// <summary>All pairs of a small family, else each copy with the first: <see cref="Verification.VerificationOptions.PairsPerFamily"/>.</summary>
    private static long IdenticalPairs(int count)
    {
        long all = count * (count - 1L) / 2;
        return all <= new DedupOptions().Verification.PairsPerFamily ? all : count - 1;
    }

    /// <summary>
    /// The header is the only thing two articles share, but for one in <see cref="CopyEvery"/>, which repeats the one before with every hundredth word changed.
    /// </summary>
    private static List<Article> OneHeader(int count)
    {
        var generator = new ArticleGenerator(seed: 22);
        string header = generator.Article(HeaderWords);
        var articles = new List<Article>(count);
        string[] body = [];
        for (int i = 0; i < count; i++)
        {
            body = IsCopy(i) ? [.. body.Select((word, at) => at % 100 == 50 ? $"{word}ish" : word)] : generator.Words(BodyWords);
            articles.Add(new Article($"{i:D7}", header + generator.Write(body)));
        }

        return articles;
    }

    private static bool IsCopy(int article) => article % CopyEvery == CopyEvery - 1;

    private static int Copies(int count) => Enumerable.Range(0, count).Count(IsCopy);
}
