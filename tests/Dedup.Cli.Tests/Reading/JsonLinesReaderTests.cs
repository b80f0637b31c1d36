using System.Text;
using Dedup.Cli.Reading;

namespace Dedup.Cli.Tests.Reading;

public sealed class JsonLinesReaderTests
{
    private const int Longest = 300_000;

    [Test]
    public void Read_AnyLinesInAnyChunks_GivesEachWithItsNumber([Range(1, 12)] int seed, [Values(1, 2, 5)] int threads)
    {
        Random random = new(seed);
        List<string> lines = [];
        List<string> expected = [];
        for (int number = 1; number <= 90; number++)
        {
            (string line, string? outcome) = random.Next(seed % 3 == 0 ? 20 : 60) switch
            {
                0 => (string.Empty, null),
                1 => (" \t\r", null),
                2 => (new string('x', Longest + 1 + random.Next(600_000)), "TooLong"),
                3 => (Record(number, Longest), $"{number}"),
                4 => (Record(number, Longest + 1), "TooLong"),
                5 => ("{", "BrokenJson"),
                6 => (Record(number, random.Next(10_000, Longest)), $"{number}"),
                _ => (Record(number, random.Next(60, 4_000)), $"{number}"),
            };
            lines.Add(line);
            if (outcome is not null)
            {
                expected.Add($"{number}:{outcome}");
            }
        }

        string text = string.Join('\n', lines) + (random.Next(2) == 0 ? "\n" : string.Empty);
        Assert.That(Read(new ChunkedStream(Encoding.UTF8.GetBytes(text), random), threads), Is.EqualTo(expected), $"seed {seed}");
    }

    [Test]
    public void Read_StreamThatFails_KeepsTheLinesBefore([Values(1, 2)] int threads, [Values(0, 1, 3, 2_000)] int whole)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, whole).Select(static number => Record(number, 500) + "\n")) + "{\"id\":");

        List<string> read = Read(new FailingStream(bytes), threads);

        Assert.That(read, Is.EqualTo(Enumerable.Range(1, whole).Select(static number => $"{number}:{number}").Append($"{whole + 1}:Unreadable")));
    }

    [Test]
    public void Read_LinesOverTheLimitOnly_ReportsEach([Values(1, 2)] int threads) =>
        Assert.That(
            Read(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Repeat(new string('x', 1_000_000), 3)))), threads),
            Is.EqualTo(new[] { "1:TooLong", "2:TooLong", "3:TooLong" }));

    private static string Record(int number, int length)
    {
        string start = $"{{\"id\":\"{number}\",\"text\":\"";
        return start + new string('t', length - start.Length - 2) + "\"}";
    }

    private static List<string> Read(Stream bytes, int threads)
    {
        List<string> outcomes = [];
        List<string> lines = [];
        Problems problems = new(lines.Add);
        using PeekStream stream = new(bytes);
        JsonLinesReader reader = new(new FieldNames(), problems, new ReadingLimits(Longest), threads: threads);
        int reported = 0;
        reader.Read(stream, "f", (article, place) =>
        {
            TakeProblems();
            outcomes.Add($"{place.Line}:{article.Id}");
        });
        TakeProblems();
        return outcomes;

        void TakeProblems()
        {
            foreach (string line in lines[reported..])
            {
                string[] parts = line.Split(':', 3);
                string what = parts[2];
                outcomes.Add($"{parts[1]}:{(what.Contains("longer than", StringComparison.Ordinal) ? "TooLong" : what.Contains("broken JSON", StringComparison.Ordinal) ? "BrokenJson" : "Unreadable")}");
            }

            reported = lines.Count;
        }
    }

    /// <summary>Ends with an error instead of its end.</summary>
    private sealed class FailingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => Position < Length ? base.Read(buffer, offset, count) : throw new IOException("gone");

        public override int Read(Span<byte> buffer) => Position < Length ? base.Read(buffer) : throw new IOException("gone");
    }
}
