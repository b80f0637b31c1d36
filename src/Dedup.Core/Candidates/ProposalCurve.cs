using System.Globalization;

namespace Dedup.Candidates;

/// <summary>How surely a batch proposes a pair of articles long enough to shingle, by their Jaccard similarity. Immutable and thread-safe.</summary>
/// <remarks>
/// Of bands it is their S-curve. Of sampled hashes it is the least that can be expected: of the <c>Floor</c> smallest hashes of two texts together, all of which are in one of the sketches, each is shared
/// with the probability of the similarity (A. Z. Broder, "On the resemblance and containment of documents", 1997), and <see cref="CandidateOptions.SharedHashes"/> are enough. Of longer texts more are sampled.
/// </remarks>
internal sealed class ProposalCurve
{
    private readonly LshBanding? banding;
    private readonly int sampled;
    private readonly int shared;

    internal ProposalCurve(DedupOptions options)
    {
        if (SketchPlan.ForBatch(options) is not { } sketch)
        {
            banding = CandidateFinder.BandingOf(options);
            return;
        }

        (sampled, shared) = (sketch.Floor, options.Candidates.SharedHashes);
    }

    /// <summary>What proposes, in words.</summary>
    internal string Method => banding is null
        ? string.Create(CultureInfo.InvariantCulture, $"{shared} of {sampled} sampled shingles in common")
        : string.Create(CultureInfo.InvariantCulture, $"{banding.Bands} bands of {banding.Rows} rows");

    /// <summary>How likely a pair of a similarity is proposed, 0 to 1.</summary>
    internal double HitProbability(double jaccard) => banding?.HitProbability(jaccard) ?? AtLeastShared(jaccard);

    /// <summary>The upper tail of a binomial distribution, in logarithms: with a thousand shared hashes to ask for, the factors would leave the range of numbers.</summary>
    private double AtLeastShared(double jaccard)
    {
        if (jaccard is 0 or 1)
        {
            return jaccard;
        }

        double fewer = 0;
        double logWays = 0;
        for (int count = 0; count < Math.Min(shared, sampled + 1); count++)
        {
            fewer += Math.Exp(logWays + (count * Math.Log(jaccard)) + ((sampled - count) * Math.Log(1 - jaccard)));
            logWays += Math.Log((double)(sampled - count) / (count + 1));
        }

        return Math.Clamp(1 - fewer, 0, 1);
    }
}
