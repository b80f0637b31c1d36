using System.Numerics;
using Dedup.Internals;

namespace Dedup.Candidates;

/// <summary>Brings together the articles that were entered under the same 64-bit key. Scratch memory that is used again: one per thread.</summary>
/// <remarks>
/// The entries are dealt out by a secret hash of their keys into about as many buckets as there are entries, and put in order within each: linear in the entries, and next to nothing is left to
/// compare. Only which keys are equal shows outside, never the order of the groups.
/// </remarks>
internal sealed class KeyGroups
{
    /// <summary>A bucket with more entries is sorted, not searched through: nobody can fill one who does not know the secret, unless with one key.</summary>
    private const int MostSearched = 32;

    private ulong[] keys = new ulong[1024];
    private int[] articles = new int[1024];
    private ulong[] grouped = new ulong[1024];
    private int[] members = new int[1024];
    private int[] ends = new int[1024];
    private int count;

    /// <summary>Forgets all entries.</summary>
    internal void Clear() => count = 0;

    /// <summary>Enters an article under a key; articles come in ascending order.</summary>
    internal void Add(ulong key, int article)
    {
        if (count == keys.Length)
        {
            int length = (int)Math.Min(Array.MaxLength, count * 2L);
            Array.Resize(ref keys, length);
            Array.Resize(ref articles, length);
        }

        keys[count] = key;
        articles[count++] = article;
    }

    /// <summary>Brings equal keys together; then <see cref="EndOf"/> and <see cref="Members"/> tell the groups.</summary>
    /// <param name="usedBits">Leading bits of <see cref="TableKey.Slot"/> in which all entries agree.</param>
    internal void Group(int usedBits)
    {
        if (grouped.Length < count)
        {
            grouped = new ulong[keys.Length];
            members = new int[keys.Length];
            ends = new int[BitOperations.RoundUpToPowerOf2((uint)keys.Length)];
        }

        int bucketBits = Math.Min(BitOperations.Log2((uint)Math.Max(2, count)), 31 - usedBits);
        int shift = 64 - usedBits - bucketBits;
        int lastBucket = (1 << bucketBits) - 1;
        Span<int> bucketEnds = ends.AsSpan(0, lastBucket + 1);
        bucketEnds.Clear();
        ReadOnlySpan<ulong> entered = keys.AsSpan(0, count);
        foreach (ulong key in entered)
        {
            bucketEnds[TableKey.Slot(key, shift) & lastBucket]++;
        }

        int end = 0;
        foreach (ref int bucket in bucketEnds)
        {
            int size = bucket;
            bucket = end;
            end += size;
        }

        for (int i = 0; i < entered.Length; i++)
        {
            int place = bucketEnds[TableKey.Slot(entered[i], shift) & lastBucket]++;
            grouped[place] = entered[i];
            members[place] = articles[i];
        }

        int start = 0;
        foreach (int bucketEnd in bucketEnds)
        {
            Sort(start, bucketEnd);
            start = bucketEnd;
        }
    }

    /// <summary>How many entries there are.</summary>
    internal int Count => count;

    /// <summary>The articles of all groups, one group after another, ascending in each.</summary>
    internal ReadOnlySpan<int> Members => members.AsSpan(0, count);

    /// <summary>Where the group that starts at <paramref name="start"/> ends.</summary>
    internal int EndOf(int start)
    {
        ulong key = grouped[start];
        int end = start + 1;
        while (end < count && grouped[end] == key)
        {
            end++;
        }

        return end;
    }

    /// <summary>Puts a bucket in the order of its keys; articles of one key keep theirs.</summary>
    private void Sort(int start, int end)
    {
        for (int i = start + 1; i < end; i++)
        {
            ulong key = grouped[i];
            if (grouped[i - 1] <= key)
            {
                continue;
            }

            if (end - start > MostSearched)
            {
                SortLarge(start, end);
                return;
            }

            int article = members[i];
            int place = i;
            for (; place > start && grouped[place - 1] > key; place--)
            {
                grouped[place] = grouped[place - 1];
                members[place] = members[place - 1];
            }

            grouped[place] = key;
            members[place] = article;
        }
    }

    private void SortLarge(int start, int end)
    {
        Array.Sort(grouped, members, start, end - start);
        while (start < end)
        {
            int groupEnd = start + 1;
            while (groupEnd < end && grouped[groupEnd] == grouped[start])
            {
                groupEnd++;
            }

            Array.Sort(members, start, groupEnd - start);
            start = groupEnd;
        }
    }
}
