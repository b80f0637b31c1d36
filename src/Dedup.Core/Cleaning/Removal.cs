namespace Dedup.Cleaning;

/// <summary>One article that a <see cref="CleaningPlan"/> removes, and the reason. Immutable.</summary>
/// <param name="Id">The article to remove.</param>
/// <param name="KeptId">The article that stands for it; it is kept.</param>
/// <param name="Relation">How the removed article repeats the kept one: <see cref="DuplicateRelation.Identical"/>, <see cref="DuplicateRelation.NearDuplicate"/> or <see cref="DuplicateRelation.ContainedIn"/>.</param>
/// <param name="Jaccard">Jaccard similarity of their shingles, 0 to 1.</param>
/// <param name="InKept">The share of the removed article's shingles that the kept one has as well, 0 to 1.</param>
/// <param name="KeptIn">The share of the kept article's shingles that the removed one has as well, 0 to 1.</param>
public sealed record Removal(string Id, string KeptId, DuplicateRelation Relation, double Jaccard, double InKept, double KeptIn);
