namespace Dedup.Signatures;

/// <summary>The parameters of a MinHash signature. Signatures can be compared only when made with equal options. Immutable and thread-safe.</summary>
public sealed record MinHashOptions
{
    /// <summary>Number of components <c>k</c>, 1 to 4096; the standard error of the estimate is about sqrt(J(1-J)/k), 0.044 at worst for 128. Default 128.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 4096.</exception>
    public int Components
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Components));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 4096, nameof(Components));
            field = value;
        }
    } = 128;

    /// <summary>Chooses the family of hash functions. Default 1. Another seed gives signatures with independent errors.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The algorithm whose bits are fixed for ever. Default <see cref="MinHashVersion.V1"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a known version.</exception>
    public MinHashVersion Version
    {
        get;
        init
        {
            if (value != MinHashVersion.V1)
            {
                throw new ArgumentOutOfRangeException(nameof(Version), value, "Unknown MinHash version: this library knows V1.");
            }

            field = value;
        }
    } = MinHashVersion.V1;
}
