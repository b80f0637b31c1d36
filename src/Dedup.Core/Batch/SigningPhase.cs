using Dedup.Candidates;
using Dedup.Internals;
using Dedup.Shingling;
using Dedup.Signatures;
using Dedup.Verification;

namespace Dedup.Batch;

/// <summary>The phase of a batch run that reads every text: signatures and sketches, and on the way a ceiling of each shingle's frequency.</summary>
internal sealed class SigningPhase(DedupOptions options, Shingler shingler, ParallelPhase parallel, Article[] articles)
{
    /// <summary>Texts that are looked at first, to know how many shingles there will be.</summary>
    private const int Sample = 64;

    private long textBytes;

    /// <summary>Bytes of all texts that were signed, in UTF-8.</summary>
    internal long TextBytes => textBytes;

    /// <summary>Signs all articles.</summary>
    /// <param name="ceiling">Takes in all shingles, unless it is null.</param>
    /// <param name="parts">What an earlier run has made, and where to keep what this one makes, unless it is null.</param>
    /// <returns>What is asked for to the end, and what finding candidates needs.</returns>
    internal (SignedText[] Texts, PackedArticle[] Packed) Sign(FrequencyCeiling? ceiling, SignedParts? parts)
    {
        MinHash? minHash = options.Detect.HasFlag(Detect.Resemblance) ? new MinHash(options.MinHash) : null;
        PositionalSketchOptions? sketch = SketchPlan.ForBatch(options);
        int rows = minHash is null ? 0 : CandidateFinder.BandingOf(options).Rows;
        PackedArticle[] packed = parts?.Packed ?? new PackedArticle[articles.Length];
        SignedText[] texts = parallel.Run(
            DedupStage.Signing,
            articles.Length,
            () => (
                Signer: new ArticleSigner(shingler, minHash, sketch, options.Verification.ShortTextTokens, wordsOnly: sketch is not null, inPassing: true),
                Packer: new ArticlePacker(options.Sketch.Scale, rows),
                Writer: ceiling?.NewWriter()),
            (local, i) =>
            {
                if (parts is not null && parts.TryGet(i, out SignedText loaded))
                {
                    return loaded;
                }

                SignedArticle article = local.Signer.Sign(articles[i]);
                local.Writer?.Add(local.Signer.Shingles);
                packed[i] = local.Packer.Pack(article);
                Interlocked.Add(ref textBytes, local.Signer.TextBytes);
                SignedText text = new(article.TokenCount, article.Size, article.Start, article.End, article.Content);
                parts?.Add(i, text, local.Signer.TextBytes);
                return text;
            });
        textBytes = parts?.TextBytes ?? textBytes;
        ceiling?.Complete();
        return (texts, packed);
    }

    /// <summary>A ceiling with room for all shingles, or null where no verdict would ask it.</summary>
    internal FrequencyCeiling? NewCeiling()
    {
        if (options.Verification is { TemplateArticles: 0, PassageArticles: 0 } || articles.Length == 0)
        {
            return null;
        }

        ShingleReader reader = new(shingler);
        long characters = 0;
        long shingles = 0;
        for (int i = 0; i < Math.Min(Sample, articles.Length); i++)
        {
            Article article = articles[(int)((long)i * articles.Length / Sample) % articles.Length];
            reader.Read(article);
            characters += article.RoughLength;
            shingles += reader.Shingles.Length;
        }

        long all = articles.Sum(static article => (long)article.RoughLength);
        return characters == 0 ? null : new FrequencyCeiling((long)((double)shingles / characters * all), parallel.Threads);
    }
}
