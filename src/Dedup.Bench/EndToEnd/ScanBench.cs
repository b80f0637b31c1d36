using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dedup.Bench.Data;
using Dedup.Bench.Quality;
using Dedup.Cli.Reading;

namespace Dedup.Bench.EndToEnd;

/// <summary>How fast is a whole scan, from the file to the report, and which stage takes the time?</summary>
/// <remarks>
/// A file is read and scanned again and again in one process, so that the runtime's compiling does not show; <c>dedup scan --stats</c> says what it adds. The figures are medians over the rounds.
/// </remarks>
internal static class ScanBench
{
    private const string Reading = "reading";
    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private const int MostRounds = 9;
    private const int FewestRounds = 3;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);

    /// <summary>Returns 2 when the arguments make no sense or the file cannot be read.</summary>
    internal static int Run(string[] args)
    {
        if (ScanArguments.Parse(args) is not { } arguments)
        {
            Console.Error.WriteLine(ScanArguments.Usage);
            return 2;
        }

        if (arguments.Save is { } path)
        {
            Generate(path, arguments.Articles);
            return 0;
        }

        string file = arguments.File ?? Path.Combine(Path.GetTempPath(), $"dedup-scan-{Guid.NewGuid():N}.jsonl");
        try
        {
            if (arguments.File is null)
            {
                Generate(file, arguments.Articles);
            }

            Measure(file, arguments.Threads);
        }
        catch (InvalidDataException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }
        finally
        {
            if (arguments.File is null)
            {
                File.Delete(file);
            }
        }

        return 0;
    }

    /// <summary>Quotes and dashes stand in the file as they are, as most programs write them.</summary>
    private static void Generate(string path, int articles) =>
        File.WriteAllLines(path, new FewCopies().Next(articles).Select(static (text, i) => JsonSerializer.Serialize(new { id = $"{i:D7}", text }, Written)));

    private static void Measure(string file, int threads)
    {
        long started = Stopwatch.GetTimestamp();
        Round warm;
        do
        {
            warm = Round.Take(file, threads);
        }
        while (Stopwatch.GetElapsedTime(started) < WarmUpTime);

        var rounds = new List<Round>();
        started = Stopwatch.GetTimestamp();
        while (rounds.Count < FewestRounds || (rounds.Count < MostRounds && Stopwatch.GetElapsedTime(started) < MostTime))
        {
            Round round = Round.Take(file, threads);
            Answer.Check("pairs of the same scan", warm.Pairs, round.Pairs);
            rounds.Add(round);
        }

        Write(rounds, threads);
    }

    private static void Write(List<Round> rounds, int threads)
    {
        Round any = rounds[0];
        double whole = Median(rounds.Select(static round => round.Total));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{any.Articles:N0} articles, {any.Bytes / 1e6:F1} MB as UTF-8, {any.Candidates:N0} candidates, {any.Pairs:N0} pairs, {any.Clusters:N0} clusters; threads {threads}, medians of {rounds.Count} rounds; "
            + $"index {any.IndexBytes / any.Articles:N0} bytes an article, allocated {Median(rounds.Select(static round => (double)round.Allocated)) / any.Articles:N0}\n"));
        IEnumerable<(string Name, double Seconds)> stages = any.Stages.Select((stage, i) => (stage.Name, Seconds: Median(rounds.Select(round => round.Stages[i].Seconds))));
        QualityOutput.WriteAligned(
            ["stage", "ms", "share", "MB/s", "us/article"],
            stages.Append((Name: "whole", Seconds: whole)).Select(stage => (string[])
            [
                stage.Name,
                QualityOutput.Amount(stage.Seconds * 1e3),
                string.Create(CultureInfo.InvariantCulture, $"{stage.Seconds / whole:P1}"),
                QualityOutput.Amount(any.Bytes / 1e6 / stage.Seconds),
                QualityOutput.Amount(stage.Seconds * 1e6 / any.Articles),
            ]));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    /// <summary>One reading and scanning of the file.</summary>
    private sealed record Round(int Articles, long Bytes, long Candidates, long Pairs, int Clusters, long IndexBytes, long Allocated, IReadOnlyList<(string Name, double Seconds)> Stages)
    {
        internal double Total => Stages.Sum(static stage => stage.Seconds);

        internal static Round Take(string file, int threads)
        {
            GC.Collect();
            long allocated = GC.GetTotalAllocatedBytes(precise: true);
            long start = Stopwatch.GetTimestamp();
            using RunMemory memory = new(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);
            IReadOnlyList<Article> articles = Read(file, threads, memory);
            double reading = Stopwatch.GetElapsedTime(start).TotalSeconds;
            DedupReport report = Deduplicator.Run(articles, new DedupOptions { Threads = threads });
            double scanning = Stopwatch.GetElapsedTime(start).TotalSeconds - reading;
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            (string, double)[] stages = [.. report.Cost.Stages.Select(static stage => (stage.Stage.ToString(), stage.Elapsed.TotalSeconds))];
            return new Round(
                articles.Count,
                report.Cost.TextBytes,
                report.CandidatePairCount,
                report.Pairs.Count,
                report.Clusters.Count,
                report.Cost.IndexBytes,
                allocated,
                [(Reading, reading), .. stages, ("other", scanning - stages.Sum(static stage => stage.Item2))]);
        }

        private static IReadOnlyList<Article> Read(string file, int threads, RunMemory memory)
        {
            string? first = null;
            Problems problems = new(problem => first ??= problem);
            IReadOnlyList<Article> articles = new ArticleReader(new FieldNames(), problems, static _ => { }, CancellationToken.None) { Threads = threads, Memory = memory }.Read([file]);
            return first is null ? articles : throw new InvalidDataException(first);
        }
    }
}
