using Dedup.Internals;

namespace Dedup.Candidates;

/// <summary>Finds articles whose signatures agree in a whole band. Any number of threads may look up at once, but none while one adds.</summary>
/// <remarks>
/// Articles are named by numbers of the caller's choice, 0 or more. The index keeps one 64-bit key per band and article, not the signature; two bands with different rows share a
/// key with probability 2^-64. What it returns are candidates: verify them.
/// </remarks>
public sealed class LshIndex
{
    private readonly BucketTable buckets;

    /// <summary>Creates an empty index.</summary>
    /// <param name="banding">How signatures are cut.</param>
    /// <param name="bucketLimit">How many articles one bucket keeps, the first ones added; later ones still find them. At least 1. Default: no limit.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bucketLimit"/> is less than 1.</exception>
    public LshIndex(LshBanding banding, int bucketLimit = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(banding);
        ArgumentOutOfRangeException.ThrowIfLessThan(bucketLimit, 1);
        Banding = banding;
        buckets = new BucketTable(bucketLimit);
    }

    /// <summary>How signatures are cut.</summary>
    public LshBanding Banding { get; }

    /// <summary>Bytes that the index takes.</summary>
    internal long Bytes => buckets.Bytes;

    /// <summary>Files an article under each of its bands.</summary>
    /// <param name="article">The caller's number for it, 0 or more.</param>
    /// <param name="signature">Its signature, at least <see cref="LshBanding.Components"/> long.</param>
    /// <exception cref="ArgumentException">The signature is too short for the banding.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="article"/> is negative.</exception>
    public void Add(int article, ReadOnlySpan<uint> signature)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(article);
        Check(signature);
        for (int band = 0; band < Banding.Bands; band++)
        {
            buckets.Add(Key(Banding, band, signature), article);
        }
    }

    /// <summary>Adds to <paramref name="candidates"/> every filed article that agrees with the signature in at least one band.</summary>
    /// <param name="signature">The signature asked about, at least <see cref="LshBanding.Components"/> long.</param>
    /// <param name="candidates">Receives the numbers.</param>
    /// <exception cref="ArgumentException">The signature is too short for the banding.</exception>
    public void FindCandidates(ReadOnlySpan<uint> signature, ISet<int> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        Check(signature);
        for (int band = 0; band < Banding.Bands; band++)
        {
            foreach (int article in buckets[Key(Banding, band, signature)])
            {
                candidates.Add(article);
            }
        }
    }

    /// <summary>The key of a band.</summary>
    internal static ulong Key(LshBanding banding, int band, ReadOnlySpan<uint> signature)
    {
        ulong key = Mixing.SplitMix(0x4C53485F42414E44, band);
        foreach (uint component in signature.Slice(band * banding.Rows, banding.Rows))
        {
            key = Mixing.Fold(key ^ component, 0xA0761D6478BD642F) + component;
        }

        return Mixing.Finish(key);
    }

    private void Check(ReadOnlySpan<uint> signature)
    {
        if (signature.Length < Banding.Components)
        {
            throw new ArgumentException(
                $"The signature has {signature.Length} components, but {Banding.Bands} bands of {Banding.Rows} rows need {Banding.Components}: use a longer signature or a smaller banding.",
                nameof(signature));
        }
    }
}
