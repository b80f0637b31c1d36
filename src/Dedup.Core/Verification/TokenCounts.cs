using System.Numerics;
using Dedup.Internals;

namespace Dedup.Verification;

/// <summary>How often each distinct token stands in a text. Reusable scratch: one thread at a time.</summary>
internal sealed class TokenCounts
{
    private ulong[] distinct = new ulong[64];
    private int[] counts = new int[64];
    private int distinctCount;

    /// <summary>Places in <see cref="distinct"/> and one more; 0 where a slot is free.</summary>
    private int[] slots = new int[128];
    private int shift;

    /// <summary>Replaces the counts by those of a text.</summary>
    internal void Count(ReadOnlySpan<ulong> tokens)
    {
        int length = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, tokens.Length * 2L));
        if (slots.Length < length)
        {
            slots = new int[length];
            distinct = new ulong[length / 2];
            counts = new int[length / 2];
        }

        Array.Clear(slots, 0, length);
        shift = 64 - BitOperations.Log2((uint)length);
        distinctCount = 0;
        foreach (ulong token in tokens)
        {
            ref int slot = ref slots[Find(token)];
            if (slot == 0)
            {
                distinct[distinctCount] = token;
                counts[distinctCount] = 0;
                slot = ++distinctCount;
            }

            counts[slot - 1]++;
        }
    }

    /// <summary>How many tokens both texts have in common, repeats counted: the sum of the lesser counts.</summary>
    internal int CountShared(TokenCounts other)
    {
        int shared = 0;
        for (int i = 0; i < distinctCount; i++)
        {
            int place = other.slots[other.Find(distinct[i])];
            shared += place == 0 ? 0 : Math.Min(counts[i], other.counts[place - 1]);
        }

        return shared;
    }

    private int Find(ulong token)
    {
        int mask = (1 << (64 - shift)) - 1;
        int slot = TableKey.Slot(token, shift);
        while (slots[slot] != 0 && distinct[slots[slot] - 1] != token)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }
}
