using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Dedup.Bench.Data;
using Dedup.Core.Tests.Data;
using Dedup.Text;

namespace Dedup.Bench.Stages;

/// <summary>How fast are texts of other scripts than Latin cut into tokens?</summary>
[Config(typeof(Columns))]
public class TokenizeScripts
{
    private const int Words = 5_000;
    private readonly TokenList tokens = new();
    private string text = "";
    private byte[] utf8 = [];

    /// <summary>The language of the made-up article.</summary>
    [ParamsSource(nameof(Languages))]
    public string Language { get; set; } = "";

    public static IEnumerable<string> Languages => ScriptWriter.Languages;

    [GlobalSetup]
    public void Setup()
    {
        text = MakeText(Language);
        utf8 = Encoding.UTF8.GetBytes(text);
        Answer.Check($"{Language}: tokens of both encodings", Utf16(), Utf8());
    }

    [Benchmark(Baseline = true, Description = "UTF-16")]
    public int Utf16()
    {
        Tokenizer.Tokenize(text, tokens);
        return tokens.Count;
    }

    [Benchmark(Description = "UTF-8")]
    public int Utf8()
    {
        Tokenizer.Tokenize(utf8, tokens);
        return tokens.Count;
    }

    private static string MakeText(string language)
    {
        ScriptWriter writer = new(language);
        return writer.Write(writer.Article(seed: 21, Words));
    }

    private sealed class Columns : ManualConfig
    {
        public Columns() => AddColumn(new MeanColumn(
            "MB/s",
            "Text tokenized per second on one core, counted as UTF-8 (1 MB = 1,000,000 bytes)",
            (nanoseconds, parameters) => Encoding.UTF8.GetByteCount(MakeText((string)parameters[nameof(Language)])) * 1e3 / nanoseconds));
    }
}
