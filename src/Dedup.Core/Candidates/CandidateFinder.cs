using Dedup.Signatures;

namespace Dedup.Candidates;

/// <summary>
/// The indexes that what is looked for needs, as one: bands for resemblance, bands over single words for short texts, postings for containment and passages. What an article was not signed
/// for is empty.
/// Any number of threads may look up at once, but none while one adds.
/// </summary>
internal sealed class CandidateFinder
{
    // A candidate from the bands whose estimate lies this many standard errors below the threshold is dropped unseen: 1 in 30,000 true pairs at the threshold.
    private const double StandardErrors = 4;
    private readonly LshIndex? shingleBands;
    private readonly LshIndex? wordBands;
    private readonly PostingIndex postings;
    private readonly int leastEqualComponents;
    private readonly int proposed;
    private readonly List<SignedArticle> filed = [];

    internal CandidateFinder(DedupOptions options)
    {
        CandidateOptions limits = options.Candidates;
        if (options.Detect.HasFlag(Detect.Resemblance))
        {
            LshBanding banding = BandingOf(options);
            shingleBands = new LshIndex(banding, limits.BucketLimit);
            wordBands = new LshIndex(banding, limits.BucketLimit);
            leastEqualComponents = LeastEqualComponents(options);
        }

        proposed = limits.BucketLimit;
        postings = new PostingIndex(PostingIndex.ListedFor(proposed));
    }

    /// <summary>How many articles are filed; they are numbered from 0 in the order they came.</summary>
    internal int Count => filed.Count;

    /// <summary>Bytes of the tables; what is filed in them belongs to the articles.</summary>
    internal long Bytes => (shingleBands?.Bytes ?? 0) + (wordBands?.Bytes ?? 0) + postings.Bytes;

    /// <summary>The banding in use: the one that was set, else the most selective one that loses next to nothing at the threshold.</summary>
    internal static LshBanding BandingOf(DedupOptions options)
    {
        LshBanding banding = options.Candidates.Banding ?? LshBanding.ForRecall(options.Verification.JaccardThreshold, components: options.MinHash.Components);
        return banding.Components <= options.MinHash.Components
            ? banding
            : throw new ArgumentException(
                $"{banding.Bands} bands of {banding.Rows} rows need {banding.Components} components, but signatures have {options.MinHash.Components}: raise MinHash.Components or set a smaller Candidates.Banding.",
                nameof(options));
    }

    /// <summary>How many components of two signatures must be equal for the articles to be worth comparing.</summary>
    internal static int LeastEqualComponents(DedupOptions options)
    {
        double threshold = options.Verification.JaccardThreshold;
        double components = options.MinHash.Components;
        return (int)Math.Floor(components * (threshold - (StandardErrors * Math.Sqrt(threshold * (1 - threshold) / components))));
    }

    internal void Add(SignedArticle article)
    {
        int number = filed.Count;
        filed.Add(article);
        if (!article.Signature.IsEmpty)
        {
            shingleBands?.Add(number, article.Signature);
        }

        if (article.WordSignature is not null)
        {
            wordBands?.Add(number, article.WordSignature);
        }

        if (article.Sketch is not null)
        {
            postings.Add(number, article.Sketch);
        }
    }

    /// <summary>The filed articles with a number below <paramref name="before"/> that are worth comparing, ascending.</summary>
    internal void Find(SignedArticle article, int before, Scratch scratch, List<int> candidates)
    {
        scratch.Found.Clear();
        Find(shingleBands, article.Signature, static other => other.Signature, before, scratch);
        Find(wordBands, article.WordSignature, static other => other.WordSignature, before, scratch);
        if (article.Sketch is not null)
        {
            FindInPostings(article.Sketch, before, scratch);
        }

        candidates.Clear();
        candidates.AddRange(scratch.Found);
        candidates.Sort();
    }

    /// <summary>The first articles filed that have a sampled hash, as many as a posting list holds: several times as many as it proposes.</summary>
    internal void FindCarriers(ulong hash, List<int> carriers) => postings.Collect(hash, PostingIndex.ListedFor(proposed), carriers);

    /// <summary>Whether two articles are so much alike that one of them could propose the other, full buckets aside.</summary>
    internal bool IsWorthComparing(SignedArticle left, SignedArticle right, Scratch scratch) =>
        MeetInBands(left.Signature, right.Signature)
        || MeetInBands(left.WordSignature, right.WordSignature)
        || scratch.Screen.IsWorthComparing(left.Sketch, right.Sketch);

    private bool MeetInBands(ReadOnlySpan<uint> left, ReadOnlySpan<uint> right) =>
        !left.IsEmpty && !right.IsEmpty && MinHash.CountEqualComponents(left, right) >= leastEqualComponents;

    private void FindInPostings(PositionalSketch sketch, int before, Scratch scratch)
    {
        postings.CountShared(sketch, before, proposed, scratch.Listed, scratch.Counter);
        foreach (int other in scratch.Counter.Touched)
        {
            if (scratch.Screen.IsWorthComparing(sketch.View, filed[other].Sketch!.View, scratch.Counter[other]))
            {
                scratch.Found.Add(other);
            }
        }

        scratch.Counter.Reset();
    }

    private void Find(LshIndex? bands, ReadOnlySpan<uint> signature, SignatureOf signatureOf, int before, Scratch scratch)
    {
        if (bands is null || signature.IsEmpty)
        {
            return;
        }

        scratch.InBands.Clear();
        bands.FindCandidates(signature, scratch.InBands);
        foreach (int other in scratch.InBands)
        {
            if (other < before && MinHash.CountEqualComponents(signature, signatureOf(filed[other])) >= leastEqualComponents)
            {
                scratch.Found.Add(other);
            }
        }
    }

    /// <summary>Memory for looking up. One per thread.</summary>
    internal sealed class Scratch(DedupOptions options)
    {
        internal SketchScreen Screen { get; } = new(options);

        internal HashSet<int> Found { get; } = [];

        internal HashSet<int> InBands { get; } = [];

        internal List<int> Listed { get; } = [];

        internal SharedCounter Counter { get; } = new();
    }
}
