namespace Dedup.Signatures;

/// <summary>What two positional sketches say about two texts, with the standard error of each estimate. Immutable.</summary>
/// <remarks>
/// Below the common bound each shingle of the two texts was sampled with the same probability, so each similarity is a proportion of the sampled shingles it speaks of,
/// with the binomial standard error sqrt(p(1-p)/n). When both sketches hold every shingle of their texts the values are exact and the errors zero.
/// </remarks>
public readonly record struct SketchEstimate
{
    internal SketchEstimate(int leftHashes, int rightHashes, int sharedHashes, bool isExact)
    {
        LeftHashes = leftHashes;
        RightHashes = rightHashes;
        SharedHashes = sharedHashes;
        IsExact = isExact;
    }

    /// <summary>Sampled shingles of the left text below the common bound.</summary>
    public int LeftHashes { get; }

    /// <summary>Sampled shingles of the right text below the common bound.</summary>
    public int RightHashes { get; }

    /// <summary>Sampled shingles that both texts have.</summary>
    public int SharedHashes { get; }

    /// <summary>Whether both sketches hold every shingle of their texts, so that nothing is estimated.</summary>
    public bool IsExact { get; }

    /// <summary>The Jaccard similarity, 0 to 1; 0 when nothing was sampled.</summary>
    public double Jaccard => Share(Union);

    /// <summary>Standard error of <see cref="Jaccard"/>.</summary>
    public double JaccardStandardError => StandardError(Jaccard, Union);

    /// <summary>The share of the left text's shingles that the right text has, 0 to 1; 0 when nothing was sampled.</summary>
    public double LeftInRight => Share(LeftHashes);

    /// <summary>Standard error of <see cref="LeftInRight"/>.</summary>
    public double LeftInRightStandardError => StandardError(LeftInRight, LeftHashes);

    /// <summary>The share of the right text's shingles that the left text has, 0 to 1; 0 when nothing was sampled.</summary>
    public double RightInLeft => Share(RightHashes);

    /// <summary>Standard error of <see cref="RightInLeft"/>.</summary>
    public double RightInLeftStandardError => StandardError(RightInLeft, RightHashes);

    private int Union => LeftHashes + RightHashes - SharedHashes;

    private double Share(int whole) => whole == 0 ? 0 : (double)SharedHashes / whole;

    private double StandardError(double share, int whole) => IsExact ? 0 : whole == 0 ? 1 : Math.Sqrt(share * (1 - share) / whole);
}
