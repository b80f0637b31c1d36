using System.Text;
using BenchmarkDotNet.Attributes;
using Dedup.Bench.Data;
using Dedup.Text;

namespace Dedup.Bench.Stages;

/// <summary>How long does a megabyte of the worst text take to tokenize?</summary>
/// <remarks>Each input is 1,000,000 bytes of UTF-8, cut to whole characters. The baseline of them all is plain English: nothing should take more than a few times as long.</remarks>
public class TokenizeHostile
{
    private const int Bytes = 1_000_000;
    private const string InvalidUtf8 = "invalid UTF-8";

    /// <summary>Announces two more bytes, which never come.</summary>
    private const byte LeadingByte = 0xE4;

    /// <summary>A unit that is repeated, and the tokens that so many repeats of it make.</summary>
    private static readonly Dictionary<string, (string Unit, Func<int, int> Tokens)> Inputs = new(StringComparer.Ordinal)
    {
        ["plain English"] = ("The ferry keeps its summer timetable. ", repeats => 6 * repeats),
        ["one word"] = ("x", _ => 1),
        ["one-letter words"] = ("a ", repeats => repeats),
        ["one word repeated"] = ("again ", repeats => repeats),
        ["marks of falling orders"] = ("\u0E48\u094D\u093C", _ => 1),
        ["accents"] = ("\u0301", _ => 0),
        ["U+FDFA, 18 for one"] = ("\uFDFA", repeats => (3 * repeats) + 1),
        ["sharp s"] = ("ß", _ => 1),
        ["repeat signs"] = ("々", repeats => repeats),
        ["kana voicing marks"] = ("\u3099", _ => 1),
        ["syllables"] = ("힣", _ => 1),
        ["invisible characters"] = ("\u200D", _ => 0),
        ["soft hyphens"] = ("hid\u00ADden ", repeats => repeats),
        ["accents over ASCII"] = ("e\u0301a\u0327 ", repeats => repeats),
        ["lone surrogates"] = ("\uD800", repeats => repeats),
        [InvalidUtf8] = ("\uFFFD", repeats => repeats),
        ["ideographs of plane 2"] = ("𠀋", repeats => repeats),
    };

    private readonly TokenList tokens = new();
    private string text = "";
    private byte[] utf8 = [];

    /// <summary>The name of the input.</summary>
    [ParamsSource(nameof(Names))]
    public string Input { get; set; } = "";

    public static IEnumerable<string> Names => Inputs.Keys;

    [GlobalSetup]
    public void Setup()
    {
        (string unit, Func<int, int> expected) = Inputs[Input];
        int repeats = Bytes / Encoding.UTF8.GetByteCount(unit);
        text = string.Concat(Enumerable.Repeat(unit, repeats));
        utf8 = Encoding.UTF8.GetBytes(text);
        Answer.Check($"{Input} as UTF-16", expected(repeats), Utf16());
        if (Input == InvalidUtf8)
        {
            utf8 = [.. Enumerable.Repeat(LeadingByte, Bytes)];
            repeats = Bytes;
        }

        Answer.Check($"{Input} as UTF-8", expected(repeats), Utf8());
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
}
