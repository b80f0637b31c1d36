namespace Dedup.Candidates;

/// <summary>How candidate pairs are found. Every candidate is verified, so these options trade recall against time, never precision. Immutable and thread-safe.</summary>
public sealed record CandidateOptions
{
    /// <summary>
    /// Bands and rows of the LSH index, which proposes texts too short to shingle, and longer ones where nothing but resemblance is looked for: otherwise sampled shingles propose
    /// those, and whatever bands would. Default null: chosen by <see cref="LshBanding.ForRecall"/>, so that 98 in 100 pairs at the Jaccard threshold itself meet, and more above it.
    /// </summary>
    public LshBanding? Banding { get; init; }

    /// <summary>Sampled shingles that two articles must share to be compared for containment and passages, 1 to 1000. Default 3. Fewer are enough where so
    /// short an article has only a few hashes in common reach, if at least half of those are shared.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 1000.</exception>
    public int SharedHashes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(SharedHashes));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1000, nameof(SharedHashes));
            field = value;
        }
    } = 3;

    /// <summary>
    /// How many articles one bucket or posting list proposes, 1 to 1,000,000. Default 16. Bounds the work when thousands of articles share one
    /// header: each is compared with the first few that carry it, not with all. Near-duplicates that hang together are compared with each other all the same, up to 256 of them; in
    /// larger sets, with the first 16 representatives.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 1,000,000.</exception>
    public int BucketLimit
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(BucketLimit));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1_000_000, nameof(BucketLimit));
            field = value;
        }
    } = 16;
}
