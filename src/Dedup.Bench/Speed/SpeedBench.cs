using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using Dedup.Bench.Data;
using Dedup.Bench.Quality;

namespace Dedup.Bench.Speed;

/// <summary>How fast is each stage today, beside a plain detector in the same run?</summary>
/// <remarks>
/// For everyday use: seconds instead of BenchmarkDotNet's minutes, and a ratio that a busy machine leaves alone. Each round times every stage once, one after another, so that what
/// slows the machine down slows all of them; the ratios are taken within a round, and all figures are medians over the rounds.
/// </remarks>
internal static class SpeedBench
{
    private const int MostRounds = 15;
    private const int FewestRounds = 3;

    /// <summary>A stage is repeated within a round until it has taken so long: a timer interrupt must not show.</summary>
    private static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(40);

    /// <summary>No further round begins after so long.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(30);

    /// <summary>Long enough for the runtime to have compiled everything at its best.</summary>
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(2);

    /// <summary>Returns 2 when the arguments make no sense or the file cannot be read.</summary>
    internal static int Run(string[] args)
    {
        if (SpeedArguments.Parse(args) is not { } arguments)
        {
            Console.Error.WriteLine(SpeedArguments.Usage);
            return 2;
        }

        SpeedCorpus corpus;
        try
        {
            corpus = arguments.File is { } file ? SpeedCorpus.Open(file) : SpeedCorpus.Generate();
        }
        catch (InvalidDataException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }

        try
        {
            Write(corpus, Measure(corpus, out int rounds), rounds, arguments.Json);
        }
        finally
        {
            if (arguments.File is null)
            {
                File.Delete(corpus.Path);
            }
        }

        return 0;
    }

    private static List<SpeedRow> Measure(SpeedCorpus corpus, out int rounds)
    {
        var stages = new SpeedStages(corpus);
        stages.CheckAnswers();
        long started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < WarmUpTime)
        {
            _ = Round(stages);
        }

        var times = new List<(TimeSpan Time, long Bytes)[]>();
        started = Stopwatch.GetTimestamp();
        while (times.Count < FewestRounds || (times.Count < MostRounds && Stopwatch.GetElapsedTime(started) < MostTime))
        {
            times.Add(Round(stages));
        }

        rounds = times.Count;
        int plain = stages.All.Count - 1;
        return
        [
            .. stages.All.Select((stage, i) => new SpeedRow(
                stage.Name,
                MbPerSecond: corpus.Bytes / 1e6 / Median(times.Select(round => round[i].Time.TotalSeconds)),
                NsPerToken: Median(times.Select(round => round[i].Time.TotalNanoseconds)) / corpus.Tokens,
                BytesPerArticle: Median(times.Select(round => (double)round[i].Bytes)) / corpus.Articles.Count,
                RatioToPlain: Median(times.Select(round => round[plain].Time / round[i].Time)),
                Lane)),
        ];
    }

    /// <summary>Time and allocated bytes of one pass of each stage.</summary>
    private static (TimeSpan Time, long Bytes)[] Round(SpeedStages stages) => [.. stages.All.Select(stage => Time(stage.Pass))];

    private static (TimeSpan Time, long Bytes) Time(Func<long> pass)
    {
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long expected = pass();
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;

        // What the stage before has left behind is not this one's to clean up.
        GC.Collect();
        int passes = 0;
        long started = Stopwatch.GetTimestamp();
        TimeSpan elapsed;
        do
        {
            Answer.Check("a pass over the same articles", expected, pass());
            passes++;
            elapsed = Stopwatch.GetElapsedTime(started);
        }
        while (elapsed < LeastTime);
        return (elapsed / passes, bytes);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Bits of the widest vectors that the runtime uses here.</summary>
    private static string Lane => Vector512.IsHardwareAccelerated ? "512"
        : Vector256.IsHardwareAccelerated ? "256"
        : Vector128.IsHardwareAccelerated ? "128"
        : "scalar";

    private static void Write(SpeedCorpus corpus, List<SpeedRow> rows, int rounds, bool json)
    {
        if (json)
        {
            foreach (SpeedRow row in rows)
            {
                QualityOutput.WriteJson(row);
            }

            return;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{corpus.Articles.Count:N0} articles, {corpus.Bytes / 1e6:F2} MB as UTF-8, {corpus.Tokens:N0} tokens; one thread, lane {Lane}, medians of {rounds} rounds\n"));
        QualityOutput.WriteAligned(SpeedRow.Columns, rows.Select(static row => row.ToCells()));
    }
}
