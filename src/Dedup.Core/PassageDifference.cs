namespace Dedup;

/// <summary>Where the two sides of a passage differ: words of the left text in whose place other words, or none, stand in the right one. Immutable.</summary>
/// <param name="Left">The words that only the left text has; of length 0 for an insertion.</param>
/// <param name="Right">The words that only the right text has; of length 0 for a deletion.</param>
public readonly record struct PassageDifference(TextRange Left, TextRange Right);
