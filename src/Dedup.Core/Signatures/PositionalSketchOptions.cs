namespace Dedup.Signatures;

/// <summary>How densely a positional sketch samples the shingles of a text. Sketches made with unequal options can still be compared. Immutable and thread-safe.</summary>
public sealed record PositionalSketchOptions
{
    /// <summary>
    /// One shingle in <c>s</c> is kept, 1 to 65536. Default 16. Smaller finds more short passages that were edited, and costs memory in proportion.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 65536.</exception>
    public int Scale
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Scale));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 65536, nameof(Scale));
            field = value;
        }
    } = 16;

    /// <summary>Short texts keep their <c>m</c> smallest shingles even where fewer fall into the sample, 1 to 4096. Default 24. A run or an index that also looks for near-duplicates keeps at least 8 / 3 of
    /// <see cref="Candidates.CandidateOptions.SharedHashes"/> divided by its Jaccard threshold: with fewer it would lose more than one pair in 500 at the threshold.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 4096.</exception>
    public int Floor
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Floor));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 4096, nameof(Floor));
            field = value;
        }
    } = 24;

    /// <summary>In a text of words, the window with which an article's anchors are selected; 0, the default, for none. See <see cref="PositionalSketch"/>.</summary>
    internal int AnchorWindow { get; init; }
}
