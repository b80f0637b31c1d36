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
        bool resemblance = false;
        string? folder = null;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--articles" when i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out articles) && articles >= CommitEvery:
                    i++;
                    break;
                case "--folder" when i + 1 < args.Length:
                    folder = args[++i];
                    break;
                case "--resemblance":
                    resemblance = true;
                    break;
                default:
                    Console.Error.WriteLine($"usage: index [--articles N] [--resemblance] [--folder FOLDER]   (N at least {CommitEvery}; 100000 without it)");
                    return 2;
            }
        }

        string path = Path.Combine(folder ?? Path.GetTempPath(), $"dedup-index-bench-{Environment.ProcessId}");
        try
        {
            return Run(path, articles, new DedupOptions { Detect = resemblance ? Detect.Resemblance : Detect.All });
        }
        finally
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
        }
    }

    private static int Run(string path, int most, DedupOptions options)
    {
        Console.WriteLine($"Looking for {options.Detect}; a commit each {CommitEvery:N0} articles, in batches.\n");
        Console.WriteLine("| articles | index bytes an article | text bytes an article | segments | open, ms | find, median us | find, 99 %, us | added a second since the row above | of that time, committing | CPU us an article added | managed MB | answers |");
        Console.WriteLine("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|");
        int wrong = 0;
        var corpus = new IndexCorpus();
        int next = CommitEvery;
        double adding = 0;
        double committing = 0;
        double processor = 0;
        int added = 0;
        for (int count = 0; count < most;)
        {
            Article[] batch = corpus.Next(CommitEvery);
            TimeSpan processorStart = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            using (DuplicateIndex index = DuplicateIndex.Open(path, options))
            {
                index.AddRange(batch);
                long half = Stopwatch.GetTimestamp();
                adding += Stopwatch.GetElapsedTime(start, half).TotalSeconds;
                index.Commit();
                committing += Stopwatch.GetElapsedTime(half).TotalSeconds;
            }

            processor += (Environment.CpuUsage.TotalTime - processorStart).TotalMicroseconds;
            count += batch.Length;
            added += batch.Length;
            if (count >= next || count >= most)
            {
                wrong += Row(path, corpus, count, added / (adding + committing), committing / (adding + committing), processor / added);
                (adding, committing, processor, added, next) = (0, 0, 0, 0, next >= 1_000_000 ? next + 1_000_000 : next * 10);
            }
        }

        return wrong > 0 ? 1 : 0;
    }

    private static int Row(string path, IndexCorpus corpus, int count, double rate, double committingShare, double processor)
    {
        double[] opening = new double[5];
        for (int i = 0; i < opening.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            DuplicateIndex.OpenRead(path).Dispose();
            opening[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(opening);
        using DuplicateIndex index = DuplicateIndex.OpenRead(path);
        IndexStatistics statistics = index.Statistics();
        int wrong = index.Count == count ? 0 : 1;
        double[] finding = new double[Questions];
        for (int i = -Questions / 10; i < Questions; i++)
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
            + $"| {finding[Questions / 2]:F0} | {finding[Questions * 99 / 100]:F0} | {rate:N0} | {committingShare:P0} | {processor:F0} | {managed / 1e6:F0} | {(wrong == 0 ? "right" : $"{wrong} WRONG")} |"));
        return wrong;
    }
}
