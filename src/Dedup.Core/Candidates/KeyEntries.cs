namespace Dedup.Candidates;

/// <summary>Articles and the 32-bit keys that they are entered under. Scratch memory that is used again: one per thread.</summary>
internal sealed class KeyEntries
{
    private uint[] keys = new uint[1024];
    private int[] articles = new int[1024];

    /// <summary>How many entries there are.</summary>
    internal int Count { get; private set; }

    internal Span<uint> Keys => keys.AsSpan(0, Count);

    /// <summary>The article of each key.</summary>
    internal Span<int> Articles => articles.AsSpan(0, Count);

    /// <summary>Forgets all entries.</summary>
    internal void Clear() => Count = 0;

    /// <summary>Forgets all but the first entries.</summary>
    internal void Cut(int count) => Count = count;

    internal void Add(uint key, int article)
    {
        Add(1, out Span<uint> newKeys, out Span<int> newArticles);
        newKeys[0] = key;
        newArticles[0] = article;
    }

    internal void Add(ReadOnlySpan<uint> moreKeys, ReadOnlySpan<int> moreArticles)
    {
        Add(moreKeys.Length, out Span<uint> newKeys, out Span<int> newArticles);
        moreKeys.CopyTo(newKeys);
        moreArticles.CopyTo(newArticles);
    }

    /// <summary>Adds so many entries, which the caller fills in.</summary>
    internal void Add(int added, out Span<uint> newKeys, out Span<int> newArticles)
    {
        if (keys.Length - Count < added)
        {
            int length = (int)Math.Min(Array.MaxLength, Math.Max(keys.Length * 2L, (long)Count + added));
            Array.Resize(ref keys, length);
            Array.Resize(ref articles, length);
        }

        newKeys = keys.AsSpan(Count, added);
        newArticles = articles.AsSpan(Count, added);
        Count += added;
    }
}
