namespace Dedup.Bench.Quality;

/// <summary>Two different articles of one corpus, by their numbers in it; the lower number is first, so that a pair equals itself from either side.</summary>
internal readonly record struct ArticlePair(int First, int Second)
{
    internal static ArticlePair Of(int x, int y) => x < y ? new ArticlePair(x, y) : new ArticlePair(y, x);
}
