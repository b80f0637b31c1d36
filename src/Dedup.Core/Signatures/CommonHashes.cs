using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Dedup.Internals;

namespace Dedup.Signatures;

/// <summary>Which hashes two sketches have in common, found once for all that is asked of the two. Reusable scratch: one thread at a time.</summary>
/// <remarks>
/// Merging two ascending lists takes a step for each hash, and on which of the two the next step is, no processor can guess. So only the shorter list is walked, and each of its hashes is compared with a block
/// of the other one at once, as many hashes as a register holds: after Schlegel, Willhalm and Lehner, "Fast sorted-set intersection using SIMD instructions" (2011). Linear in both.
/// </remarks>
internal sealed class CommonHashes
{
    private (int Left, int Right)[] places = [];
    private int count;

    /// <summary>Where the common hashes stand in the two sketches, ascending.</summary>
    internal ReadOnlySpan<(int Left, int Right)> Places => places.AsSpan(0, count);

    /// <summary>Finds what two sketches have in common.</summary>
    /// <param name="left">The hashes of one, ascending.</param>
    /// <param name="right">The hashes of the other one, ascending.</param>
    internal void Find<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : unmanaged, IBinaryInteger<T>
    {
        int most = Math.Min(left.Length, right.Length);
        if (places.Length < most)
        {
            places = new (int, int)[Math.Max(most, 2 * places.Length)];
        }

        count = Find(left, right, places, VectorWidth.Widest);
    }

    /// <summary>How many of the common hashes are among the first <paramref name="end"/> of the left sketch.</summary>
    internal int CountBefore(int end)
    {
        int before = 0;
        foreach ((int left, _) in Places)
        {
            before += left < end ? 1 : 0;
        }

        return before;
    }

    /// <summary>How many hashes two sketches have in common.</summary>
    internal static int Count<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : unmanaged, IBinaryInteger<T> => Find(left, right, default, VectorWidth.Widest);

    /// <summary>Finds common hashes, with registers of so many bytes; 1 is the definition.</summary>
    /// <param name="left">Ascending. Where hashes were cut to fewer bits some can be equal: the first of them then belongs to the first equal one of the other side, the second to the second.</param>
    /// <param name="right">Ascending.</param>
    /// <param name="found">Takes the places of as many as there is room for.</param>
    /// <param name="width">16, 32, 64 or 1.</param>
    /// <returns>How many there are.</returns>
    internal static int Find<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<(int Left, int Right)> found, int width)
        where T : unmanaged, IBinaryInteger<T>
    {
        bool isLeftWalked = left.Length <= right.Length;
        ReadOnlySpan<T> walked = isLeftWalked ? left : right;
        ReadOnlySpan<T> other = isLeftWalked ? right : left;
        int used = other.Length < width / Unsafe.SizeOf<T>() ? 1 : width;
        int lanes = Math.Max(1, used / Unsafe.SizeOf<T>());
        ref T first = ref MemoryMarshal.GetReference(other);

        // The last block ends with the list, over hashes of the one before it; what was found is not found again.
        int lastBlock = other.Length - lanes;
        int block = 0;
        int free = 0;
        int common = 0;
        for (int i = 0; i < walked.Length; i++)
        {
            T hash = walked[i];
            while (block < lastBlock && (Unsafe.Add(ref first, block + lanes - 1) < hash || free >= block + lanes))
            {
                block = Math.Min(block + lanes, lastBlock);
            }

            Debug.Assert(block >= 0 && block + lanes <= other.Length, "The block lies within the list.");
            ulong equal = EqualTo(hash, ref Unsafe.Add(ref first, block), used) & (ulong.MaxValue << Math.Max(0, free - block));
            if (equal != 0)
            {
                int place = block + BitOperations.TrailingZeroCount(equal);
                if (common < found.Length)
                {
                    found[common] = isLeftWalked ? (i, place) : (place, i);
                }

                common++;
                free = place + 1;
            }
        }

        return common;
    }

    /// <summary>Which values of a block are equal to a hash, a bit for each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong EqualTo<T>(T hash, ref T block, int width)
        where T : unmanaged, IBinaryInteger<T>
    {
        return width switch
        {
            64 => Vector512.Equals(Vector512.LoadUnsafe(ref block), Vector512.Create(hash)).ExtractMostSignificantBits(),
            32 => Vector256.Equals(Vector256.LoadUnsafe(ref block), Vector256.Create(hash)).ExtractMostSignificantBits(),
            16 => Vector128.Equals(Vector128.LoadUnsafe(ref block), Vector128.Create(hash)).ExtractMostSignificantBits(),
            _ => block == hash ? 1UL : 0,
        };
    }
}
