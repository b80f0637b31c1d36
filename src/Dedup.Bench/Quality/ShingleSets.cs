using Dedup.Shingling;
using Dedup.Text;

namespace Dedup.Bench.Quality;

/// <summary>The distinct shingles of each article of a corpus: what exact similarities are counted on. Not thread-safe.</summary>
/// <remarks>Tokens and shingles are the detector's own, so that a baseline differs from it in the decision and in nothing else.</remarks>
internal sealed class ShingleSets(IReadOnlyList<Article> articles)
{
    private readonly ulong[]?[] sets = new ulong[articles.Count][];
    private readonly Shingler shingler = new();
    private readonly TokenList tokens = new();

    /// <summary>The number of articles.</summary>
    internal int Count => sets.Length;

    /// <summary>The distinct shingles of an article, ascending; computed when first asked for.</summary>
    internal ulong[] this[int article] => sets[article] ??= SetOf(articles[article].Text);

    /// <summary>How alike two articles are.</summary>
    internal ExactSimilarity Compare(ArticlePair pair) => new(pair, CountShared(this[pair.First], this[pair.Second]), this);

    private ulong[] SetOf(string text)
    {
        Tokenizer.Tokenize(text, tokens);
        ulong[] shingles = shingler.ComputeShingles(tokens.Hashes);
        Array.Sort(shingles);
        return [.. shingles.Where((shingle, i) => i == 0 || shingle != shingles[i - 1])];
    }

    private static int CountShared(ulong[] left, ulong[] right)
    {
        int shared = 0;
        int i = 0;
        int j = 0;
        while (i < left.Length && j < right.Length)
        {
            int order = left[i].CompareTo(right[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return shared;
    }
}
