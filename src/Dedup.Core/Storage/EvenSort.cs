using System.Buffers;
using System.Numerics;

namespace Dedup.Storage;

/// <summary>Sorts numbers that are spread evenly, such as hashes, in time linear in their count; any others as <see cref="MemoryExtensions.Sort{T}(Span{T})"/> does. Holds no state.</summary>
/// <remarks>
/// The numbers are dealt out by their leading bits into about as many buckets as there are numbers, and what little is left to do is done by insertion; where that proves to be much, the numbers are not
/// spread evenly. Many that are nearly equal do no harm as long as they come in order.
/// </remarks>
internal static class EvenSort
{
    private const int FewEntries = 64;

    // Numbers that are spread evenly move by half a place on average.
    private const int MostMoves = 8;

    /// <summary>Sorts.</summary>
    /// <param name="entries">The numbers; replaced by the same in order.</param>
    /// <param name="commonBits">How many leading bits are the same in all of them.</param>
    internal static void Sort(Span<ulong> entries, int commonBits)
    {
        if (entries.Length <= FewEntries)
        {
            entries.Sort();
            return;
        }

        int bucketBits = BitOperations.Log2((uint)entries.Length);
        int shift = 64 - commonBits - bucketBits;
        ulong mask = (1UL << bucketBits) - 1;
        int[] ends = ArrayPool<int>.Shared.Rent(1 << bucketBits);
        ulong[] dealt = ArrayPool<ulong>.Shared.Rent(entries.Length);
        try
        {
            Span<int> bucketEnds = ends.AsSpan(0, 1 << bucketBits);
            bucketEnds.Clear();
            foreach (ulong entry in entries)
            {
                bucketEnds[(int)((entry >> shift) & mask)]++;
            }

            int end = 0;
            foreach (ref int bucket in bucketEnds)
            {
                (int size, bucket) = (bucket, end);
                end += size;
            }

            foreach (ulong entry in entries)
            {
                dealt[bucketEnds[(int)((entry >> shift) & mask)]++] = entry;
            }

            if (!TryInsert(dealt.AsSpan(0, entries.Length), entries))
            {
                dealt.AsSpan(0, entries.Length).CopyTo(entries);
                entries.Sort();
            }
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(dealt);
            ArrayPool<int>.Shared.Return(ends);
        }
    }

    /// <summary>Sorts by insertion, unless that takes many moves.</summary>
    private static bool TryInsert(ReadOnlySpan<ulong> nearlySorted, Span<ulong> sorted)
    {
        long movesLeft = (long)MostMoves * sorted.Length;
        for (int i = 0; i < nearlySorted.Length && movesLeft >= 0; i++)
        {
            ulong entry = nearlySorted[i];
            int place = i;
            for (; place > 0 && sorted[place - 1] > entry; place--)
            {
                sorted[place] = sorted[place - 1];
            }

            sorted[place] = entry;
            movesLeft -= i - place;
        }

        return movesLeft >= 0;
    }
}
