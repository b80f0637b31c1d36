using System.Numerics;
using Dedup.Signatures;

namespace Dedup.Candidates;

/// <summary>Says from two sketches alone whether comparing the texts can bring anything. Texts that share a few stock phrases are many; reading them all would cost more than all else. Holds scratch: one per thread.</summary>
/// <remarks>
/// A pair is worth comparing when it shares <see cref="CandidateOptions.SharedHashes"/> and either its estimated Jaccard similarity or containment, with four standard errors added,
/// reaches its threshold, or that many shared hashes lie on a chain that a passage could make: each at most <see cref="Reach"/> sampling distances behind the one before, about as far on one side
/// as on the other. Of a short article only a few hashes lie below the bound of a long page's sketch; there fewer are enough, if they are at least half of those few.
/// </remarks>
internal sealed class SketchScreen(DedupOptions options)
{
    private const double StandardErrors = 4;

    // In sampling distances: a gap this long inside a passage is a chance of e^-8.
    private const int Reach = 8;
    private const int PredecessorsTried = 8;
    private readonly int reachTokens = Reach * options.Sketch.Scale;
    private readonly int drift = 2 * options.Verification.PassageGapTokens;
    private readonly CommonHashes hashes = new();
    private readonly List<(int Left, int Right)> anchors = [];
    private readonly List<int> chained = [];

    /// <summary>The same for two sketches of which nothing is known; articles without one are not worth comparing.</summary>
    internal bool IsWorthComparing(PositionalSketch? left, PositionalSketch? right) =>
        left is not null && right is not null && PositionalSketch.Estimate(left, right) is { SharedHashes: > 0 } estimate && IsWorthComparing(left.View, right.View, estimate.SharedHashes);

    /// <param name="left">A sketch.</param>
    /// <param name="right">Another sketch.</param>
    /// <param name="shared">How many hashes the two share, as far as the postings tell; at least 1.</param>
    internal bool IsWorthComparing<T>(SketchView<T> left, SketchView<T> right, int shared)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        int least = options.Candidates.SharedHashes;
        T common = T.Min(left.Bound, right.Bound);
        if (shared < least && !(options.Detect.HasFlag(Detect.Containment) && IsHalf(left, right, shared, common)))
        {
            return false;
        }

        hashes.Find(left.Hashes, right.Hashes);

        // Of the shared hashes, some may be anchors: only those within both bounds are a sample.
        SketchEstimate estimate = SketchView<T>.Estimate(left, right, hashes);
        bool isLikely = estimate.SharedHashes < least
            ? estimate.SharedHashes > 0 && options.Detect.HasFlag(Detect.Containment) && IsHalf(left, right, estimate.SharedHashes, common)
            : (options.Detect.HasFlag(Detect.Resemblance)
                && Reaches(estimate.SharedHashes, estimate.LeftHashes + estimate.RightHashes - estimate.SharedHashes, options.Verification.JaccardThreshold))
            || (options.Detect.HasFlag(Detect.Containment)
                && Reaches(estimate.SharedHashes, Math.Min(estimate.LeftHashes, estimate.RightHashes), options.Verification.ContainmentThreshold));
        return isLikely || (shared >= least && options.Detect.HasFlag(Detect.Passages) && HasChain(left, right, least));
    }

    /// <summary>Whether so few hashes are at least half of what one of the two has within the common bound.</summary>
    private static bool IsHalf<T>(SketchView<T> left, SketchView<T> right, int shared, T common)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
        left.HasAtMost(2 * shared, common) || right.HasAtMost(2 * shared, common);

    /// <summary>Whether <paramref name="shared"/> of <paramref name="whole"/> sampled hashes can come from a pair at the threshold.</summary>
    private static bool Reaches(int shared, int whole, double threshold) =>
        shared >= (whole * threshold) - (StandardErrors * Math.Sqrt(whole * threshold * (1 - threshold))) - 1;

    private bool HasChain<T>(SketchView<T> left, SketchView<T> right, int length)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        CollectAnchors(left, right);
        chained.Clear();
        for (int i = 0; i < anchors.Count; i++)
        {
            int longest = 0;
            for (int j = i - 1; j >= Math.Max(0, i - PredecessorsTried); j--)
            {
                int leftStep = anchors[i].Left - anchors[j].Left;
                int rightStep = anchors[i].Right - anchors[j].Right;
                if (leftStep <= reachTokens && rightStep > 0 && Math.Abs(leftStep - rightStep) <= drift)
                {
                    longest = Math.Max(longest, chained[j]);
                }
            }

            if (longest + 1 >= length)
            {
                return true;
            }

            chained.Add(longest + 1);
        }

        return false;
    }

    /// <summary>The positions of the shared hashes, in the order of the left text.</summary>
    private void CollectAnchors<T>(SketchView<T> left, SketchView<T> right)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        anchors.Clear();
        foreach ((int leftPlace, int rightPlace) in hashes.Places)
        {
            anchors.Add((left.Position(leftPlace), right.Position(rightPlace)));
        }

        anchors.Sort();
    }
}
