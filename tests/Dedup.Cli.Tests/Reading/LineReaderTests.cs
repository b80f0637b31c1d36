using System.Text;
using Dedup.Cli.Reading;

namespace Dedup.Cli.Tests.Reading;

public sealed class LineReaderTests
{
    private static List<string> Read(Stream stream, int longestLine)
    {
        LineReader reader = new(stream, longestLine);
        List<string> lines = [];
        while (reader.TryRead(out ReadOnlySpan<byte> line, out bool tooLong))
        {
            lines.Add($"{reader.Number}:{(tooLong ? "TOO LONG" : Encoding.UTF8.GetString(line))}");
        }

        return lines;
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    [TestCase("", new string[0])]
    [TestCase("a", new[] { "1:a" })]
    [TestCase("a\n", new[] { "1:a" })]
    [TestCase("a\n\nb", new[] { "1:a", "2:", "3:b" })]
    [TestCase("\n\n", new[] { "1:", "2:" })]
    [TestCase("a\r\nb\r\n", new[] { "1:a\r", "2:b\r" })]
    public void TryRead_AnyLineEnds_CountsLines(string text, string[] expected) => Assert.That(Read(Stream(text), 100), Is.EqualTo(expected));

    [Test]
    public void TryRead_LineOverTheLimit_IsPassedOver()
    {
        string exact = new('e', 300_000);
        string over = new('o', 300_001);
        string far = new('f', 2_000_000);

        List<string> lines = Read(Stream($"a\n{exact}\nb\n{over}\nc\n{far}\nd\n{far}"), 300_000);

        Assert.That(lines, Is.EqualTo(new[] { "1:a", "2:" + exact, "3:b", "4:TOO LONG", "5:c", "6:TOO LONG", "7:d", "8:TOO LONG" }));
    }

    [Test]
    public void TryRead_AnyChunksAndLengths_GivesTheSameLines([Range(1, 20)] int seed)
    {
        Random random = new(seed);
        string[] lines = [.. Enumerable.Range(0, 40).Select(_ => new string((char)('a' + random.Next(26)), random.Next(4) == 0 ? random.Next(400_000) : random.Next(100)))];

        List<string> read = Read(new ChunkedStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"), random), 1_000_000);

        Assert.That(read, Is.EqualTo(lines.Select((line, i) => $"{i + 1}:{line}")), $"seed {seed}");
    }
}
