using Dedup.Signatures;

namespace Dedup.Candidates;

/// <summary>Finds articles that share sampled shingles or anchors, whatever their lengths: the candidates for containment and passages, which no banding of signatures finds.</summary>
/// <remarks>
/// Two posting lists per hash, one of the articles that have it in their sample and one of those that have it for an anchor (<see cref="Winnowing"/>), each kept to the first few articles filed.
/// A run of text that more articles share than are proposed is boilerplate as far as passages go, and anchors serve nothing else: there only the sample proposes. Looking up costs at most the
/// sketch's size times that limit. Articles must be filed in ascending order of their numbers.
/// </remarks>
/// <param name="listed">How many articles a list keeps.</param>
internal sealed class PostingIndex(int listed)
{
    private const int ListedForOneProposed = 4;
    private readonly BucketTable sampled = new(listed);
    private readonly BucketTable anchored = new(listed);

    /// <summary>Bytes that the index takes.</summary>
    internal long Bytes => sampled.Bytes + anchored.Bytes;

    internal void Add(int article, PositionalSketch sketch)
    {
        foreach (ulong hash in sketch.Hashes)
        {
            (hash <= sketch.Bound ? sampled : anchored).Add(hash, article);
        }
    }

    /// <summary>How many articles lists keep of which so many are proposed: more, because some will be removed, and to count how many have a hash.</summary>
    internal static int ListedFor(int proposed) => proposed * ListedForOneProposed;

    /// <summary>The first articles filed that have a hash, in the order they were filed.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="most">How many are wanted, at most as many as lists keep.</param>
    /// <param name="articles">Receives them.</param>
    internal void Collect(ulong hash, int most, List<int> articles)
    {
        articles.Clear();
        AddFirst(sampled[hash], most);
        int ofSample = articles.Count;
        AddFirst(anchored[hash], most);
        JoinLists(articles, ofSample, most);

        void AddFirst(BucketTable.Enumerator list, int room)
        {
            while (room-- > 0 && list.MoveNext())
            {
                articles.Add(list.Current);
            }
        }
    }

    /// <summary>The first articles filed that have a hash in their sample.</summary>
    internal BucketTable.Enumerator Sampled(ulong hash) => sampled[hash];

    /// <summary>The first articles filed that have a hash for an anchor.</summary>
    internal BucketTable.Enumerator Anchored(ulong hash) => anchored[hash];

    /// <summary>Makes one list of those that have a hash in their sample and, after them, those that have it for an anchor; the latter go where both are more than <paramref name="most"/>.</summary>
    internal static void JoinLists(List<int> articles, int ofSample, int most)
    {
        if (articles.Count > most)
        {
            articles.RemoveRange(ofSample, articles.Count - ofSample);
        }
        else if (ofSample > 0 && articles.Count > ofSample)
        {
            articles.Sort();
        }
    }

    /// <summary>Counts for each article below <paramref name="before"/> how many hashes it shares with the sketch.</summary>
    /// <param name="sketch">The sketch.</param>
    /// <param name="before">The number behind the last one that counts.</param>
    /// <param name="most">How many a list proposes.</param>
    /// <param name="scratch">Memory.</param>
    /// <param name="counter">Counts.</param>
    internal void CountShared(PositionalSketch sketch, int before, int most, List<int> scratch, SharedCounter counter)
    {
        foreach (ulong hash in sketch.Hashes)
        {
            Collect(hash, most, scratch);
            foreach (int article in scratch)
            {
                if (article >= before)
                {
                    break;
                }

                counter.Increment(article);
            }
        }
    }
}
