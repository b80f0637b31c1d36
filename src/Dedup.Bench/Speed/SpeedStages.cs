using Dedup.Bench.Data;
using Dedup.Shingling;
using Dedup.Signatures;
using Dedup.Text;

namespace Dedup.Bench.Speed;

/// <summary>The stages that are timed: each passes the whole corpus through, on one thread, and returns something that depends on all of the work.</summary>
internal sealed class SpeedStages
{
    internal const string Plain = "plain";

    private readonly SpeedCorpus corpus;
    private readonly TokenList tokens = new();
    private readonly Shingler shingler = new();
    private readonly MinHash minHash = new();
    private readonly PlainDetector plain;
    private readonly uint[] signature;
    private readonly uint[][] signatures;
    private readonly PositionalSketch[] sketches;
    private ulong[] shingles = [];

    internal SpeedStages(SpeedCorpus corpus)
    {
        this.corpus = corpus;
        plain = new PlainDetector(minHash.Options.Components);
        signature = new uint[minHash.Options.Components];
        signatures = [.. corpus.Articles.Select(article => minHash.ComputeSignature(Shingles(article.Text)))];
        sketches = [.. corpus.Articles.Select(article => PositionalSketch.Compute(Shingles(article.Text)))];
        All =
        [
            ("read", () => corpus.Read().Count),
            ("tokens", () => ForEach(text => Tokens(text).Length)),
            ("sketch", () => ForEach(text => PositionalSketch.Compute(Shingles(text)).Hashes.Length)),
            ("minhash", () => ForEach(Signature)),
            ("signatures", () => ForEach(text => Signature(text) + PositionalSketch.Compute(shingles.AsSpan(0, shingler.ShingleCount(tokens.Count))).Hashes.Length)),
            ("compare", Compare),
            ("scan", () => Scan().Pairs.Count),
            (Plain, () => ForEach(text => plain.ComputeSignature(text)[0])),
        ];
    }

    /// <summary>Name and work of each stage, in the order of the pipeline, the plain detector last.</summary>
    internal IReadOnlyList<(string Name, Func<long> Pass)> All { get; }

    /// <summary>Holds the stages to what is known of the articles. Each planted copy is found; both detectors estimate its similarity within their error.</summary>
    /// <exception cref="InvalidOperationException">An answer is wrong.</exception>
    internal void CheckAnswers()
    {
        DedupReport report = Scan();
        Answer.Check("articles scanned", corpus.Articles.Count, report.ArticleCount);
        foreach ((int original, int copy) in corpus.Copies)
        {
            (string left, string right) = (corpus.Articles[original].Text, corpus.Articles[copy].Text);
            double exact = PlainShingles.Jaccard(PlainShingles.Of(left), PlainShingles.Of(right));
            double error = Math.Sqrt(exact * (1 - exact) / signature.Length);

            // The plain one counts 3,141 as one word or two with other neighbours than ours does: a little more than its own error.
            Answer.CheckEstimate($"MinHash of articles {original} and {copy}", Deduplicator.Compare(new Article("left", left), new Article("right", right)).Jaccard, MinHash.EstimateJaccard(signatures[original], signatures[copy]), error);
            Answer.CheckEstimate($"plain MinHash of articles {original} and {copy}", exact, PlainDetector.EstimateJaccard(plain.ComputeSignature(left), plain.ComputeSignature(right)), error);
        }

        if (corpus.Copies.Count > 0)
        {
            Answer.Check("pairs", corpus.Copies.Count, report.Pairs.Count);
        }
    }

    private DedupReport Scan() => Deduplicator.Run(corpus.Articles, new DedupOptions { Threads = 1 });

    private ReadOnlySpan<ulong> Tokens(string text)
    {
        Tokenizer.Tokenize(text, tokens);
        return tokens.Hashes;
    }

    private ReadOnlySpan<ulong> Shingles(string text)
    {
        ReadOnlySpan<ulong> hashes = Tokens(text);
        int count = shingler.ShingleCount(hashes.Length);
        if (count > shingles.Length)
        {
            shingles = new ulong[2 * count];
        }

        return shingles.AsSpan(0, shingler.ComputeShingles(hashes, shingles));
    }

    private long Signature(string text)
    {
        minHash.ComputeSignature(Shingles(text), signature);
        return signature[0];
    }

    /// <summary>Both sketches of each article against those of the next.</summary>
    private long Compare()
    {
        long shared = 0;
        for (int i = 0; i < sketches.Length; i++)
        {
            int next = (i + 1) % sketches.Length;
            shared += MinHash.CountEqualComponents(signatures[i], signatures[next]) + PositionalSketch.Estimate(sketches[i], sketches[next]).SharedHashes;
        }

        return shared;
    }

    private long ForEach(Func<string, long> work)
    {
        long sum = 0;
        foreach (Article article in corpus.Articles)
        {
            sum += work(article.Text);
        }

        return sum;
    }
}
