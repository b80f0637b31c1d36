using Dedup.Candidates;
using Dedup.Internals;
using Dedup.Shingling;
using Dedup.Text;
using Dedup.Verification;

namespace Dedup.Batch;

/// <summary>Measures the recall of a run: compares a sample of the families of identical articles exactly with all of them.</summary>
/// <remarks>
/// Every text is read once against the table of the sample's shingles. That is exact and costs time in proportion to the pile, times at most the size of
/// the sample where all share their wording; no two texts are compared but short ones.
/// </remarks>
internal sealed class RecallSurvey
{
    internal const int MostMissed = 1000;
    internal const int MostMissedOfOne = 16;
    private const int Tenths = 10;

    private readonly DedupOptions options;
    private readonly VerificationOptions limits;
    private readonly Shingler shingler;
    private readonly Article[] articles;
    private readonly TextSize[] sizes;
    private readonly IReadOnlyDictionary<(int Earlier, int Later), DuplicatePair?> compared;
    private readonly int[] clusters;
    private readonly ProposalCurve curve;
    private readonly RecallSample sample;
    private readonly RecallTally[] near = [.. Enumerable.Range(0, Tenths).Select(static _ => new RecallTally())];
    private readonly RecallTally shortTexts = new();
    private readonly RecallTally contained = new();

    /// <summary>Draws the sample.</summary>
    /// <param name="options">Those of the run.</param>
    /// <param name="shingler">That of the run.</param>
    /// <param name="articles">The first article of each family.</param>
    /// <param name="sizes">Which way of comparing each is long enough for.</param>
    /// <param name="compared">The pairs of families that the run compared, null where it left a pair out.</param>
    /// <param name="clusters">The number of each family's cluster, negative where it has none.</param>
    internal RecallSurvey(
        DedupOptions options,
        Shingler shingler,
        Article[] articles,
        TextSize[] sizes,
        IReadOnlyDictionary<(int Earlier, int Later), DuplicatePair?> compared,
        int[] clusters)
    {
        this.options = options;
        limits = options.Verification;
        this.shingler = shingler;
        this.articles = articles;
        this.sizes = sizes;
        this.compared = compared;
        this.clusters = clusters;
        curve = new ProposalCurve(options);
        sample = new RecallSample(options.RecallSample, articles, sizes, shingler);
    }

    internal RecallEstimate Measure(ParallelPhase parallel)
    {
        DuplicatePair[][] missed = parallel.Run(DedupStage.EstimatingRecall, articles.Length, () => new Reading(options, shingler), (reading, family) => Compare(family, reading));
        DuplicatePair[] ordered = [.. missed.SelectMany(static pairs => pairs)];
        Array.Sort(ordered, DuplicatePair.CompareIds);
        return new RecallEstimate
        {
            SampledArticles = sample.Count,
            IsComplete = sample.Count == articles.Length,
            Bands = [.. Bands()],
            Missed = ordered.Length > MostMissed ? ordered[..MostMissed] : ordered,
        };
    }

    /// <summary>Finds the true pairs of one article with the sample, counts them, and returns those that the run has missed.</summary>
    private DuplicatePair[] Compare(int family, Reading reading)
    {
        reading.Missed.Clear();
        reading.Text.Load(articles[family]);
        CompareShingles(family, reading);
        if (MayBeShort(family) && options.Detect.HasFlag(Detect.Resemblance))
        {
            CompareWords(family, reading);
        }

        return [.. reading.Missed];
    }

    private void CompareShingles(int family, Reading reading)
    {
        sample.CountShingles(reading.Text, reading.Shared);
        foreach (int member in reading.Shared.Touched)
        {
            if (sample.IsCountedElsewhere(family, member) || AreShort(family, sample[member]))
            {
                continue;
            }

            int shared = reading.Shared[member];
            int union = reading.Text.DistinctCount + sample.ShinglesOf(member) - shared;
            double jaccard = (double)shared / union;
            double containment = (double)shared / Math.Min(reading.Text.DistinctCount, sample.ShinglesOf(member));
            if (jaccard >= limits.JaccardThreshold && options.Detect.HasFlag(Detect.Resemblance))
            {
                // In whole numbers: as a fraction, 0.6 could come out just below the limit of its band.
                RecallTally band = near[Math.Min(Tenths - 1, (int)((long)shared * Tenths / union))];
                Enter(band, family, member, jaccard, () => PairOf(family, member, reading, DuplicateRelation.NearDuplicate), reading.Missed);
            }
            else if (containment >= limits.ContainmentThreshold && options.Detect.HasFlag(Detect.Containment) && Shorter(family, sample[member]) >= TextSize.Medium)
            {
                Enter(contained, family, member, jaccard, () => PairOf(family, member, reading, DuplicateRelation.ContainedIn), reading.Missed);
            }
        }

        reading.Shared.Reset();
    }

