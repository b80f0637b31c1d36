using Dedup.Internals;

namespace Dedup.Candidates;

/// <summary>The entries of some articles, dealt out by a secret hash of their keys: equal keys of any articles are in the same part. Immutable as long as the memory is not used again.</summary>
/// <param name="Keys">One part after another.</param>
/// <param name="Articles">The article of each key.</param>
/// <param name="Ends">Where each part ends.</param>
internal readonly record struct KeyParts(ArraySegment<uint> Keys, ArraySegment<int> Articles, ArraySegment<int> Ends)
{
    /// <summary>Deals out entries; those of a part keep their order.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="partBits">How many leading bits of <see cref="TableKey.Slot"/> tell the parts.</param>
    /// <param name="memory">Where they go.</param>
    internal static KeyParts Deal(KeyEntries entries, int partBits, KeyMemory memory)
    {
        ReadOnlySpan<uint> entered = entries.Keys;
        ReadOnlySpan<int> articles = entries.Articles;
        KeyParts dealt = memory.Take(entered.Length, 1 << partBits);
        Span<int> ends = dealt.Ends;
        ends.Clear();
        foreach (uint key in entered)
        {
            ends[PartOf(key)]++;
        }

        int end = 0;
        foreach (ref int part in ends)
        {
            end += part;
            part = end - part;
        }

        Span<uint> keys = dealt.Keys;
        Span<int> dealtArticles = dealt.Articles;
        for (int i = 0; i < entered.Length; i++)
        {
            int place = ends[PartOf(entered[i])]++;
            keys[place] = entered[i];
            dealtArticles[place] = articles[i];
        }

        return dealt;

        // A shift by all 64 bits would be none.
        int PartOf(uint key) => TableKey.Slot(key, 63 - partBits) >> 1;
    }

    /// <summary>Adds the entries of a part to others.</summary>
    internal void CopyTo(KeyEntries entries, int part)
    {
        int start = part == 0 ? 0 : Ends[part - 1];
        entries.Add(Keys[start..Ends[part]], Articles[start..Ends[part]]);
    }
}
