using System.Diagnostics;
using System.Globalization;
using Dedup.Bench.Data;

namespace Dedup.Bench.EndToEnd;

/// <summary>Does an index live through a day of a feed, hour after hour, in flat memory and bounded disk, with right answers?</summary>
/// <remarks>
/// In each hour articles come, each is asked about and then added; what is older than a few hours expires; every few hours the index is compacted, and every hour the writer is closed and opened anew.
/// A reader asks besides, about articles that are in the index and about articles that are not. Dates are those of the simulated day.
/// </remarks>
internal static class FeedBench
{
    private const int Hours = 24;
    private const int KeptHours = 6;
    private const int CommitEvery = 1_000;

    /// <summary>Prints a line for each hour; returns 1 when memory, disk or an answer is not as it must be.</summary>
    internal static int Run(string[] args)
    {
        int anHour = 10_000;
        if (args is not [] && (args is not ["--hourly", string count] || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out anHour) || anHour < CommitEvery))
        {
            Console.Error.WriteLine($"usage: feed [--hourly N]   (articles an hour, at least {CommitEvery}; 10000 without it)");
            return 2;
        }

        string path = Path.Combine(Path.GetTempPath(), $"dedup-feed-{Environment.ProcessId}");
        try
        {
            return Run(path, anHour);
        }
        finally
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
        }
    }

    private static int Run(string path, int anHour)
    {
        Console.WriteLine("| hour | articles | on disk, MB | managed, MB | working set, MB | asked and added a second | wrong |");
        Console.WriteLine("|--:|--:|--:|--:|--:|--:|--:|");
        var feed = new Feed(anHour);
        var disk = new List<double>();
        var memory = new List<double>();
        int wrong = 0;
        for (int hour = 0; hour < Hours; hour++)
        {
            long start = Stopwatch.GetTimestamp();
            wrong += feed.Live(path, hour);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            disk.Add(Directory.EnumerateFiles(path).Sum(static file => new FileInfo(file).Length) / 1e6);
            memory.Add(GC.GetTotalMemory(forceFullCollection: true) / 1e6);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {hour} | {feed.Held:N0} | {disk[^1]:F0} | {memory[^1]:F0} | {Environment.WorkingSet / 1e6:F0} | {anHour / seconds:N0} | {wrong} |"));
        }

        // From when the first articles have expired, a third of slack: a segment is rewritten when a quarter of it is gone.
        double disked = disk[(KeptHours + 1)..].Max() / disk[KeptHours];
        double kept = memory[(KeptHours + 1)..].Max() / memory[KeptHours];
        bool good = wrong == 0 && disked < 1.5 && kept < 1.5 && !DuplicateIndex.Verify(path).Any();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nAfter hour {KeptHours} at most {disked:F2} times the disk and {kept:F2} times the memory; {wrong} wrong answers: {(good ? "good" : "BAD")}"));
        return good ? 0 : 1;
    }

    /// <summary>The feed and what must be found in the index. One thread at a time.</summary>
    private sealed class Feed(int anHour)
    {
        private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        private readonly IndexCorpus corpus = new();
        private readonly Queue<(Article Article, int Hour)> held = [];

        /// <summary>How many articles the index must hold.</summary>
        internal int Held => held.Count;

        /// <summary>One hour; returns how many answers were wrong.</summary>
        internal int Live(string path, int hour)
        {
            int wrong = 0;
            using DuplicateIndex index = DuplicateIndex.Open(path, cacheBytes: 64_000_000);
            int count = 0;
            foreach (Article made in corpus.Next(anHour))
            {
                Article article = new(made.Id, made.Text) { Date = Start.AddHours(hour).AddSeconds(3600.0 * count / anHour) };
                wrong += index.FindAndAdd(article).Any(match => string.Equals(match.Id, article.Id, StringComparison.Ordinal)) ? 1 : 0;
                held.Enqueue((article, hour));
                if (++count % CommitEvery == 0)
                {
                    index.Commit();
                }
            }

            int expired = 0;
            var gone = new List<Article>();
            while (held.Peek().Hour <= hour - KeptHours)
            {
                gone.Add(held.Dequeue().Article);
                expired++;
            }

            wrong += index.RemoveBefore(Start.AddHours(hour - KeptHours + 1)) == expired ? 0 : 1;
            index.Commit();
            if (hour % 8 == 7)
            {
                index.Compact();
            }

            return wrong + Ask(path, gone);
        }

        /// <summary>A reader asks about what is there and what is not any more.</summary>
        private int Ask(string path, List<Article> gone)
        {
            using DuplicateIndex index = DuplicateIndex.OpenRead(path, cacheBytes: 64_000_000);
            int wrong = index.Count == held.Count ? 0 : 1;
            int step = Math.Max(1, held.Count / 200);
            foreach ((Article article, _) in held.Where((_, i) => i % step == 0))
            {
                wrong += index.Find(new Article("asked", article.Text)).Any(match => string.Equals(match.Id, article.Id, StringComparison.Ordinal)) ? 0 : 1;
            }

            foreach (Article article in gone.Where((_, i) => i % step == 0))
            {
                wrong += index.Contains(article.Id) || index.Find(new Article("asked", article.Text)).Any(match => string.Equals(match.Id, article.Id, StringComparison.Ordinal)) ? 1 : 0;
            }

            return wrong;
        }
    }
}
