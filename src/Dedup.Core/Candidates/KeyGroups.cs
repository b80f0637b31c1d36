using System.Numerics;
using Dedup.Internals;

namespace Dedup.Candidates;

/// <summary>Brings together the articles that were entered under the same 32-bit key, and drops the keys that only one has. Scratch memory that is used again: one per thread.</summary>
/// <remarks>
/// <para>
/// Nearly all keys are alone. So each key first raises a counter that a secret hash of it leads to, two bits of a table that stays near the processor, and only entries whose counter was raised more than once go on:
/// those of shared keys, and one in eight of the others.
/// </para>
/// <para>
/// They are dealt out by the same hash into about as many buckets as there are entries, and put in order within each: linear in the entries, and next to nothing is left to compare. Only which keys
/// are equal shows outside, never the order of the groups.
/// </para>
/// </remarks>
internal sealed class KeyGroups
{
    /// <summary>A bucket with more entries is sorted, not searched through: nobody can fill one who does not know the secret, unless with one key.</summary>
    private const int MostSearched = 32;

    /// <summary>At least so many for each entry.</summary>
    private const int Counters = 8;
    private const int CountersInByte = 4;

    private byte[] counters = [];
    private uint[] grouped = [];
    private int[] members = [];
    private int[] ends = [];

    /// <summary>What is to be grouped; articles come in ascending order.</summary>
    internal KeyEntries Entries { get; } = new();

    /// <summary>How many articles there are in all groups.</summary>
    internal int Count { get; private set; }

    /// <summary>The articles of all groups, one group after another, ascending in each.</summary>
    internal ReadOnlySpan<int> Members => members.AsSpan(0, Count);

    /// <summary>Drops the keys that are alone and brings equal ones together; then <see cref="Members"/> and <see cref="EndOf"/> tell the groups.</summary>
    /// <param name="usedBits">Leading bits of <see cref="TableKey.Slot"/> in which all entries agree.</param>
    internal void Group(int usedBits)
    {
        DropMostAlone(usedBits);
        DealOut(usedBits);
        DropAlone();
    }

    /// <summary>Where the group that starts at <paramref name="start"/> ends.</summary>
    internal int EndOf(int start)
    {
        uint key = grouped[start];
        int end = start + 1;
        while (end < Count && grouped[end] == key)
        {
            end++;
        }

        return end;
    }

    /// <summary>Keeps the entries whose counter is raised more than once.</summary>
    private void DropMostAlone(int usedBits)
    {
        Span<uint> entered = Entries.Keys;
        Span<int> articles = Entries.Articles;
        int counterBits = Math.Min(BitOperations.Log2(BitOperations.RoundUpToPowerOf2(Math.Max(1, (ulong)entered.Length) * Counters)), 31 - usedBits);
        int shift = 64 - usedBits - counterBits;
        int last = (1 << counterBits) - 1;
        int bytes = (1 << counterBits) / CountersInByte;
        if (counters.Length < bytes)
        {
            counters = new byte[bytes];
        }

        Span<byte> raised = counters.AsSpan(0, bytes);
        raised.Clear();
        foreach (uint key in entered)
        {
            // The upper bit of a counter is set where the lower one was already.
            int counter = TableKey.Slot(key, shift) & last;
            int at = 2 * (counter % CountersInByte);
            ref byte four = ref raised[counter / CountersInByte];
            four |= (byte)((1 | (((four >> at) & 1) << 1)) << at);
        }

        int kept = 0;
        for (int i = 0; i < entered.Length; i++)
        {
            uint key = entered[i];
            int counter = TableKey.Slot(key, shift) & last;
            entered[kept] = key;
            articles[kept] = articles[i];
            kept += (raised[counter / CountersInByte] >> ((2 * (counter % CountersInByte)) + 1)) & 1;
        }

        Entries.Cut(kept);
    }

    private void DealOut(int usedBits)
    {
        ReadOnlySpan<uint> entered = Entries.Keys;
        ReadOnlySpan<int> articles = Entries.Articles;
        Count = entered.Length;
        if (grouped.Length < Count)
        {
            int length = Math.Max(Count, (int)Math.Min(Array.MaxLength, 2L * grouped.Length));
            grouped = new uint[length];
            members = new int[length];
        }

        int bucketBits = Math.Min(BitOperations.Log2((uint)Math.Max(2, Count)), 31 - usedBits);
        int shift = 64 - usedBits - bucketBits;
        int lastBucket = (1 << bucketBits) - 1;
        if (ends.Length <= lastBucket)
        {
            ends = new int[lastBucket + 1];
        }

        Span<int> bucketEnds = ends.AsSpan(0, lastBucket + 1);
        bucketEnds.Clear();
        foreach (uint key in entered)
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

    /// <summary>Keeps the entries whose key is that of a neighbour.</summary>
    private void DropAlone()
    {
        int kept = 0;
        for (int start = 0, end; start < Count; start = end)
        {
            end = EndOf(start);
            if (end - start > 1)
            {
                grouped.AsSpan(start, end - start).CopyTo(grouped.AsSpan(kept));
                members.AsSpan(start, end - start).CopyTo(members.AsSpan(kept));
                kept += end - start;
            }
        }

        Count = kept;
    }

    /// <summary>Puts a bucket in the order of its keys; articles of one key keep theirs.</summary>
    private void Sort(int start, int end)
    {
        for (int i = start + 1; i < end; i++)
        {
            uint key = grouped[i];
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
