using Dedup.Internals;
using Dedup.Signatures;

namespace Dedup.Candidates;

/// <summary>The candidate pairs of a pile that is known whole: what a <see cref="CandidateFinder"/> proposes when each article is asked about after all have been filed, at a fraction of the time and memory.</summary>
internal sealed class BatchCandidates
{
    private readonly DedupOptions options;
    private readonly ReadOnlyMemory<PackedArticle> articles;
    private readonly ParallelPhase parallel;
    private readonly SharedKeys? shingleBands;
    private readonly SharedKeys? wordBands;
    private readonly SharedKeys? postings;
    private readonly int leastEqualHalves;

    /// <summary>What the screen asks first of most pairs, those that share one hash; beside each other, because the sketches lie all over the memory.</summary>
    private readonly (uint Bound, uint TwoUpTo)[] ends = [];

    /// <summary>Groups the articles.</summary>
    /// <param name="options">Those of the run.</param>
    /// <param name="articles">The articles; their places are their numbers.</param>
    /// <param name="parallel">Splits the work.</param>
    /// <exception cref="ArgumentException">The banding needs longer signatures.</exception>
    internal BatchCandidates(DedupOptions options, ReadOnlyMemory<PackedArticle> articles, ParallelPhase parallel)
    {
        this.options = options;
        this.articles = articles;
        this.parallel = parallel;
        SharedKeys.Scratch scratch = new();
        if (options.Detect.HasFlag(Detect.Resemblance))
        {
            LshBanding banding = CandidateFinder.BandingOf(options);
            int halves = ArticlePacker.HalvesPerComponent(banding.Rows);
            leastEqualHalves = CandidateFinder.LeastEqualComponents(options) * halves;
            shingleBands = SketchPlan.NeedsSketch(options) ? null : GroupBands(scratch, banding.Bands, banding.Rows * halves, static (in PackedArticle article) => article.Signature);
            wordBands = GroupBands(scratch, banding.Bands, banding.Rows * halves, static (in PackedArticle article) => article.WordSignature);
        }

        if (SketchPlan.NeedsSketch(options))
        {
            postings = GroupHashes(scratch);
            ends = new (uint, uint)[articles.Length];
            for (int i = 0; i < ends.Length; i++)
            {
                SketchView<uint> sketch = articles.Span[i].Sketch;
                ends[i] = (sketch.Bound, sketch.BoundOfTwo);
            }
        }
    }

    /// <summary>One of the signatures of an article; empty when there is none.</summary>
    private delegate ReadOnlySpan<ushort> SignatureOf(in PackedArticle article);

    /// <summary>Bytes of the groups.</summary>
    internal long Bytes => (shingleBands?.Bytes ?? 0) + (wordBands?.Bytes ?? 0) + (postings?.Bytes ?? 0);

    /// <summary>The pairs that are worth comparing, in order.</summary>
    internal List<(int Earlier, int Later)> Find()
    {
        int[][] found = parallel.Run(
            DedupStage.FindingCandidates,
            articles.Length,
            () => new Scratch(options),
            (scratch, article) => Find(article, scratch));

        // As one number, pairs have the order of their first articles, and sort faster.
        ulong[] pairs = new ulong[found.Sum(static earlier => (long)earlier.Length)];
        int count = 0;
        for (int later = 0; later < found.Length; later++)
        {
            foreach (int earlier in found[later])
            {
                pairs[count++] = ((ulong)earlier << 32) | (uint)later;
            }
        }

        Array.Sort(pairs);
        return [.. pairs.Select(static pair => ((int)(pair >> 32), (int)pair))];
    }

    private int[] Find(int article, Scratch scratch)
    {
        scratch.Found.Clear();
        FindInBands(shingleBands, article, static (in PackedArticle other) => other.Signature, scratch);
        FindInBands(wordBands, article, static (in PackedArticle other) => other.WordSignature, scratch);
        FindInPostings(article, scratch);
        if (scratch.Found.Count == 0)
        {
            return [];
        }

        // Who was found more than once stands there more than once.
        scratch.Found.Sort();
        int distinct = 1;
        for (int i = 1; i < scratch.Found.Count; i++)
        {
            if (scratch.Found[i] != scratch.Found[distinct - 1])
            {
                scratch.Found[distinct++] = scratch.Found[i];
            }
        }

        return [.. scratch.Found[..distinct]];
    }

