using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Dedup.Bench.Data;
using Dedup.Bench.Quality;
using Dedup.Cleaning;
using Dedup.Cli.Cleaning;
using Dedup.Cli.Reading;

namespace Dedup.Bench.Corpus;

/// <summary>Where does the time go when a whole corpus is cleaned, and how far is that from merely reading it?</summary>
/// <remarks>
/// What others do to the same file stands beside it in the same round: reading its bytes, counting its words, passing over its JSON, writing a copy. The steps of the cleaning are those of <c>dedup clean</c> and add up
/// to its share of 100 %; medians over the rounds.
/// </remarks>
internal static class CorpusBench
{
    private const int Rounds = 3;

    /// <summary>Returns 2 when the arguments make no sense, 1 when the cleaning did not find what was planted.</summary>
    internal static int Run(string[] args)
    {
        if (CorpusArguments.Parse(args) is not { } arguments)
        {
            Console.Error.WriteLine(CorpusArguments.Usage);
            return 2;
        }

        if (arguments.Written is { } written)
        {
            (string made, int repeated) = CorpusFile.Write(arguments.Megabytes * 1_000_000L);
            File.Move(made, written, overwrite: true);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written}: {repeated} articles repeat another"));
            return 0;
        }

        (string path, int copies) = arguments.File is { } file ? (file, 0) : CorpusFile.Write(arguments.Megabytes * 1_000_000L);
        try
        {
            List<(string Step, bool IsPart, TimeSpan Time)>[] rounds = [.. Enumerable.Range(0, Rounds).Select(_ => Round(path, copies, arguments.Threads))];
            Write(path, rounds);
        }
        finally
        {
            if (arguments.File is null)
            {
                File.Delete(path);
            }
        }

        return 0;
    }

    private static List<(string Step, bool IsPart, TimeSpan Time)> Round(string path, int copies, int threads)
    {
        List<(string, bool, TimeSpan)> steps =
        [
            Time("bytes read", () => ReadBytes(path)),
            Time("words counted", () => CountWords(path)),
            Time("JSON passed over", () => PassOverJson(path)),
            Time("bytes written", () => WriteBytes(path)),
        ];

        using RunMemory memory = new(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);
        ArticleReader reader = new(new FieldNames(), new Problems(problem => throw new InvalidDataException(problem)), static _ => { }, CancellationToken.None) { Threads = threads, Memory = memory };
        IReadOnlyList<Article> articles = [];
        steps.Add(Time("reading", () => articles = reader.Read([path]), isPart: true));
        DedupReport report = Deduplicator.Run(articles, new DedupOptions { Threads = threads });
        steps.AddRange(report.Cost.Stages.Select(stage => (stage.Stage.ToString(), true, stage.Elapsed)));
        steps.Add(("between stages", true, report.Cost.Elapsed - new TimeSpan(report.Cost.Stages.Sum(static stage => stage.Elapsed.Ticks))));

        CleaningPlan? plan = null;
        steps.Add(Time("choosing", () => plan = CleaningPlan.Make(articles, report), isPart: true));
        if (copies > 0)
        {
            Answer.Check("articles removed", copies, plan!.Removals.Count);
        }

        string output = path + ".clean.jsonl";
        steps.Add(Time(
            "writing",
            () =>
            {
                CorpusCopy copy = new(new FieldNames(), new ReadingLimits(), Marks: false, file => InputStream.Open(file, out _), i => reader.Lines[i], static _ => 1, i => new RecordFate(plan!.Find(articles[i].Id), null));
                new CorpusWriter(copy, new OutputLayout(output), output, isAlone: threads == 1, CancellationToken.None).Write(reader.Sources);
            },
            isPart: true));
        File.Delete(output);
        return steps;
    }

    private static (string Step, bool IsPart, TimeSpan Time) Time(string step, Action work, bool isPart = false)
    {
        GC.Collect();
        long started = Stopwatch.GetTimestamp();
        work();
        return (step, isPart, Stopwatch.GetElapsedTime(started));
    }

    private static void ReadBytes(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        byte[] buffer = new byte[1 << 20];
        while (stream.Read(buffer) > 0)
        {
        }
    }

    /// <summary>A copy as <c>dedup clean</c> makes it: on the disk, not only in memory, when it is done.</summary>
    private static void WriteBytes(string path)
    {
        string copy = path + ".copy";
        using (FileStream input = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0))
        using (FileStream output = new(copy, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            input.CopyTo(output, 1 << 20);
            output.Flush(flushToDisk: true);
        }

        File.Delete(copy);
    }

    /// <summary>As <c>wc -w</c> does: words are what white space separates.</summary>
    private static void CountWords(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        byte[] buffer = new byte[1 << 20];
        long words = 0;
        bool inWord = false;
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            foreach (byte value in buffer.AsSpan(0, count))
            {
                bool isBlank = value is (byte)' ' or (>= 9 and <= 13);
                words += inWord && isBlank ? 1 : 0;
                inWord = !isBlank;
            }
        }

        Answer.Check("whether words were counted", 1, Math.Sign(words));
    }

    private static void PassOverJson(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        LineReader lines = new(stream, int.MaxValue - 1);
        long tokens = 0;
        while (lines.TryRead(out ReadOnlySpan<byte> line, out _))
        {
            Utf8JsonReader json = new(line);
            while (json.Read())
            {
                tokens++;
            }
        }

        Answer.Check("whether JSON was read", 1, Math.Sign(tokens));
    }

    private static void Write(string path, List<(string Step, bool IsPart, TimeSpan Time)>[] rounds)
    {
        double megabytes = new FileInfo(path).Length / 1e6;
        double Whole(int round) => rounds[round].Where(static step => step.IsPart).Sum(static step => step.Time.TotalSeconds);
        double whole = Median(Enumerable.Range(0, Rounds).Select(Whole));
        using Process self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{megabytes:N0} MB, {Environment.ProcessorCount} processors, medians of {Rounds} rounds, peak {self.PeakWorkingSet64 / 1e6:N0} MB\n"));
        IEnumerable<string[]> rows = rounds[0].Select((step, i) => Cells(
            step.Step,
            Median(rounds.Select(round => round[i].Time.TotalSeconds)),
            step.IsPart ? Median(Enumerable.Range(0, Rounds).Select(round => rounds[round][i].Time.TotalSeconds / Whole(round))) : null));
        QualityOutput.WriteAligned(["step", "seconds", "MB/s", "share"], [.. rows, Cells("cleaning, all of it", whole, 1)]);

        string[] Cells(string step, double seconds, double? share) =>
        [
            step,
            seconds.ToString("F3", CultureInfo.InvariantCulture),
            (megabytes / seconds).ToString("N0", CultureInfo.InvariantCulture),
            share is null ? string.Empty : (share.Value * 100).ToString("F1", CultureInfo.InvariantCulture) + " %",
        ];
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
