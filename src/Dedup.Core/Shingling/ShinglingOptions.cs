namespace Dedup.Shingling;

/// <summary>How tokens become shingles. Immutable and thread-safe.</summary>
public sealed record ShinglingOptions
{
    /// <summary>
    /// Tokens per shingle <c>w</c>, 1 to 64, where the first one is a word or a kana. Default 5: long enough that chance repeats are rare, short enough that one changed word
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

    /// <summary>
    /// Tokens of a shingle that starts with a Han character, 1 to 64. Default 4: chance repeats are then about as rare as those of three English words, and
    /// one changed character breaks only four shingles.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 64.</exception>
    public int HanWidth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(HanWidth));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 64, nameof(HanWidth));
            field = value;
        }
    } = 4;

    /// <summary>
    /// Tokens of a shingle that starts with a letter of Thai, Lao, Khmer, Myanmar or another script of South-East Asia written without spaces, 1 to 64. Default 8:
    /// these words are three or four letters long, and shorter runs repeat by chance.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 64.</exception>
    public int LetterWidth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(LetterWidth));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 64, nameof(LetterWidth));
            field = value;
        }
    } = 8;
}
