namespace Dedup.Internals;

/// <summary>Remembers a yes or no for pairs of numbers, the latest at each place of a table of fixed size: 128 KiB. One thread at a time.</summary>
internal sealed class PairMemory
{
    private const int Bits = 14;

    // Both numbers and the answer in its last bit. The second number is never 0, so neither is an entry in use.
    private readonly ulong[] entries = new ulong[1 << Bits];

    /// <summary>Whether the answer for a pair is remembered.</summary>
    /// <param name="lesser">Its lesser number, 0 or more.</param>
    /// <param name="greater">Its greater number.</param>
    /// <param name="answer">The answer, if it is.</param>
    internal bool TryGet(int lesser, int greater, out bool answer)
    {
        ulong key = Key(lesser, greater);
        ulong entry = entries[TableKey.Slot(key, 64 - Bits)];
        answer = (entry & 1) != 0;
        return (entry & ~1UL) == key;
    }

    /// <summary>Remembers the answer for a pair, perhaps in the place of another pair.</summary>
    internal void Set(int lesser, int greater, bool answer)
    {
        ulong key = Key(lesser, greater);
        entries[TableKey.Slot(key, 64 - Bits)] = key | (answer ? 1UL : 0);
    }

    // 31 bits each, shifted by the answer's bit.
    private static ulong Key(int lesser, int greater)
    {
        System.Diagnostics.Debug.Assert(0 <= lesser && lesser < greater, "The lesser number comes first.");
        return ((ulong)lesser << 32) | ((ulong)greater << 1);
    }
}
