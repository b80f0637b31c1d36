namespace Dedup.Bench.Data;

/// <summary>A stretch of a source that was put into another article, edited on the way. Offsets in UTF-16 units.</summary>
internal sealed record PlantedPassage(int Source, int SourceStart, int SourceLength, int Target, int TargetStart, int TargetLength);
