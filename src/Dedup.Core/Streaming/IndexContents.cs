using Dedup.Signatures;

namespace Dedup.Streaming;

/// <summary>What a <see cref="DuplicateIndex"/> holds, wherever it holds it. Any number of threads may ask at once, each with a lookup of its own, but none while one changes it.</summary>
/// <remarks>
/// Articles with the same tokens are a family, named by a number of 0 or more; families are numbered in the order of their first articles, and a number is not used twice. Articles without a token
/// belong to none.
/// </remarks>
internal abstract class IndexContents : IDisposable
{
    /// <summary>No family.</summary>
    internal const int None = -1;

    /// <summary>How many articles there are.</summary>
    internal abstract int Count { get; }

    /// <summary>Changes when what was known of families may hold no longer: when an article is removed.</summary>
    internal int Epoch { get; private set; }

    internal abstract bool Contains(string id);

    /// <summary>All articles in the order they were added. Stay as they are, whatever changes.</summary>
    /// <param name="heldBytes">How much memory texts may take that are read from files.</param>
    internal abstract List<Article> ListArticles(long heldBytes);

    /// <summary>How the sketches of its articles are drawn.</summary>
    internal abstract PositionalSketchOptions Sketch { get; }

    /// <summary>A way to look things up, for one thread.</summary>
    /// <param name="signer">Signs articles for this thread.</param>
    internal abstract IndexLookup NewLookup(ArticleSigner signer);

    /// <summary>Adds an article whose id is new.</summary>
    /// <param name="article">The article.</param>
    /// <param name="signed">The same, signed.</param>
    /// <param name="family">The family of articles with the same tokens, or <see cref="None"/>.</param>
    internal abstract void Add(Article article, SignedArticle signed, int family);

    /// <summary>Removes the article of an id, if there is one.</summary>
    internal bool Remove(string id)
    {
        bool removed = RemoveArticle(id);
        if (removed)
        {
            BeginEpoch();
        }

        return removed;
    }

    /// <summary>Removes the articles that appeared before a moment. Those whose date is not known stay.</summary>
    /// <returns>How many there were.</returns>
    internal int RemoveBefore(DateTimeOffset moment)
    {
        BeginEpoch();
        return RemoveArticlesBefore(moment);
    }

    /// <summary>Removes all but the articles added last.</summary>
    /// <returns>How many were removed.</returns>
    internal int RemoveAllButNewest(int count)
    {
        BeginEpoch();
        return Count <= count ? 0 : RemoveOldest(Count - count);
    }

    /// <summary>What was known of families may hold no longer.</summary>
    private protected void BeginEpoch() => Epoch++;

    protected abstract bool RemoveArticle(string id);

    protected abstract int RemoveArticlesBefore(DateTimeOffset moment);

    protected abstract int RemoveOldest(int count);

    public abstract void Dispose();
}

/// <summary>Looks things up in the contents of an index. Holds scratch memory: one per thread.</summary>
internal abstract class IndexLookup
{
    /// <summary>The families with a fingerprint of tokens, first one first.</summary>
    internal abstract IEnumerable<int> FamiliesOf(ContentHash content);

    /// <summary>The articles of a family in the order they were added.</summary>
    internal abstract IEnumerable<Article> MembersOf(int family);

    /// <summary>Tokens of each article of a family.</summary>
    internal abstract int TokenCountOf(int family);

    /// <summary>The families that are worth comparing with an article, ascending.</summary>
    internal abstract void FindCandidates(SignedArticle article, List<int> candidates);

    /// <summary>The first families that have a sampled hash, as many as are listed under it: several times as many as it proposes.</summary>
    internal abstract void FindCarriers(ulong hash, List<int> carriers);

    /// <summary>Whether two families are so much alike that one could propose the other, full buckets aside.</summary>
    internal abstract bool IsWorthComparing(int x, int y);

    /// <summary>The first article of a family.</summary>
    internal Article FirstOf(int family) => MembersOf(family).First();
}
