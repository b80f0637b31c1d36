namespace Dedup.Bench.Data;

/// <summary>What a benchmark says before it takes time: a fast wrong answer is not a result.</summary>
internal static class Answer
{
    internal static void Check(string what, long expected, long actual)
    {
        if (expected != actual)
        {
            throw new InvalidOperationException($"{what}: expected {expected:N0}, but got {actual:N0}.");
        }
    }

    /// <summary>Within four standard errors, or equal where the error is zero.</summary>
    internal static void CheckEstimate(string what, double exact, double estimate, double standardError)
    {
        if (!(Math.Abs(estimate - exact) <= (4 * standardError) + 1e-12))
        {
            throw new InvalidOperationException($"{what}: {estimate:F4} is more than four standard errors ({standardError:F4}) from the exact {exact:F4}.");
        }
    }
}
