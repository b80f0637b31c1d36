using System.Numerics;

namespace Dedup.Storage;

/// <summary>Which table of a segment: what articles are filed under. The numbers are stored.</summary>
internal enum SegmentTable
{
    /// <summary>Bands of the signatures of words; first articles of a family only.</summary>
    WordBands,

    /// <summary>Hashes of the sketches; first articles of a family only.</summary>
    Hashes,

    /// <summary>Ids, all articles.</summary>
    Ids,

    /// <summary>Token streams, of the first articles of a family.</summary>
    Firsts,

    /// <summary>Token streams, of the other articles of a family.</summary>
    Copies,
}

/// <summary>The values in the tables of a segment: a slot, and for hashes below it two bits of what is asked of every article that shares one. Holds no state.</summary>
internal static class SegmentValue
{
    private const int AnchorBit = 1;
    private const int SmallBit = 2;

    /// <summary>Bits below the slot.</summary>
    internal static int Flags(SegmentTable table) => table == SegmentTable.Hashes ? 2 : 0;

    /// <summary>Bits of a value in a segment of so many slots.</summary>
    internal static int Bits(SegmentTable table, int slots) => BitOperations.Log2((uint)Math.Max(1, slots - 1)) + 1 + Flags(table);

    /// <summary>The value of a hash.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="isAnchor">Whether the article has the hash for an anchor, not in its sample.</param>
    /// <param name="isSmall">Whether its sketch is so small that fewer shared hashes than usual are enough.</param>
    internal static ulong OfHash(int slot, bool isAnchor, bool isSmall) => ((ulong)slot << 2) | (isAnchor ? AnchorBit : 0UL) | (isSmall ? SmallBit : 0UL);

    internal static int Slot(SegmentTable table, ulong value) => (int)(value >> Flags(table));

    internal static bool IsAnchor(ulong value) => (value & AnchorBit) != 0;

    internal static bool IsSmall(ulong value) => (value & SmallBit) != 0;

    /// <summary>Which entries of a key stay in a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="mostProposed">How many entries a key keeps of which candidates are made.</param>
    internal static PostingCap Cap(SegmentTable table, int mostProposed) =>
        new(table <= SegmentTable.Hashes ? mostProposed : int.MaxValue, table == SegmentTable.Hashes ? IsAnchor : null);
}
