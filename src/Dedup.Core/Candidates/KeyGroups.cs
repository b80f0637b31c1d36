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

    private readonly KeyEntries shared = new();
    private byte[] counters = [];
    private ulong[] grouped = [];
    private int[] ends = [];

    /// <summary>How many articles there are in all groups.</summary>
    internal int Count { get; private set; }

    /// <summary>The entries of all groups, one group after another, those of each by their articles.</summary>
    internal ReadOnlySpan<ulong> Entries => grouped.AsSpan(0, Count);

    /// <summary>Drops the keys that are alone and brings equal ones together; then <see cref="Entries"/> and <see cref="EndOf"/> tell the groups.</summary>
    /// <param name="chunks">What is to be grouped is one part of each.</param>
    /// <param name="part">Which part.</param>
    /// <param name="partBits">By how many bits the parts were dealt out.</param>
    internal void Group(ReadOnlySpan<KeyParts> chunks, int part, int partBits)
    {
        KeepMostShared(chunks, part, partBits);
        DealOut(partBits);
        DropAlone();
    }

    /// <summary>Where the group that starts at <paramref name="start"/> ends.</summary>
    internal int EndOf(int start)
    {
        uint key = KeyEntry.KeyOf(grouped[start]);
        int end = start + 1;
        while (end < Count && KeyEntry.KeyOf(grouped[end]) == key)
        {
            end++;
        }

        return end;
    }

    /// <summary>Takes in the entries whose counter is raised more than once.</summary>
    private void KeepMostShared(ReadOnlySpan<KeyParts> chunks, int part, int partBits)
    {
        ulong entered = 0;
        foreach (KeyParts chunk in chunks)
        {
            entered += (ulong)chunk.Part(part).Length;
        }

        int counterBits = Math.Min(BitOperations.Log2(BitOperations.RoundUpToPowerOf2(Math.Max(1, entered) * Counters)), 31 - partBits);
        int shift = 64 - partBits - counterBits;
        int last = (1 << counterBits) - 1;
        int bytes = (1 << counterBits) / CountersInByte;
        if (counters.Length < bytes)
        {
            counters = new byte[bytes];
        }

        Span<byte> raised = counters.AsSpan(0, bytes);
        raised.Clear();
        foreach (KeyParts chunk in chunks)
        {
            foreach (ulong entry in chunk.Part(part))
            {
                // The upper bit of a counter is set where the lower one was already.
                int counter = TableKey.Slot(KeyEntry.KeyOf(entry), shift) & last;
                int at = 2 * (counter % CountersInByte);
                ref byte four = ref raised[counter / CountersInByte];
                four |= (byte)((1 | (((four >> at) & 1) << 1)) << at);
            }
        }

        shared.Clear();
        foreach (KeyParts chunk in chunks)
        {
            ReadOnlySpan<ulong> own = chunk.Part(part);
            Span<ulong> room = shared.Add(own.Length);
            int kept = 0;
            foreach (ulong entry in own)
            {
                // Written in any case, and written over by the next unless it is kept.
                int counter = TableKey.Slot(KeyEntry.KeyOf(entry), shift) & last;
                room[kept] = entry;
                kept += (raised[counter / CountersInByte] >> ((2 * (counter % CountersInByte)) + 1)) & 1;
            }

            shared.Cut(shared.Count - own.Length + kept);
        }
    }

    private void DealOut(int partBits)
    {
        ReadOnlySpan<ulong> entered = shared.All;
        Count = entered.Length;
        if (grouped.Length < Count)
        {
            grouped = new ulong[Math.Max(Count, (int)Math.Min(Array.MaxLength, 2L * grouped.Length))];
        }

        int bucketBits = Math.Min(BitOperations.Log2((uint)Math.Max(2, Count)), 31 - partBits);
        int shift = 64 - partBits - bucketBits;
        int lastBucket = (1 << bucketBits) - 1;
        if (ends.Length <= lastBucket)
        {
            ends = new int[lastBucket + 1];
        }

        Span<int> bucketEnds = ends.AsSpan(0, lastBucket + 1);
        bucketEnds.Clear();
        foreach (ulong entry in entered)
        {
            bucketEnds[TableKey.Slot(KeyEntry.KeyOf(entry), shift) & lastBucket]++;
        }

        int end = 0;
        foreach (ref int bucket in bucketEnds)
        {
            int size = bucket;
            bucket = end;
            end += size;
        }

        foreach (ulong entry in entered)
        {
            grouped[bucketEnds[TableKey.Slot(KeyEntry.KeyOf(entry), shift) & lastBucket]++] = entry;
        }

        int start = 0;
        foreach (int bucketEnd in bucketEnds)
        {
            Sort(grouped.AsSpan(start..bucketEnd));
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
                kept += end - start;
            }
        }

        Count = kept;
    }

    private static void Sort(Span<ulong> bucket)
    {
        for (int i = 1; i < bucket.Length; i++)
        {
            ulong entry = bucket[i];
            if (bucket[i - 1] <= entry)
            {
                continue;
            }

            if (bucket.Length > MostSearched)
            {
                bucket.Sort();
                return;
            }

            int place = i;
            for (; place > 0 && bucket[place - 1] > entry; place--)
            {
                bucket[place] = bucket[place - 1];
            }

            bucket[place] = entry;
        }
    }
}
