using System.Numerics;
using Dedup.Internals;

namespace Dedup.Verification;

/// <summary>A table from each distinct shingle of a text to where it stands. Reusable scratch: one thread at a time.</summary>
/// <remarks>About 30 bytes per shingle while in use. Filling it is linear in the text.</remarks>
internal sealed class ShingleTable
{
    /// <summary>As many as a mask has bits.</summary>
    internal const int AskedAtOnce = 64;

    // Few enough are taken that the processor mostly guesses right when it bets on a free one.
    private const int SlotsPerShingle = 4;
    private const int LeastSlotsPerShingle = 2;

    /// <summary>Past so many the least number has to do: the places of the filter must be numbers.</summary>
    private const long AmpleSlots = 1 << 28;

    /// <summary>As a power of two.</summary>
    private const int FilterBitsPerSlot = 2;

    private ulong[] shingles = [];
    private int count;
    private int[] slots = [];

    /// <summary>A bit for each shingle, at a place that others may share: half a byte a slot, so that it stays beside the processor. Most shingles of most other texts end here.</summary>
    private byte[] filter = [];
    private int[] next = [];
    private bool[] repeats = [];
    private int shift;

    /// <summary>How many distinct shingles there are.</summary>
    internal int DistinctCount { get; private set; }

    /// <summary>Replaces the shingles by the first ones of an array, which has to stay as it is.</summary>
    internal void Fill(ulong[] newShingles, int newCount)
    {
        shingles = newShingles;
        count = newCount;
        if (next.Length < count)
        {
            next = new int[newShingles.Length];
            repeats = new bool[newShingles.Length];
        }

        int length = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, Math.Min((long)count * SlotsPerShingle, Math.Max(AmpleSlots, (long)count * LeastSlotsPerShingle))));
        if (slots.Length < length)
        {
            slots = new int[length];
            filter = new byte[length / 2];
        }

        Array.Clear(slots, 0, length);
        Array.Clear(filter, 0, length / 2);
        shift = 64 - BitOperations.Log2((uint)length);
        Array.Clear(repeats, 0, count);
        DistinctCount = Link(shingles.AsSpan(0, count), slots.AsSpan(0, length));
    }

    /// <summary>Which of up to <see cref="AskedAtOnce"/> shingles may stand here, a bit for each: no other one does. Without a condition for each, as the answers follow no rule that the processor could learn.</summary>
    internal ulong MayHave(ReadOnlySpan<ulong> asked)
    {
        ReadOnlySpan<byte> bits = filter;
        int bitShift = shift - FilterBitsPerSlot;
        ulong found = 0;
        for (int i = 0; i < asked.Length; i++)
        {
            int bit = TableKey.Slot(asked[i], bitShift);
            found |= (ulong)((bits[bit >> 3] >> (bit & 7)) & 1) << i;
        }

        return found;
    }

    /// <summary>The first position of a shingle, or -1.</summary>
    internal int FirstPosition(ulong shingle)
    {
        int[] table = slots;
        int mask = (1 << (64 - shift)) - 1;
        int slot = TableKey.Slot(shingle, shift);
        int held;
        while ((held = table[slot]) != 0 && shingles[held - 1] != shingle)
        {
            slot = (slot + 1) & mask;
        }

        return held - 1;
    }

    /// <summary>As <see cref="FirstPosition(ulong)"/>, and sooner when the shingle stands just behind a position: where two texts have one shingle in common, they mostly have the next one too.</summary>
    internal int FirstPosition(ulong shingle, int before)
    {
        int after = before + 1;
        return after < count && shingles[after] == shingle && !repeats[after] ? after : FirstPosition(shingle);
    }

    /// <summary>How many shingles of a text, up to <see cref="AskedAtOnce"/>, stand here one after another from a position on, each for the first time: what <see cref="FirstPosition(ulong, int)"/> says of one after the other.</summary>
    internal int Follow(ReadOnlySpan<ulong> asked, int position)
    {
        int most = Math.Min(AskedAtOnce, Math.Min(asked.Length, count - position));
        int equal = asked[..most].CommonPrefixLength(shingles.AsSpan(position, most));
        int repeat = repeats.AsSpan(position, equal).IndexOf(true);
        return repeat < 0 ? equal : repeat;
    }

    /// <summary>The next later position of the shingle at <paramref name="position"/>, or -1.</summary>
    internal int NextPosition(int position) => next[position];

    /// <summary>Whether the shingle at <paramref name="position"/> stands further ahead in the text too.</summary>
    internal bool IsRepeat(int position) => repeats[position];

    private int Link(ReadOnlySpan<ulong> text, Span<int> table)
    {
        Span<int> links = next.AsSpan(0, text.Length);
        Span<byte> bits = filter;
        int mask = table.Length - 1;
        int bitShift = shift - FilterBitsPerSlot;
        int distinct = 0;

        // From the end, so that each slot ends up at the first position and the links lead forward.
        for (int position = text.Length - 1; position >= 0; position--)
        {
            ulong shingle = text[position];
            int bit = TableKey.Slot(shingle, bitShift);
            bits[bit >> 3] |= (byte)(1 << (bit & 7));
            int slot = bit >> FilterBitsPerSlot;
            int held;
            while ((held = table[slot]) != 0 && text[held - 1] != shingle)
            {
                slot = (slot + 1) & mask;
            }

            table[slot] = position + 1;
            links[position] = held - 1;
            if (held == 0)
            {
                distinct++;
            }
            else
            {
                repeats[held - 1] = true;
            }
        }

        return distinct;
    }
}
