using Dedup.Internals;

namespace Dedup.Candidates;

/// <summary>The entries of some articles, dealt out by a secret hash of their keys: equal keys of any articles are in the same part. Immutable.</summary>
/// <param name="Keys">One part after another.</param>
/// <param name="Articles">The article of each key.</param>
/// <param name="Ends">Where each part ends.</param>
internal readonly record struct KeyParts(ulong[] Keys, int[] Articles, int[] Ends)
{
    /// <summary>Deals out those entries whose hash is in a stretch of all hashes, in as many parts as it has values; entries of a part keep their order.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="hashBits">How many leading bits of <see cref="TableKey.Slot"/> tell the parts.</param>
    /// <param name="first">The least value of the stretch.</param>
    /// <param name="count">How many values it has.</param>
    internal static KeyParts Deal(KeyEntries entries, int hashBits, int first, int count)
    {
        ReadOnlySpan<ulong> entered = entries.Keys;
        ReadOnlySpan<int> articles = entries.Articles;

        // Those outside of the stretch go into a part of their own, behind the others, where none is kept.
        int[] ends = new int[count + 1];
        foreach (ulong key in entered)
        {
            ends[PartOf(key)]++;
        }

        int end = 0;
        for (int part = 0; part <= count; part++)
        {
            end += ends[part];
            ends[part] = end - ends[part];
        }

        int kept = ends[count];
        ulong[] keys = GC.AllocateUninitializedArray<ulong>(kept);
        int[] dealt = GC.AllocateUninitializedArray<int>(kept);
        for (int i = 0; i < entered.Length; i++)
        {
            int part = PartOf(entered[i]);
            if (part < count)
            {
                int place = ends[part]++;
                keys[place] = entered[i];
                dealt[place] = articles[i];
            }
        }

        return new KeyParts(keys, dealt, ends);

        // A shift by all 64 bits would be none.
        int PartOf(ulong key) => (int)Math.Min((uint)((TableKey.Slot(key, 63 - hashBits) >> 1) - first), (uint)count);
    }

    /// <summary>Adds the entries of a part to others.</summary>
    internal void CopyTo(KeyEntries entries, int part)
    {
        int start = part == 0 ? 0 : Ends[part - 1];
        entries.Add(Keys.AsSpan(start..Ends[part]), Articles.AsSpan(start..Ends[part]));
    }
}
