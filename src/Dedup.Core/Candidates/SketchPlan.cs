using Dedup.Signatures;

namespace Dedup.Candidates;

/// <summary>Which positional sketch is drawn of each article, so that what is looked for is found by the hashes that two sketches share. Holds no state.</summary>
internal static class SketchPlan
{
    // Two texts at the threshold share Floor * threshold of their smallest hashes on average. With 8 / 3 times the hashes that candidates must share, fewer are in common in about 1 pair of 500: of
    // 16 hashes at a Jaccard similarity of 0.5, fewer than 3 in 0.2 %.
    private const double SharedOnAverage = 8.0 / 3;

    // Floor is at most this; see PositionalSketchOptions.
    private const int MostFloor = 4096;
    private const int LeastFloor = 16;
    private const int MostScale = 65_536;

    /// <summary>
    /// Whether more is looked for than what resembles, so that a sketch is needed. It is then all that an article of usual length is filed under: at the default banding a signature takes 42 keys,
    /// finds 99.6 % of the pairs at a Jaccard similarity of 0.5, and nothing that the sketch does not find.
    /// </summary>
    internal static bool NeedsSketch(DedupOptions options) => (options.Detect & (Detect.Containment | Detect.Passages)) != Detect.None;

    /// <summary>The sketch of a batch; null where nothing but what resembles is looked for, which bands of signatures find.</summary>
    internal static PositionalSketchOptions? ForBatch(DedupOptions options) => NeedsSketch(options) ? ForIndex(options) : null;

    /// <summary>The sketch of an index. For resemblance alone the smallest hashes will do.</summary>
    internal static PositionalSketchOptions ForIndex(DedupOptions options)
    {
        PositionalSketchOptions sketch = NeedsSketch(options)
            ? options.Sketch with { AnchorWindow = AnchorWindow(options) }
            : new PositionalSketchOptions { Scale = MostScale, Floor = LeastFloor };
        if (!options.Detect.HasFlag(Detect.Resemblance))
        {
            return sketch;
        }

        double floor = Math.Ceiling(SharedOnAverage * options.Candidates.SharedHashes / Math.Max(options.Verification.JaccardThreshold, 1e-3));
        return sketch with { Floor = (int)Math.Min(MostFloor, Math.Max(sketch.Floor, floor)) };
    }

    /// <summary>The window with which every unedited passage of the least length has as many anchors as candidates must share; for long ones the sample is dense enough.</summary>
    private static int AnchorWindow(DedupOptions options)
    {
        int shingles = options.Verification.PassageTokens - options.Shingling.Width + 1;
        return options.Detect.HasFlag(Detect.Passages) ? Math.Clamp(shingles / options.Candidates.SharedHashes, 1, 4 * options.Sketch.Scale) : 0;
    }
}