    private void CompareWords(int family, Reading reading)
    {
        RecallSample.CollectDistinct(reading.Text.Tokens, reading.Terms, reading.Words);
        sample.CountWords(reading.Words, reading.Shared);
        foreach (int member in reading.Shared.Touched)
        {
            int shared = reading.Shared[member];
            int union = reading.Words.Count + sample.WordsOf(member) - shared;
            if (sample.IsCountedElsewhere(family, member) || !AreShort(family, sample[member]) || (double)shared / union < limits.JaccardThreshold)
            {
                continue;
            }

            // Short texts must agree in more than their words; the verifier knows in what.
            DuplicatePair pair = reading.Verifier.Verify(articles[family], articles[sample[member]]);
            if (pair.Relation == DuplicateRelation.NearDuplicate)
            {
                Enter(shortTexts, family, member, pair.Jaccard, () => pair, reading.Missed);
            }
        }

        reading.Shared.Reset();
    }

    private void Enter(RecallTally band, int family, int member, double jaccard, Func<DuplicatePair> pair, List<DuplicatePair> missed)
    {
        int other = sample[member];
        bool isCompared = compared.TryGetValue((Math.Min(family, other), Math.Max(family, other)), out DuplicatePair? verdict);
        bool isReported = verdict is { Relation: DuplicateRelation.NearDuplicate or DuplicateRelation.ContainedIn };
        bool isClustered = clusters[family] >= 0 && clusters[family] == clusters[other];
        band.Enter(isCompared, isReported, isClustered, curve.HitProbability(jaccard));
        if (!isCompared && !isClustered && missed.Count < MostMissedOfOne)
        {
            missed.Add(pair());
        }
    }

    private DuplicatePair PairOf(int family, int member, Reading reading, DuplicateRelation relation)
    {
        int shared = reading.Shared[member];
        int left = sample.ShinglesOf(member);
        int right = reading.Text.DistinctCount;
        DuplicatePair pair = new()
        {
            Left = articles[sample[member]].Id,
            Right = articles[family].Id,
            Relation = relation,
            Jaccard = (double)shared / (left + right - shared),
            LeftInRight = (double)shared / left,
            RightInLeft = (double)shared / right,
            SharedShingles = shared,
            ShingleWidth = options.Shingling.Width,
        };
        bool isTurned = relation == DuplicateRelation.ContainedIn && left != right ? left > right : string.CompareOrdinal(pair.Left, pair.Right) > 0;
        return isTurned ? pair.Swap() : pair;
    }

    private IEnumerable<RecallBand> Bands()
    {
        bool resemblance = options.Detect.HasFlag(Detect.Resemblance);
        if (resemblance)
        {
            for (int tenth = 0; tenth < Tenths; tenth++)
            {
                double below = (tenth + 1) / (double)Tenths;
                if (below > limits.JaccardThreshold || tenth == Tenths - 1)
                {
                    yield return near[tenth].ToBand(DuplicateRelation.NearDuplicate, isShort: false, Math.Max(limits.JaccardThreshold, tenth / (double)Tenths), below);
                }
            }

            yield return shortTexts.ToBand(DuplicateRelation.NearDuplicate, isShort: true, limits.JaccardThreshold, 1);
        }

        if (options.Detect.HasFlag(Detect.Containment))
        {
            yield return contained.ToBand(DuplicateRelation.ContainedIn, isShort: false, 0, resemblance ? limits.JaccardThreshold : 1);
        }
    }

    private bool MayBeShort(int family) => sizes[family] < TextSize.Long;

    private bool AreShort(int x, int y) => TextSizes.AreShort(sizes[x], sizes[y]);

    private TextSize Shorter(int x, int y) => sizes[x] < sizes[y] ? sizes[x] : sizes[y];

    /// <summary>Memory for reading a text against the sample. One per thread.</summary>
    private sealed class Reading(DedupOptions options, Shingler shingler)
    {
        internal ShingledText Text { get; } = new(shingler);

        internal PairVerifier Verifier { get; } = new(options, shingler);

        internal SharedCounter Shared { get; } = new();

        internal List<ulong> Terms { get; } = [];

        internal List<ulong> Words { get; } = [];

        internal List<DuplicatePair> Missed { get; } = [];
    }
}
