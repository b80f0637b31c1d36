using Dedup.Internals;
using Dedup.Signatures;

namespace Dedup.Candidates;

/// <summary>The candidate pairs of a pile that is known whole: what a <see cref="CandidateFinder"/> proposes when each article is asked about after all have been filed, at a fraction of the time and memory.</summary>
internal sealed class BatchCandidates
{
    private readonly DedupOptions options;
    private readonly IReadOnlyList<SignedArticle> articles;
    private readonly ParallelPhase parallel;
    private readonly SharedKeys? shingleBands;
    private readonly SharedKeys? wordBands;
    private readonly SharedKeys? postings;
    private readonly int leastEqualComponents;

    /// <summary>What the screen asks first of most pairs, those that share one hash; beside each other, because the sketches lie all over the memory.</summary>
    private readonly (ulong Bound, ulong TwoUpTo)[] ends = [];

    /// <summary>Groups the articles.</summary>
    /// <param name="options">Those of the run.</param>
    /// <param name="articles">The articles; their places are their numbers.</param>
    /// <param name="parallel">Splits the work.</param>
    /// <exception cref="ArgumentException">The banding needs longer signatures.</exception>
    internal BatchCandidates(DedupOptions options, IReadOnlyList<SignedArticle> articles, ParallelPhase parallel)
    {
        this.options = options;
        this.articles = articles;
        this.parallel = parallel;
        if (options.Detect.HasFlag(Detect.Resemblance))
        {
            LshBanding banding = CandidateFinder.BandingOf(options);
            leastEqualComponents = CandidateFinder.LeastEqualComponents(options);
            shingleBands = GroupBands(banding, static article => article.Signature);
            wordBands = GroupBands(banding, static article => article.WordSignature);
        }

        if ((options.Detect & (Detect.Containment | Detect.Passages)) != Detect.None)
        {
            postings = GroupHashes();
            ends = [.. articles.Select(static article => article.Sketch is { } sketch ? (sketch.Bound, sketch.BoundOfTwo) : default)];
        }
    }

    /// <summary>Bytes of the groups.</summary>
    internal long Bytes => (shingleBands?.Bytes ?? 0) + (wordBands?.Bytes ?? 0) + (postings?.Bytes ?? 0);

    /// <summary>The pairs that are worth comparing, in order.</summary>
    internal List<(int Earlier, int Later)> Find()
    {
        int[][] found = parallel.Run(
            DedupStage.FindingCandidates,
            articles.Count,
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
        FindInBands(shingleBands, article, static other => other.Signature, scratch);
        FindInBands(wordBands, article, static other => other.WordSignature, scratch);
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
        ReadOnlySpan<uint> signature = signatureOf(articles[article]);
        if (bands is null || signature.IsEmpty)
        {
            return;
        }

        bands.CountEarlier(article, options.Candidates.BucketLimit, scratch.Counter);
        foreach (int other in scratch.Counter.Touched)
        {
            if (MinHash.CountEqualComponents(signature, signatureOf(articles[other])) >= leastEqualComponents)
            {
                scratch.Found.Add(other);
            }
        }

        scratch.Counter.Reset();
    }

    private void FindInPostings(int article, Scratch scratch)
    {
        if (postings is null || articles[article].Sketch is not { } sketch)
        {
            return;
        }

        postings.CountEarlier(article, options.Candidates.BucketLimit, scratch.Counter);
        foreach (int other in scratch.Counter.Touched)
        {
            int shared = scratch.Counter[other];
            if (shared == 1 && !MayBeHalf(article, other))
            {
                continue;
            }

            if (scratch.Screen.IsWorthComparing(sketch, articles[other].Sketch!, shared))
            {
                scratch.Found.Add(other);
            }
        }

        scratch.Counter.Reset();
    }

    /// <summary>Whether one hash can be half of what one of the two has below the common bound, or all that is asked for.</summary>
    private bool MayBeHalf(int x, int y)
    {
        ulong common = Math.Min(ends[x].Bound, ends[y].Bound);
        return options.Candidates.SharedHashes == 1 || ends[x].TwoUpTo >= common || ends[y].TwoUpTo >= common;
    }

    private SharedKeys GroupBands(LshBanding banding, SignatureOf signatureOf)
    {
        long signed = articles.Count(article => !signatureOf(article).IsEmpty);
        return SharedKeys.Build(parallel, articles.Count, signed * banding.Bands, (entries, article) =>
        {
            ReadOnlySpan<uint> signature = signatureOf(articles[article]);
            if (!signature.IsEmpty)
            {
                entries.Add(banding.Bands, out Span<ulong> keys, out Span<int> members);
                for (int band = 0; band < keys.Length; band++)
                {
                    keys[band] = LshIndex.Key(banding, band, signature);
                }

                members.Fill(SharedKeys.Member(article));
            }
        });
    }

    private SharedKeys GroupHashes()
    {
        // A run of text that more articles share than are proposed is boilerplate as far as passages go, and anchors serve nothing else.
        int mostWithAnchors = options.Candidates.BucketLimit;
        long hashes = articles.Sum(static article => (long)(article.Sketch?.Hashes.Length ?? 0));
        return SharedKeys.Build(parallel, articles.Count, hashes, (entries, article) =>
        {
            if (articles[article].Sketch is { } sketch)
            {
                entries.Add(sketch.Hashes.Length, out Span<ulong> keys, out Span<int> members);
                sketch.Hashes.CopyTo(keys);
                int sampled = sketch.CountUpTo(sketch.Bound);
                members[..sampled].Fill(SharedKeys.Member(article));
                members[sampled..].Fill(SharedKeys.Member(article, isAnchor: true));
            }
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