    private void FindInBands(SharedKeys? bands, int article, SignatureOf signatureOf, Scratch scratch)
    {
        ReadOnlySpan<PackedArticle> all = articles.Span;
        ReadOnlySpan<ushort> signature = signatureOf(in all[article]);
        if (bands is null || signature.IsEmpty)
        {
            return;
        }

        bands.CountEarlier(article, options.Candidates.BucketLimit, scratch.Counter);
        foreach (int other in scratch.Counter.Touched)
        {
            if (MinHash.CountEqualHalves(signature, signatureOf(in all[other])) >= leastEqualHalves)
            {
                scratch.Found.Add(other);
            }
        }

        scratch.Counter.Reset();
    }

    private void FindInPostings(int article, Scratch scratch)
    {
        ReadOnlySpan<PackedArticle> all = articles.Span;
        if (postings is null || !all[article].HasSketch)
        {
            return;
        }

        SketchView<uint> sketch = all[article].Sketch;

        postings.CountEarlier(article, options.Candidates.BucketLimit, scratch.Counter);
        foreach (int other in scratch.Counter.Touched)
        {
            int shared = scratch.Counter[other];
            if (shared == 1 && !MayBeHalf(article, other))
            {
                continue;
            }

            if (scratch.Screen.IsWorthComparing(sketch, all[other].Sketch, shared))
            {
                scratch.Found.Add(other);
            }
        }

        scratch.Counter.Reset();
    }

    /// <summary>Whether one hash can be half of what one of the two has below the common bound, or all that is asked for.</summary>
    private bool MayBeHalf(int x, int y)
    {
        uint common = Math.Min(ends[x].Bound, ends[y].Bound);
        return options.Candidates.SharedHashes == 1 || ends[x].TwoUpTo >= common || ends[y].TwoUpTo >= common;
    }

    private SharedKeys GroupBands(SharedKeys.Scratch scratch, int bands, int halvesInBand, SignatureOf signatureOf)
    {
        long signed = 0;
        foreach (ref readonly PackedArticle article in articles.Span)
        {
            signed += signatureOf(in article).IsEmpty ? 0 : 1;
        }

        return SharedKeys.Build(parallel, scratch, articles.Length, signed * bands, (entries, article, turn) =>
        {
            ReadOnlySpan<ushort> signature = signatureOf(in articles.Span[article]);
            if (!signature.IsEmpty)
            {
                int first = bands * turn.Number / turn.Count;
                Span<ulong> entered = entries.Add((bands * (turn.Number + 1) / turn.Count) - first);
                for (int i = 0; i < entered.Length; i++)
                {
                    entered[i] = KeyEntry.Of(BandKey(first + i, signature.Slice((first + i) * halvesInBand, halvesInBand)), article);
                }
            }
        });
    }

    /// <summary>Equal for equal bands; of unequal ones so few are that comparing the signatures drops them for nothing.</summary>
    private static uint BandKey(int band, ReadOnlySpan<ushort> halves)
    {
        ulong key = Mixing.SplitMix(0x4C53485F42414E44, band);
        foreach (ushort half in halves)
        {
            key = Mixing.Fold(key ^ half, 0xA0761D6478BD642F) + half;
        }

        return (uint)(Mixing.Finish(key) >> 32);
    }

    private SharedKeys GroupHashes(SharedKeys.Scratch scratch)
    {
        // A run of text that more articles share than are proposed is boilerplate as far as passages go, and anchors serve nothing else.
        int mostWithAnchors = options.Candidates.BucketLimit;
        long hashes = 0;
        foreach (ref readonly PackedArticle article in articles.Span)
        {
            hashes += article.Sketch.Hashes.Length;
        }

        return SharedKeys.Build(parallel, scratch, articles.Length, hashes, (entries, article, turn) =>
        {
            SketchView<uint> sketch = articles.Span[article].Sketch;
            uint ofTurn = (uint)turn.Number;
            uint turnMask = (uint)turn.Count - 1;
            Span<ulong> entered = entries.Add(sketch.Hashes.Length);
            int count = 0;
            foreach (uint hash in sketch.Hashes)
            {
                // Written in any case, and written over by the next unless it is kept.
                entered[count] = KeyEntry.Of(hash, article, isAnchor: hash > sketch.Bound);
                count += (hash & turnMask) == ofTurn ? 1 : 0;
            }

            entries.Cut(entries.Count - entered.Length + count);
        }, mostWithAnchors);
    }

    /// <summary>Memory for looking up. One per thread.</summary>
    private sealed class Scratch(DedupOptions options)
    {
        internal SketchScreen Screen { get; } = new(options);

        internal SharedCounter Counter { get; } = new();

        internal List<int> Found { get; } = [];
    }
}
