namespace Dedup.Shingling;

/// <summary>How tokens become shingles. Immutable and thread-safe.</summary>
public sealed record ShinglingOptions
{
    /// <summary>
    /// Tokens per shingle <c>w</c>, 1 to 64. Default 5: long enough that chance repeats are rare, short enough that one changed word
    /// breaks only five shingles. Smaller finds heavier rewrites and more false pairs.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 64.</exception>
    public int Width
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Width));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 64, nameof(Width));
            field = value;
        }
    } = 5;
}
