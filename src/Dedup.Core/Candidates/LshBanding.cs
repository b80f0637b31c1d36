namespace Dedup.Candidates;

/// <summary>How a signature is cut for an LSH index: <c>b</c> bands of <c>r</c> rows. Two articles meet when they agree in all rows of a band. Immutable and thread-safe.</summary>
/// <remarks>
/// Indyk and Motwani, "Approximate nearest neighbors: towards removing the curse of dimensionality" (1998); the banding of MinHash signatures as in Leskovec, Rajaraman and
/// Ullman, "Mining of Massive Datasets", chapter 3. The probability of meeting is the S-curve 1 - (1 - s^r)^b, s the Jaccard similarity.
/// </remarks>
public sealed record LshBanding
{
    /// <summary>Creates a banding.</summary>
    /// <param name="bands">Number of bands <c>b</c>, 1 to 4096. More bands find more, and propose more in vain.</param>
    /// <param name="rows">Components per band <c>r</c>, 1 to 4096. More rows make a band harder to meet in.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public LshBanding(int bands, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bands, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bands, 4096);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, 4096);
        Bands = bands;
        Rows = rows;
    }

    /// <summary>Number of bands <c>b</c>.</summary>
    public int Bands { get; }

    /// <summary>Components per band <c>r</c>.</summary>
    public int Rows { get; }

    /// <summary>Components of a signature that the bands use: <c>b</c> times <c>r</c>.</summary>
    public int Components => Bands * Rows;

    /// <summary>The similarity at which the S-curve is steepest, about (1/b)^(1/r).</summary>
    public double SteepestSimilarity => Math.Pow(1.0 / Bands, 1.0 / Rows);

    /// <summary>The probability that two articles of Jaccard similarity <paramref name="jaccard"/> meet in at least one band: the S-curve.</summary>
    /// <param name="jaccard">The similarity, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="jaccard"/> is not within 0 to 1.</exception>
    public double HitProbability(double jaccard)
    {
        if (jaccard is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(jaccard), jaccard, "A Jaccard similarity lies within 0 to 1.");
        }

        return 1 - Math.Pow(1 - Math.Pow(jaccard, Rows), Bands);
    }

    /// <summary>The S-curve as points at equal steps of similarity from 0 to 1: what recall to expect at which similarity.</summary>
    /// <param name="steps">Number of steps, 1 to 10,000; one point more is returned. Default 20.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is out of its range.</exception>
    public IReadOnlyList<(double Jaccard, double HitProbability)> Curve(int steps = 20)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, 10_000);
        (double, double)[] points = new (double, double)[steps + 1];
        for (int i = 0; i <= steps; i++)
        {
            double jaccard = (double)i / steps;
            points[i] = (jaccard, HitProbability(jaccard));
        }

        return points;
    }

    /// <summary>The banding that fits a threshold best: the least weighted sum of the S-curve's area below the threshold (wasted candidates) and the area missing above it (missed pairs).</summary>
    /// <param name="threshold">The Jaccard similarity from which pairs should be found, above 0 and below 1.</param>
    /// <param name="components">Components of the signatures, 1 to 4096; the banding uses at most so many. Default 128.</param>
    /// <param name="missWeight">
    /// What a missed pair costs against a wasted candidate, within 0 to 1; 0.5 weighs them alike. Default 0.5.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static LshBanding ForThreshold(double threshold, int components = 128, double missWeight = 0.5)
    {
        if (threshold is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold must lie above 0 and below 1.");
        }

        if (missWeight is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(missWeight), missWeight, "The weight must lie within 0 to 1.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(components, 4096);
        LshBanding? best = null;
        double leastCost = double.PositiveInfinity;
        for (int rows = 1; rows <= components; rows++)
        {
            // Fewer bands than fit would only be a signature with fewer components: their share of the cost is in the weight already.
            LshBanding banding = new(components / rows, rows);
            double wasted = Area(banding, 0, threshold);
            double missed = 1 - threshold - Area(banding, threshold, 1);
            double cost = (missWeight * missed) + ((1 - missWeight) * wasted);
            if (cost < leastCost)
            {
                leastCost = cost;
                best = banding;
            }
        }

        return best!;
    }

    /// <summary>The most selective banding (the one with the most rows) that finds pairs at the threshold itself with at least the given probability.</summary>
    /// <param name="threshold">The Jaccard similarity from which pairs should be found, above 0 to 1.</param>
    /// <param name="recall">The least probability of finding a pair at the threshold, above 0 and below 1; pairs above it are found more surely. Default 0.98.</param>
    /// <param name="components">Components of the signatures, 1 to 4096; the banding uses at most so many. Default 128.</param>
    /// <returns>The banding; single rows, the least selective, where no other reaches the recall.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static LshBanding ForRecall(double threshold, double recall = 0.98, int components = 128)
    {
        if (threshold is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold must lie above 0 and at most at 1.");
        }

        if (recall is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(recall), recall, "The recall must lie above 0 and below 1.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(components, 4096);
        int rows = components;
        while (rows > 1 && new LshBanding(components / rows, rows).HitProbability(threshold) < recall)
        {
            rows--;
        }

        return new LshBanding(components / rows, rows);
    }

    // The midpoint rule: the curve is smooth, and 1,000 steps place the optimum the same as 100,000.
    private static double Area(LshBanding banding, double from, double to)
    {
        const int Steps = 1000;
        double step = (to - from) / Steps;
        double sum = 0;
        for (int i = 0; i < Steps; i++)
        {
            sum += banding.HitProbability(from + ((i + 0.5) * step));
        }

        return sum * step;
    }
}
