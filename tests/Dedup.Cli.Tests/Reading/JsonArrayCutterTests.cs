using System.Text;
using System.Text.Json;
using Dedup.Cli.Reading;

namespace Dedup.Cli.Tests.Reading;

public sealed class JsonArrayCutterTests
{
    private static List<string> Read(Stream stream, int longest = 1_000_000)
    {
        JsonArrayCutter cutter = new(stream, longest);
        List<string> records = [];
        while (cutter.TryRead(out ReadOnlySpan<byte> record, out bool tooLong))
        {
            records.Add($"{cutter.Number}:{(tooLong ? "TOO LONG" : Encoding.UTF8.GetString(record))}");
        }

        return records;
    }

    private static List<string> Read(string text, int longest = 1_000_000) => Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), longest);

    [TestCase("[]", new string[0])]
    [TestCase(" [ \n ]\n", new string[0])]
    [TestCase("[{}]", new[] { "1:{}" })]
    [TestCase("[{\"a\":1},{\"b\":[2,{\"c\":3}]}]", new[] { "1:{\"a\":1}", "2:{\"b\":[2,{\"c\":3}]}" })]
    [TestCase("[\n  { \"a\" : 1 } ,\r\n\t{\"b\":2}\n]\n\n", new[] { "1:{ \"a\" : 1 }", "2:{\"b\":2}" })]
    [TestCase("[{\"a\":\"},{[]\\\"\\\\\"},7,\"x,y\"]", new[] { "1:{\"a\":\"},{[]\\\"\\\\\"}", "2:7", "3:\"x,y\"" })]
    [TestCase("[{\"a\":1},]", new[] { "1:{\"a\":1}" })]
    public void TryRead_AnArray_GivesItsElements(string text, string[] expected) => Assert.That(Read(text), Is.EqualTo(expected));

    [TestCase("", "does not start with [")]
    [TestCase("{}", "does not start with [")]
    [TestCase("[", "ends before its array is closed")]
    [TestCase("[{\"a\":1}", "ends before its array is closed")]
    [TestCase("[{\"a\":\"]", "ends before its array is closed")]
    [TestCase("[{\"a\":\"\\", "ends before its array is closed")]
    [TestCase("[{}] x", "goes on after the end of its array")]
    public void TryRead_NoArray_SaysSo(string text, string message) =>
        Assert.That(() => Read(text), Throws.TypeOf<JsonArrayException>().With.Message.EqualTo(message));

    [Test]
    public void TryRead_ElementOverTheLimit_IsPassedOver()
    {
        string exact = $"{{\"x\":\"{new string('e', 300_000 - 8)}\"}}";
        string over = $"{{\"x\":\"{new string('o', 300_001 - 8)}\"}}";
        string far = $"{{\"x\":\"{new string('\\', 2_000_000)},]\"}}";
        Assert.That(Read($"[{exact},{over},{{}},{far},{{}}]", 300_000), Is.EqualTo(new[] { "1:" + exact, "2:TOO LONG", "3:{}", "4:TOO LONG", "5:{}" }));
    }

    [Test]
    public void TryRead_AnyChunksAndLengths_GivesTheSameElements([Range(1, 20)] int seed)
    {
        Random random = new(seed);
        string[] elements = [.. Enumerable.Range(0, 60).Select(_ => JsonSerializer.Serialize(new { text = Odd(random, random.Next(5) == 0 ? random.Next(300_000) : random.Next(200)), n = new[] { 1, 2 } }))];
        string array = "[" + string.Join(random.Next(2) == 0 ? "," : " ,\n ", elements) + "]";

        List<string> read = Read(new ChunkedStream(Encoding.UTF8.GetBytes(array), random));

        Assert.That(read, Is.EqualTo(elements.Select((element, i) => $"{i + 1}:{element}")), $"seed {seed}");
    }

    private static string Odd(Random random, int length) => string.Create(length, random, static (units, random) =>
    {
        foreach (ref char unit in units)
        {
            unit = "ab,]}{[\"\\é\n"[random.Next(11)];
        }
    });
}
