namespace Dedup.Verification;

/// <summary>Tokens that are equal, in order, in two texts.</summary>
/// <param name="Left">Position of the first in the left text, in tokens.</param>
/// <param name="Right">Position of the first in the right text, in tokens.</param>
/// <param name="Length">How many there are.</param>
internal readonly record struct TokenRun(int Left, int Right, int Length)
{
    internal int LeftEnd => Left + Length;

    internal int RightEnd => Right + Length;

    internal TokenRun Swap() => new(Right, Left, Length);

    /// <summary>The run without its first tokens.</summary>
    internal TokenRun From(int skipped) => new(Left + skipped, Right + skipped, Length - skipped);
}
