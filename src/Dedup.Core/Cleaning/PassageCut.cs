namespace Dedup.Cleaning;

/// <summary>A stretch of one article that a <see cref="CutPlan"/> takes out because it stands in another. Immutable.</summary>
/// <param name="Id">The article that loses it.</param>
/// <param name="Range">Where it stands there, in UTF-16 units of the original text. Ranges of one article can overlap.</param>
/// <param name="KeptId">The article in which it stays.</param>
/// <param name="KeptRange">Where it stands there; nothing of that is cut.</param>
public sealed record PassageCut(string Id, TextRange Range, string KeptId, TextRange KeptRange);
