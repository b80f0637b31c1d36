namespace Dedup;

/// <summary>A stretch of one text. Immutable.</summary>
/// <param name="Start">Start in the original text, in UTF-16 units.</param>
/// <param name="Length">Length in UTF-16 units; 0 is the place between two words.</param>
public readonly record struct TextRange(int Start, int Length);
