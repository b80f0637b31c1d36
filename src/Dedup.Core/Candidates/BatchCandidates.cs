using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dedup.Internals;
using Dedup.Signatures;

namespace Dedup.Candidates;

/// <summary>The candidate pairs of a pile that is known whole: what a <see cref="CandidateFinder"/> proposes when each article is asked about after all have been filed, at a fraction of the time and memory.</summary>
internal sealed class BatchCandidates
{
    /// <summary>About; their hashes tell how all of them are spread.</summary>
    private const int ArticlesInSample = 256;

    /// <summary>So many articles before one is read, its memory is asked for: a turn takes a few hashes of each, too far apart for the processor to see them coming.</summary>
    private const int FetchedAhead = 16;

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
    /// <param name="leastKeys">At least so many keys are reckoned with: more than there are make more turns of them.</param>
    /// <exception cref="ArgumentException">The banding needs longer signatures.</exception>
    internal BatchCandidates(DedupOptions options, ReadOnlyMemory<PackedArticle> articles, ParallelPhase parallel, long leastKeys = 0)
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
            long signed = 0;
            long signedByWords = 0;
            foreach (ref readonly PackedArticle article in articles.Span)
            {
                signed += article.Shape.ShingleHalves > 0 ? 1 : 0;
                signedByWords += article.Shape.WordHalves > 0 ? 1 : 0;
            }

            shingleBands = SketchPlan.NeedsSketch(options) ? null : GroupBands(scratch, leastKeys, signed, banding.Bands, banding.Rows * halves, static (in PackedArticle article) => article.Signature);
            wordBands = GroupBands(scratch, leastKeys, signedByWords, banding.Bands, banding.Rows * halves, static (in PackedArticle article) => article.WordSignature);
        }

        if (SketchPlan.NeedsSketch(options))
        {
            postings = GroupHashes(scratch, leastKeys);
            ends = new (uint, uint)[articles.Length];
            parallel.RunRanges(DedupStage.FindingCandidates, articles.Length, own =>
            {
                for (int i = own.Start.Value; i < own.End.Value; i++)
                {
                    SketchView<uint> sketch = articles.Span[i].Sketch;
                    ends[i] = (sketch.Bound, sketch.BoundOfTwo);
                }
            });
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool MayBeHalf(int x, int y)
    {
        uint common = Math.Min(ends[x].Bound, ends[y].Bound);
        return options.Candidates.SharedHashes == 1 || ends[x].TwoUpTo >= common || ends[y].TwoUpTo >= common;
    }

    private SharedKeys? GroupBands(SharedKeys.Scratch scratch, long leastKeys, long signed, int bands, int halvesInBand, SignatureOf signatureOf)
    {
        if (signed == 0 && leastKeys == 0)
        {
            return null;
        }

        long keys = Math.Max(signed * bands, leastKeys);
        int turns = SharedKeys.TurnsFor(keys);
        return SharedKeys.Build(parallel, scratch, articles.Length, keys, (entries, start, end, turn) =>
        {
            for (int article = start; article < end; article++)
            {
                ReadOnlySpan<ushort> signature = signatureOf(in articles.Span[article]);
                if (!signature.IsEmpty)
                {
                    int first = bands * turn / turns;
                    Span<ulong> entered = entries.Add((bands * (turn + 1) / turns) - first);
                    for (int i = 0; i < entered.Length; i++)
                    {
                        entered[i] = KeyEntry.Of(BandKey(first + i, signature.Slice((first + i) * halvesInBand, halvesInBand)), article);
                    }
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

    private SharedKeys GroupHashes(SharedKeys.Scratch scratch, long leastKeys)
    {
        // A run of text that more articles share than are proposed is boilerplate as far as passages go, and anchors serve nothing else.
        int mostWithAnchors = options.Candidates.BucketLimit;
        long hashes = 0;
        foreach (ref readonly PackedArticle article in articles.Span)
        {
            hashes += article.Shape.Hashes;
        }

        long keys = Math.Max(hashes, leastKeys);

        // The hashes of an article ascend, so that each turn takes the next few of them and leaves the others where they are.
        uint[] lasts = LastsOfTurns(SharedKeys.TurnsFor(keys));
        int[] next = new int[articles.Length];
        return SharedKeys.Build(parallel, scratch, articles.Length, keys, (entries, start, end, turn) =>
        {
            ReadOnlySpan<PackedArticle> all = articles.Span;
            uint last = lasts[turn];
            for (int article = start; article < end; article++)
            {
                if (article + FetchedAhead < all.Length)
                {
                    Prefetch.Behind(ref MemoryMarshal.GetReference(all[article + FetchedAhead].Hashes), next[article + FetchedAhead]);
                }

                ref readonly PackedArticle own = ref all[article];
                ReadOnlySpan<uint> rest = own.Hashes[next[article]..];
                int count = 0;
                while (count < rest.Length && rest[count] <= last)
                {
                    count++;
                }

                next[article] += count;
                Span<ulong> entered = entries.Add(count);
                for (int i = 0; i < entered.Length; i++)
                {
                    entered[i] = KeyEntry.Of(rest[i], article, isAnchor: rest[i] > own.Shape.Bound);
                }
            }
        }, mostWithAnchors);
    }

    /// <summary>Up to where the hashes of each turn go, so that about as many belong to each: by the sketches of a few articles.</summary>
    private uint[] LastsOfTurns(int turns)
    {
        List<uint> sample = [];
        for (int article = 0; article < articles.Length && turns > 1; article += (articles.Length / ArticlesInSample) + 1)
        {
            sample.AddRange(articles.Span[article].Hashes);
        }

        sample.Sort();
        return [.. Enumerable.Range(1, turns).Select(turn => turn == turns || sample.Count == 0 ? uint.MaxValue : sample[(int)((long)sample.Count * turn / turns)])];
    }

    /// <summary>Memory for looking up. One per thread.</summary>
    private sealed class Scratch(DedupOptions options)
    {
        internal SketchScreen Screen { get; } = new(options);

        internal SharedCounter Counter { get; } = new();

        internal List<int> Found { get; } = [];
    }
}
