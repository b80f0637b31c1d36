#if NET10_0_OR_GREATER
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dedup.Signatures;

/// <content>The 512-bit kernel.</content>
internal sealed partial class Winnowing
{
    private const int Lanes = 8;

    /// <summary>Windows that are looked at together: their minima fill half of the memory next to the processor.</summary>
    private const int ChunkWindows = 2048;

    private ulong[] minima = [];

    // Defined by SelectScalar. What differs here:
    //  1. First the least of each window, eight windows at once: the least of 2, 4, 8 shingles in a row, each from two of the step before, and at last of two such runs that overlap to the window's length.
    //     No step depends on which shingle it was, so there is no branch to guess wrong, and ascending hashes cost no more than others.
    //  2. A window whose least is not that of the window before it has a new anchor, the rightmost place of the least. Where the least stays the same and only its place moves on to an equal shingle, nothing
    //     is added: the hash has been selected, with an earlier place.
    //  3. A hash that comes back after another one is added again, as in the definition; putting the selection in order leaves the first place.
    internal void SelectVector512(ReadOnlySpan<ulong> shingles, int window, ulong above)
    {
        int windows = shingles.Length - window + 1;
        int mostAtOnce = Math.Max(ChunkWindows, window);
        for (int from = 0; from < windows; from += mostAtOnce)
        {
            int count = Math.Min(mostAtOnce, windows - from);
            ReadOnlySpan<ulong> chunk = shingles.Slice(from, count + window - 1);
            if (minima.Length <= chunk.Length)
            {
                minima = new ulong[chunk.Length + 1];
            }

            // Before the first window stands the least of the window before it, or where there was none, anything else.
            ulong before = minima[0];
            Span<ulong> least = minima.AsSpan(1, chunk.Length);
            TakeLeast(chunk, window, least);
            minima[0] = from == 0 ? ~least[0] : before;
            Span<ulong> hashes = Selected.Room(count + Lanes, out Span<ulong> places);
            int added = GatherChanges(minima.AsSpan(0, count + 1), above, hashes, places);
            for (int i = 0; i < added; i++)
            {
                int start = (int)places[i];
                places[i] = (ulong)(from + start + RightmostPlace(chunk.Slice(start, window), hashes[i]));
            }

            Selected.Add(added);
            minima[0] = minima[count];
        }
    }

    /// <summary>The least of each window, from its start on.</summary>
    private static void TakeLeast(ReadOnlySpan<ulong> shingles, int window, Span<ulong> least)
    {
        // What is written is not read again by the same step, so that the place can be the same.
        ReadOnlySpan<ulong> narrow = shingles;
        int width = 1;
        while (width < window)
        {
            int step = Math.Min(width, window - width);
            int count = shingles.Length - width - step + 1;
            int i = 0;
            for (; i <= count - Lanes; i += Lanes)
            {
                Vector512.Min(Vector512.Create(narrow[i..]), Vector512.Create(narrow[(i + step)..])).CopyTo(least[i..]);
            }

            for (; i < count; i++)
            {
                least[i] = Math.Min(narrow[i], narrow[i + step]);
            }

            narrow = least;
            width += step;
        }
    }

    /// <summary>The values above a bound that differ from the one before, and at which index behind the first they stand. The places past the last one are written to.</summary>
    private static int GatherChanges(ReadOnlySpan<ulong> values, ulong above, Span<ulong> changed, Span<ulong> places)
    {
        Vector512<ulong> bounds = Vector512.Create(above);
        Vector512<ulong> at = Vector512<ulong>.Indices;
        int count = 0;
        int i = 1;
        for (; i <= values.Length - Lanes; i += Lanes)
        {
            Vector512<ulong> own = Vector512.Create(values[i..]);
            Vector512<ulong> selected = Vector512.GreaterThan(own, bounds) & ~Vector512.Equals(own, Vector512.Create(values[(i - 1)..]));
            Avx512F.Compress(Vector512<ulong>.Zero, selected, own).CopyTo(changed[count..]);
            Avx512F.Compress(Vector512<ulong>.Zero, selected, at).CopyTo(places[count..]);
            count += BitOperations.PopCount(selected.ExtractMostSignificantBits());
            at += Vector512.Create((ulong)Lanes);
        }

        for (; i < values.Length; i++)
        {
            changed[count] = values[i];
            places[count] = (ulong)i - 1;
            count += values[i] > above && values[i] != values[i - 1] ? 1 : 0;
        }

        return count;
    }

    /// <summary>The last place of a hash that the window has. Sixteen places at once, in two halves that overlap at the start of the window.</summary>
    private static int RightmostPlace(ReadOnlySpan<ulong> window, ulong hash)
    {
        Vector512<ulong> wanted = Vector512.Create(hash);
        int end = window.Length;
        while (true)
        {
            int low = Math.Max(0, end - (2 * Lanes));
            int high = Math.Max(0, end - Lanes);
            ulong found = Vector512.Equals(Vector512.Create(window[low..]), wanted).ExtractMostSignificantBits()
                | (Vector512.Equals(Vector512.Create(window[high..]), wanted).ExtractMostSignificantBits() << (high - low));
            if (found != 0)
            {
                return low + BitOperations.Log2(found);
            }

            end = low;
        }
    }
}
#endif
