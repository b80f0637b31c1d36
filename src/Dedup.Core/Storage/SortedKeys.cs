using System.Runtime.InteropServices;

namespace Dedup.Storage;

/// <summary>Collects the entries of one table after another and writes each in order. One thread at a time.</summary>
/// <param name="slots">How many slots the segment has.</param>
internal sealed class SortedKeys(int slots)
{
    // Key and value side by side in one word sort alike, and several times as fast.
    private const int ValueBits = 64 - StoredKeys.Bits;
    private const int PieceBits = 8;
    private readonly List<ulong>[] pieces = [.. Enumerable.Range(0, 1 << PieceBits).Select(static _ => new List<ulong>())];

    internal void Add(ulong key, ulong value)
    {
        System.Diagnostics.Debug.Assert(value < 1UL << ValueBits && (long)slots << 2 <= 1L << ValueBits, "A tail is written before it has so many articles.");
        pieces[(int)(key >> (StoredKeys.Bits - PieceBits))].Add((key << ValueBits) | value);
    }

    /// <summary>Puts what was added in order.</summary>
    internal void Sort()
    {
        for (int piece = 0; piece < pieces.Length; piece++)
        {
            EvenSort.Sort(CollectionsMarshal.AsSpan(pieces[piece]), PieceBits);
        }
    }

    /// <summary>Writes what was added and sorted as the next table of a segment, and forgets it.</summary>
    internal void Write(SegmentWriter writer)
    {
        KeyTableWriter table = writer.BeginTable(pieces.Sum(static piece => (long)piece.Count));
        foreach (List<ulong> piece in pieces)
        {
            foreach (ulong entry in piece)
            {
                table.Add(entry >> ValueBits, entry & ((1UL << ValueBits) - 1));
            }

            piece.Clear();
        }

        writer.EndTable(table);
    }
}
