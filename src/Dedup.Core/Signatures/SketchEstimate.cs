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
    public double JaccardStandardError => StandardError(Union);

    /// <summary>The share of the left text's shingles that the right text has, 0 to 1; 0 when nothing was sampled.</summary>
    public double LeftInRight => Share(LeftHashes);

    /// <summary>Standard error of <see cref="LeftInRight"/>.</summary>
    public double LeftInRightStandardError => StandardError(LeftHashes);

    /// <summary>The share of the right text's shingles that the left text has, 0 to 1; 0 when nothing was sampled.</summary>
    public double RightInLeft => Share(RightHashes);

    /// <summary>Standard error of <see cref="RightInLeft"/>.</summary>
    public double RightInLeftStandardError => StandardError(RightHashes);

    /// <summary>The confidence interval of <see cref="Jaccard"/>; both ends are the value itself when nothing is estimated.</summary>
    /// <param name="standardErrors">Half its width in standard errors, 0 or more; see <see cref="Proportion.Interval"/>. Default 1.96, which makes 95 %.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="standardErrors"/> is negative or no number.</exception>
    public (double Low, double High) JaccardInterval(double standardErrors = 1.96) => Interval(Union, standardErrors);

    /// <summary>The confidence interval of <see cref="LeftInRight"/>; both ends are the value itself when nothing is estimated.</summary>
    /// <param name="standardErrors">Half its width in standard errors, 0 or more; see <see cref="Proportion.Interval"/>. Default 1.96, which makes 95 %.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="standardErrors"/> is negative or no number.</exception>
    public (double Low, double High) LeftInRightInterval(double standardErrors = 1.96) => Interval(LeftHashes, standardErrors);

    /// <summary>The confidence interval of <see cref="RightInLeft"/>; both ends are the value itself when nothing is estimated.</summary>
    /// <param name="standardErrors">Half its width in standard errors, 0 or more; see <see cref="Proportion.Interval"/>. Default 1.96, which makes 95 %.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="standardErrors"/> is negative or no number.</exception>
    public (double Low, double High) RightInLeftInterval(double standardErrors = 1.96) => Interval(RightHashes, standardErrors);

    private int Union => LeftHashes + RightHashes - SharedHashes;

    private double Share(int whole) => new Proportion(SharedHashes, whole).Value;

    private double StandardError(int whole) => IsExact ? 0 : new Proportion(SharedHashes, whole).StandardError;

    private (double Low, double High) Interval(int whole, double standardErrors)
    {
        (double Low, double High) interval = new Proportion(SharedHashes, whole).Interval(standardErrors);
        return IsExact ? (Share(whole), Share(whole)) : interval;
    }
}
