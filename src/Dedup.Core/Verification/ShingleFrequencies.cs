using System.Numerics;
using Dedup.Internals;
using Dedup.Shingling;

namespace Dedup.Verification;

/// <summary>In how many articles each of some chosen shingles stands; copies of one article count once.</summary>
/// <remarks>
/// Only the shingles that a verdict may ask for are counted, so memory follows the suspect pairs, 24 to 48 bytes a shingle, not the corpus. Choosing is for one thread;
/// counting and asking are thread-safe.
/// </remarks>
internal sealed class ShingleFrequencies
{
    private const ulong Empty = 0;

    /// <summary>Slots for each word of the filter, as a power of two: 8 bits a slot. At most one bit in 8 is set, and about one of 60 shingles that were not chosen is looked up in vain.</summary>
    private const int SlotsPerWord = 3;

    private ulong[] keys = new ulong[1024];
    private int[] counts = new int[1024];

    /// <summary>Two bits of one word for each chosen shingle, which others may share. An eighth of the keys in size, so that it stays near the processor; most shingles of most articles end here.</summary>
    private ulong[] filter = new ulong[1024 >> SlotsPerWord];
    private int chosen;
    private int shift = 64 - 10;

    /// <summary>How many different shingles are chosen.</summary>
    internal int ChosenCount => chosen;

    /// <summary>The count of a chosen shingle; 0 for any other.</summary>
    internal int this[ulong shingle] => Find(Key(shingle)) is var slot && keys[slot] == Empty ? 0 : counts[slot];

    /// <summary>Whether a shingle is chosen.</summary>
    internal bool IsChosen(ulong shingle) => keys[Find(Key(shingle))] != Empty;

    /// <summary>Adds shingles to those that will be counted.</summary>
    internal void Choose(ReadOnlySpan<ulong> shingles)
    {
        foreach (ulong shingle in shingles)
        {
            ulong key = Key(shingle);
            int slot = Find(key);
            if (keys[slot] == Empty)
            {
                keys[slot] = key;
                Admit(key);
                if (++chosen > keys.Length / 2)
                {
                    Grow();
                }
            }
        }
    }

    /// <summary>Raises by one the count of each chosen shingle that stands in any of these texts.</summary>
    internal void CountOnce(IEnumerable<string> copies, Scratch scratch)
    {
        scratch.Seen.Clear();
        foreach (string text in copies)
        {
            scratch.Reader.Read(text);
            CountNew(scratch);
        }
    }

    /// <summary>Raises by one the count of each chosen shingle that stands in any of these articles.</summary>
    internal void CountOnce(IEnumerable<Article> copies, Scratch scratch)
    {
        scratch.Seen.Clear();
        foreach (Article article in copies)
        {
            scratch.Reader.Read(article);
            CountNew(scratch);
        }
    }

    private void CountNew(Scratch scratch)
    {
        foreach (ulong shingle in scratch.Reader.Shingles)
        {
            ulong key = Key(shingle);
            if (MayBeChosen(key) && Find(key) is var slot && keys[slot] != Empty && scratch.Seen.Add(slot))
            {
                Interlocked.Increment(ref counts[slot]);
            }
        }
    }

    private bool MayBeChosen(ulong key) => (filter[TableKey.Slot(key, shift + SlotsPerWord)] & BitsOf(key)) == BitsOf(key);

    private void Admit(ulong key) => filter[TableKey.Slot(key, shift + SlotsPerWord)] |= BitsOf(key);

    // Putze, Sanders and Singler, "Cache-, hash- and space-efficient Bloom filters" (2007): all bits of a key in one place.
    private static ulong BitsOf(ulong key) => (1UL << (int)key) | (1UL << (int)(key >> 6));

    // Zero marks an empty slot, so the shingle zero is filed under one: two shingles of 2^64 share a count.
    private static ulong Key(ulong shingle) => Math.Max(shingle, 1);

    private int Find(ulong key)
    {
        int mask = keys.Length - 1;
        int slot = TableKey.Slot(key, shift);
        while (keys[slot] != Empty && keys[slot] != key)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        ulong[] old = keys;
        keys = new ulong[old.Length * 2];
        counts = new int[keys.Length];
        filter = new ulong[keys.Length >> SlotsPerWord];
        shift = 64 - BitOperations.Log2((uint)keys.Length);
        foreach (ulong key in old)
        {
            if (key != Empty)
            {
                keys[Find(key)] = key;
                Admit(key);
            }
        }
    }

    /// <summary>Memory for counting. One per thread.</summary>
    internal sealed class Scratch(Shingler shingler)
    {
        internal HashSet<int> Seen { get; } = [];

        internal ShingleReader Reader { get; } = new(shingler);
    }
}
