namespace Dedup;

/// <summary>A shared passage and what differs inside it. Immutable and thread-safe.</summary>
public sealed record ExplainedPassage
{
    /// <summary>Where the passage stands; its <see cref="Dedup.Passage.SharedTokens"/> counts every token that is equal on both sides, those between two differences included.</summary>
    public required Passage Passage { get; init; }

    /// <summary>Tokens of the passage in the left text.</summary>
    public required int LeftTokens { get; init; }

    /// <summary>Tokens of the passage in the right text.</summary>
    public required int RightTokens { get; init; }

    /// <summary>How alike the two sides are: twice the shared tokens over the tokens of both, above 0 to 1. 1 means word for word.</summary>
    public double Similarity => 2.0 * Passage.SharedTokens / (LeftTokens + RightTokens);

    /// <summary>What differs, in order; empty when the passage is the same word for word.</summary>
    public required IReadOnlyList<PassageDifference> Differences { get; init; }
}
