using Dedup.Candidates;
using Dedup.Internals;
using Dedup.Shingling;
using Dedup.Text;
using Dedup.Verification;

namespace Dedup.Batch;

/// <summary>Families of identical articles drawn from a pile, with a table from each of their shingles to those that have it. Immutable once made; any number of threads may ask.</summary>
/// <remarks>
/// Which are drawn is decided by a hash of their ids alone, so the order of the articles plays no part. The tables take about 100 bytes for each distinct shingle of the sample.
/// </remarks>
internal sealed class RecallSample
{
    // No other use of the mixing functions starts from this value, so the draw is independent of what the sketches sample.
    private const ulong DrawSeed = 0x526563616C6C3031;

    private readonly int[] members;
    private readonly int[] shingleCounts;
    private readonly int[] wordCounts;
    private readonly bool[] isMember;
    private readonly BucketTable byShingle = new(int.MaxValue);
    private readonly BucketTable byWord = new(int.MaxValue);

    /// <summary>Draws a sample.</summary>
    /// <param name="size">How many families to draw.</param>
    /// <param name="articles">The first article of each family.</param>
    /// <param name="sizes">Which way of comparing each is long enough for; those that are not long are filed by their words as well.</param>
    /// <param name="shingler">Makes the shingles.</param>
    internal RecallSample(int size, Article[] articles, TextSize[] sizes, Shingler shingler)
    {
        members = [.. Enumerable.Range(0, articles.Length).OrderBy(article => HashOf(articles[article].Id)).ThenBy(static article => article).Take(size)];
        Array.Sort(members);
        isMember = new bool[articles.Length];
        shingleCounts = new int[members.Length];
        wordCounts = new int[members.Length];
        ShingledText text = new(shingler);
        List<ulong> terms = [];
        List<ulong> words = [];
        for (int member = 0; member < members.Length; member++)
        {
            isMember[members[member]] = true;
            text.Load(articles[members[member]]);
            shingleCounts[member] = text.DistinctCount;
            for (int position = 0; position < text.Shingles.Length; position++)
            {
                if (text.Table.FirstPosition(text.Shingles[position]) == position)
                {
                    byShingle.Add(text.Shingles[position], member);
                }
            }

            if (sizes[members[member]] < TextSize.Long)
            {
                CollectDistinct(text.Tokens, terms, words);
                wordCounts[member] = words.Count;
                words.ForEach(word => byWord.Add(word, member));
            }
        }
    }

    /// <summary>How many families were drawn.</summary>
    internal int Count => members.Length;

    /// <summary>The family that a member of the sample is.</summary>
    internal int this[int member] => members[member];

    /// <summary>Distinct shingles of a member.</summary>
    internal int ShinglesOf(int member) => shingleCounts[member];

    /// <summary>Distinct words of a member; 0 if it was not filed by words.</summary>
    internal int WordsOf(int member) => wordCounts[member];

    /// <summary>Whether the pair is one of an article with itself, or of two members seen from the second of its sides: each pair counts once.</summary>
    internal bool IsCountedElsewhere(int family, int member) => family == members[member] || (isMember[family] && family < members[member]);

    /// <summary>Counts for each member how many distinct shingles it shares with a text.</summary>
    internal void CountShingles(ShingledText text, SharedCounter shared)
    {
        for (int position = 0; position < text.Shingles.Length; position++)
        {
            if (text.Table.FirstPosition(text.Shingles[position]) == position)
            {
                Raise(byShingle[text.Shingles[position]], shared);
            }
        }
    }

    /// <summary>Counts for each member filed by words how many of the distinct words of a text it has.</summary>
    internal void CountWords(List<ulong> words, SharedCounter shared) => words.ForEach(word => Raise(byWord[word], shared));

    /// <summary>The distinct terms of a short text; quadratic in its length.</summary>
    internal static void CollectDistinct(TokenList tokens, List<ulong> terms, List<ulong> distinct)
    {
        distinct.Clear();
        ShortTextTerms.Collect(tokens.Hashes, terms);
        foreach (ulong hash in terms)
        {
            if (!distinct.Contains(hash))
            {
                distinct.Add(hash);
            }
        }
    }

    private static void Raise(BucketTable.Enumerator having, SharedCounter shared)
    {
        foreach (int member in having)
        {
            shared.Increment(member);
        }
    }

    private static ulong HashOf(string id)
    {
        ulong hash = DrawSeed;
        foreach (char unit in id)
        {
            hash = Mixing.Fold(hash ^ unit, 0xA0761D6478BD642F) + unit;
        }

        return Mixing.Finish(hash);
    }
}
