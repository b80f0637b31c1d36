namespace Dedup.Candidates;

/// <summary>That an article is entered under a key, as one number: ordered by key, then by article.</summary>
internal static class KeyEntry
{
    private const int KeyShift = 32;

    /// <param name="key">The key.</param>
    /// <param name="article">The number of the article.</param>
    /// <param name="isAnchor">Whether the key is only an anchor of it.</param>
    internal static ulong Of(uint key, int article, bool isAnchor = false) => ((ulong)key << KeyShift) | ((ulong)(uint)article << 1) | (isAnchor ? 1UL : 0);

    internal static uint KeyOf(ulong entry) => (uint)(entry >> KeyShift);

    internal static int ArticleOf(ulong entry) => (int)((uint)entry >> 1);

    internal static bool IsAnchor(ulong entry) => (entry & 1) != 0;
}
