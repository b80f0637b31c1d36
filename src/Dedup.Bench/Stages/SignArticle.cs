using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Dedup.Bench.Data;
using Dedup.Shingling;
using Dedup.Signatures;
using Dedup.Text;

namespace Dedup.Bench.Stages;

/// <summary>How long does it take to sign an article, and which stage takes the time?</summary>
/// <remarks>
/// Each of Dedup's methods does all of the one before it and a stage more. Scratch memory is reused, as a detector would; what is allocated is the result.
/// The baseline makes the set of shingles and no sketch of it.
/// </remarks>
[Config(typeof(Columns))]
public class SignArticle
{
    private readonly TokenList tokens = new();
    private readonly Shingler shingler = new(new ShinglingOptions { Width = PlainShingles.Width });
    private readonly MinHash minHash = new();
    private ulong[] shingles = [];
    private string text = "";

    /// <summary>Length of the article: a brief, a news article, a long read.</summary>
    [Params(80, 600, 5_000)]
    public int Words { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        text = MakeText(Words);
        shingles = new ulong[Words];
        Answer.Check(nameof(Tokens), Words, Tokens());
        CheckEstimates();
    }

    [Benchmark(Baseline = true, Description = "plain: Split + HashSet<string>")]
    public int Plain() => PlainShingles.Of(text).Count;

    [Benchmark(Description = "tokens")]
    public int Tokens()
    {
        Tokenizer.Tokenize(text, tokens);
        return tokens.Count;
    }

    [Benchmark(Description = "tokens, shingles, MinHash")]
    public uint[] Signature() => minHash.ComputeSignature(Shingles(text));

    [Benchmark(Description = "tokens, shingles, MinHash, positional sketch")]
    public (uint[] Signature, PositionalSketch Sketch) SignatureAndSketch() => SignatureAndSketch(text);

    private static string MakeText(int words) => new ArticleGenerator(seed: 11).Article(words);

    private ReadOnlySpan<ulong> Shingles(string article)
    {
        Tokenizer.Tokenize(article, tokens);
        return shingles.AsSpan(0, shingler.ComputeShingles(tokens.Hashes, shingles));
    }

    private (uint[] Signature, PositionalSketch Sketch) SignatureAndSketch(string article)
    {
        ReadOnlySpan<ulong> set = Shingles(article);
        return (minHash.ComputeSignature(set), PositionalSketch.Compute(set));
    }

    /// <summary>Holds both sketches to their error law on pairs that share the first 90, 70, 40 and 0 per cent of their words.</summary>
    private void CheckEstimates()
    {
        var generator = new ArticleGenerator(seed: 12);
        foreach (int sharedPercent in (int[])[90, 70, 40, 0])
        {
            string[] left = generator.Words(Words);
            string[] right = [.. left.Take(Words * sharedPercent / 100), .. generator.Words(Words - (Words * sharedPercent / 100))];
            (string leftText, string rightText) = (generator.Write(left), generator.Write(right));
            double exact = PlainShingles.Jaccard(PlainShingles.Of(leftText), PlainShingles.Of(rightText));

            (uint[] leftSignature, PositionalSketch leftSketch) = SignatureAndSketch(leftText);
            (uint[] rightSignature, PositionalSketch rightSketch) = SignatureAndSketch(rightText);
            Answer.CheckEstimate(
                $"MinHash of {Words} words, {sharedPercent} % shared",
                exact,
                MinHash.EstimateJaccard(leftSignature, rightSignature),
                Math.Sqrt(exact * (1 - exact) / leftSignature.Length));
            SketchEstimate estimate = PositionalSketch.Estimate(leftSketch, rightSketch);
            int sampled = estimate.LeftHashes + estimate.RightHashes - estimate.SharedHashes;
            Answer.CheckEstimate(
                $"Positional sketch of {Words} words, {sharedPercent} % shared",
                exact,
                estimate.Jaccard,
                estimate.IsExact ? 0 : Math.Sqrt(exact * (1 - exact) / sampled));
        }
    }

    private sealed class Columns : ManualConfig
    {
        public Columns()
        {
            AddColumn(new MeanColumn("articles/s", "Articles signed per second on one core", (nanoseconds, _) => 1e9 / nanoseconds));
            AddColumn(new MeanColumn(
                "MB/s",
                "Text signed per second on one core, counted as UTF-8 (1 MB = 1,000,000 bytes)",
                (nanoseconds, parameters) => Encoding.UTF8.GetByteCount(MakeText((int)parameters[nameof(Words)])) * 1e3 / nanoseconds));
        }
    }
}
