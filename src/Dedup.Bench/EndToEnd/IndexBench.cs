using System.Diagnostics;
using System.Globalization;
using Dedup.Bench.Data;

namespace Dedup.Bench.EndToEnd;

/// <summary>What does an index on disk take, and how fast does it open, answer and grow?</summary>
/// <remarks>
/// Articles of 100 to 700 words; one in ten is a light edit of an earlier one, one in fifty a copy. Questions are edits of articles of the index and, as many, new articles. Each answer is
/// checked: the article that the question was made of must be found, and new articles must find nothing.
/// </remarks>
internal static class IndexBench
{
    private const int CommitEvery = 10_000;
    private const int Questions = 2_000;

    /// <summary>Prints the table; returns 1 when an answer is wrong.</summary>
    internal static int Run(string[] args)
    {
        int articles = 100_000;
        int cacheMegabytes = 256;
        bool resemblance = false;
        string? folder = null;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--articles" when i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out articles) && articles >= CommitEvery:
                    i++;
                    break;
                case "--cache" when i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out cacheMegabytes) && cacheMegabytes > 0:
                    i++;
                    break;
                case "--folder" when i + 1 < args.Length:
                    folder = args[++i];
                    break;
                case "--resemblance":
                    resemblance = true;
                    break;
                default:
                    Console.Error.WriteLine($"usage: index [--articles N] [--resemblance] [--cache MB] [--folder FOLDER]   (N at least {CommitEvery}; 100000 and 256 MB without them)");
                    return 2;
            }
        }

        string path = Path.Combine(folder ?? Path.GetTempPath(), $"dedup-index-bench-{Environment.ProcessId}");
        try
        {
            return Run(path, articles, new DedupOptions { Detect = resemblance ? Detect.Resemblance : Detect.All }, cacheMegabytes * 1_000_000L);
        }
        finally
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
        }
    }

    private static int Run(string path, int most, DedupOptions options, long cacheBytes)
    {
        Console.WriteLine($"Looking for {options.Detect}; a commit each {CommitEvery:N0} articles; {cacheBytes / 1_000_000:N0} MB for pages.\n");
        Console.WriteLine(
            "| articles | index bytes an article | text bytes an article | segments | open, ms | find, median us | find, 99 %, us | added a second since the row above | of that time, committing "
            + "| longest commit, ms | CPU us an article added | managed MB | answers |");
        Console.WriteLine("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|");
        int wrong = 0;
        var corpus = new IndexCorpus();
        for (int count = 0, next = CommitEvery; count < most; next = next >= 1_000_000 ? next + 1_000_000 : next * 10)
        {
            Growth growth = Grow(path, corpus, Math.Min(next, most) - count, options, cacheBytes);
            count += growth.Added;
            wrong += Row(path, corpus, count, growth, cacheBytes);
        }

        return wrong > 0 ? 1 : 0;
    }

    /// <summary>Adds articles, with a commit each so many. Opening and closing count, since closing waits for a merge that goes on.</summary>
    private static Growth Grow(string path, IndexCorpus corpus, int count, DedupOptions options, long cacheBytes)
    {
        var total = new Stopwatch();
        var committing = new Stopwatch();
        double longest = 0;
        double processor = 0;
        int added = 0;
        DuplicateIndex index = DuplicateIndex.Open(path, options, cacheBytes);
        while (added < count)
        {
            Article[] batch = corpus.Next(CommitEvery);
            TimeSpan processorStart = Environment.CpuUsage.TotalTime;
            total.Start();
            index.AddRange(batch);
            long start = Stopwatch.GetTimestamp();
            committing.Start();
            index.Commit();
            committing.Stop();
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            added += batch.Length;
            if (added >= count)
            {
                index.Dispose();
            }

            total.Stop();
            processor += (Environment.CpuUsage.TotalTime - processorStart).TotalMicroseconds;
        }

        return new Growth(added, total.Elapsed.TotalSeconds, committing.Elapsed.TotalSeconds, longest, processor);
    }

    private static int Row(string path, IndexCorpus corpus, int count, Growth growth, long cacheBytes)
    {
        double[] opening = new double[5];
        for (int i = 0; i < opening.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            DuplicateIndex.OpenRead(path).Dispose();
            opening[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(opening);
        using DuplicateIndex index = DuplicateIndex.OpenRead(path, cacheBytes);
        IndexStatistics statistics = index.Statistics();
        int wrong = index.Count == count ? 0 : 1;
        double[] finding = new double[Questions];
        for (int i = -Questions; i < Questions; i++)
        {
            (Article asked, string? expected) = corpus.Question(i);
            long start = Stopwatch.GetTimestamp();
            IReadOnlyList<DuplicateMatch> found = index.Find(asked);
            if (i >= 0)
            {
                finding[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }

            wrong += expected is null ? found.Count > 0 ? 1 : 0 : found.Any(match => match.Id == expected) ? 0 : 1;
        }

        Array.Sort(finding);
        long managed = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {count:N0} | {(double)statistics.IndexBytes / count:F0} | {(double)statistics.TextBytes / count:F0} | {statistics.Segments} | {opening[opening.Length / 2]:F1} "
            + $"| {finding[Questions / 2]:F0} | {finding[Questions * 99 / 100]:F0} | {growth.Added / growth.Seconds:N0} | {growth.Committing / growth.Seconds:P0} | {growth.LongestCommit:F0} "
            + $"| {growth.Processor / growth.Added:F0} | {managed / 1e6:F0} | {(wrong == 0 ? "right" : $"{wrong} WRONG")} |"));
        return wrong;
    }

    /// <param name="Added">Articles that were added.</param>
    /// <param name="Seconds">How long that took.</param>
    /// <param name="Committing">How much of it were commits.</param>
    /// <param name="LongestCommit">The longest one, in milliseconds.</param>
    /// <param name="Processor">Processor time, in microseconds.</param>
    private readonly record struct Growth(int Added, double Seconds, double Committing, double LongestCommit, double Processor);
}
