namespace Dedup.Signatures;

/// <summary>A share that was counted in a sample: so many of so many. The estimate, its standard error and a confidence interval. Immutable.</summary>
/// <remarks>The members of the sample count as independent; where they hang together, the true error is larger.</remarks>
public readonly record struct Proportion
{
    /// <summary>Creates a proportion.</summary>
    /// <param name="hits">How many members of the sample have what is asked for, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">How many members the sample has, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Proportion(long hits, long trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, trials);
        Hits = hits;
        Trials = trials;
    }

    /// <summary>How many members of the sample have what is asked for.</summary>
    public long Hits { get; }

    /// <summary>How many members the sample has.</summary>
    public long Trials { get; }

    /// <summary>The estimate p, 0 to 1; 0 where nothing was sampled.</summary>
    public double Value => Trials == 0 ? 0 : (double)Hits / Trials;

    /// <summary>The binomial standard error sqrt(p(1-p)/n); 1 where nothing was sampled. It is 0 at both ends of the range, which says nothing there: ask <see cref="Interval"/>.</summary>
    public double StandardError => Trials == 0 ? 1 : Math.Sqrt(Value * (1 - Value) / Trials);

    /// <summary>The interval within which the true share lies with a confidence that the width sets; 0 to 1 where nothing was sampled.</summary>
    /// <param name="standardErrors">Half its width z in standard errors, 0 or more. Default 1.96: nineteen times in twenty the true share lies within.</param>
    /// <returns>Both ends, within 0 to 1, <see cref="Value"/> between them.</returns>
    /// <remarks>E. B. Wilson, "Probable inference, the law of succession, and statistical inference" (1927). It holds for few trials and for shares near 0 and 1 too.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="standardErrors"/> is negative or no number.</exception>
    public (double Low, double High) Interval(double standardErrors = 1.96)
    {
        if (!double.IsFinite(standardErrors) || standardErrors < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(standardErrors), standardErrors, "The width must be 0 or more.");
        }

        if (Trials == 0)
        {
            return (0, 1);
        }

        double n = Trials;
        double p = Value;
        double square = standardErrors * standardErrors;
        double middle = (p + (square / (2 * n))) / (1 + (square / n));
        double half = standardErrors / (1 + (square / n)) * Math.Sqrt((p * (1 - p) / n) + (square / (4 * n * n)));

        // With no hits, or nothing but hits, one end is the estimate itself; rounding must not move it past.
        return (Math.Clamp(middle - half, 0, p), Math.Clamp(middle + half, p, 1));
    }
}
