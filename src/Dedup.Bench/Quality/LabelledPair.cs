namespace Dedup.Bench.Quality;

/// <summary>A pair that somebody has judged: the numbers of both articles and the label.</summary>
internal readonly record struct LabelledPair(int Left, int Right, string Label);
