using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dedup.Signatures;

/// <content>The 512-bit kernels.</content>
public sealed partial class MinHash
{
    // Defined by ComputeScalar: component i is the least of a_i * x + c_i mod 2^32 over all x. What differs here:
    //  1. 16 components per vector and four vectors per tile, so that multipliers, summands and minima of a tile stay in twelve registers
    //     while the shingles stream past once per tile; x is the same in all lanes.
    //  2. Lanes never meet: multiply, add and minimum of 32-bit lanes are the scalar operations, so every bit is the same in any order.
    //  3. The last components, fewer than the 64 of a tile, go through ComputeScalar.
    internal void ComputeVector512(ReadOnlySpan<ulong> shingles, Span<uint> signature)
    {
        const int Lanes = 16;
        const int Tile = 4 * Lanes;
        int tiled = signature.Length - (signature.Length % Tile);
        for (int i = 0; i < tiled; i += Tile)
        {
            ReadOnlySpan<uint> a = multipliers.AsSpan(i, Tile);
            ReadOnlySpan<uint> c = summands.AsSpan(i, Tile);
            Span<uint> minima = signature.Slice(i, Tile);
            Vector512<uint> a0 = Vector512.Create(a);
            Vector512<uint> a1 = Vector512.Create(a[Lanes..]);
            Vector512<uint> a2 = Vector512.Create(a[(2 * Lanes)..]);
            Vector512<uint> a3 = Vector512.Create(a[(3 * Lanes)..]);
            Vector512<uint> c0 = Vector512.Create(c);
            Vector512<uint> c1 = Vector512.Create(c[Lanes..]);
            Vector512<uint> c2 = Vector512.Create(c[(2 * Lanes)..]);
            Vector512<uint> c3 = Vector512.Create(c[(3 * Lanes)..]);
            Vector512<uint> least0 = Vector512.Create<uint>(minima);
            Vector512<uint> least1 = Vector512.Create<uint>(minima[Lanes..]);
            Vector512<uint> least2 = Vector512.Create<uint>(minima[(2 * Lanes)..]);
            Vector512<uint> least3 = Vector512.Create<uint>(minima[(3 * Lanes)..]);
            foreach (ulong shingle in shingles)
            {
                Vector512<uint> x = Vector512.Create((uint)(shingle >> 32));
                least0 = Vector512.Min(least0, (a0 * x) + c0);
                least1 = Vector512.Min(least1, (a1 * x) + c1);
                least2 = Vector512.Min(least2, (a2 * x) + c2);
                least3 = Vector512.Min(least3, (a3 * x) + c3);
            }

            least0.CopyTo(minima);
            least1.CopyTo(minima[Lanes..]);
            least2.CopyTo(minima[(2 * Lanes)..]);
            least3.CopyTo(minima[(3 * Lanes)..]);
        }

        ComputeScalar(shingles, signature, tiled);
    }

    // Defined by CountEqualScalar: how many i have left[i] == right[i]. What differs here:
    //  1. 16 components per comparison, which leaves one bit for each, and the set ones are counted; four comparisons per step.
    //  2. The last Length % 16 components go through CountEqualScalar.
    //  3. A call would be an eighth of the work.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int CountEqualVector512(ReadOnlySpan<uint> left, ReadOnlySpan<uint> right)
    {
        ref uint x = ref MemoryMarshal.GetReference(left);
        ref uint y = ref MemoryMarshal.GetReference(right[..left.Length]);
        const int Lanes = 16;
        int equal = 0;
        int i = 0;
        for (; i <= left.Length - (4 * Lanes); i += 4 * Lanes)
        {
            equal += CountEqual(ref x, ref y, i) + CountEqual(ref x, ref y, i + Lanes) + CountEqual(ref x, ref y, i + (2 * Lanes)) + CountEqual(ref x, ref y, i + (3 * Lanes));
        }

        for (; i <= left.Length - Lanes; i += Lanes)
        {
            equal += CountEqual(ref x, ref y, i);
        }

        return i == left.Length ? equal : equal + CountEqualScalar(left[i..], right[i..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountEqual(ref uint left, ref uint right, int at) =>
        BitOperations.PopCount(Vector512.Equals(Vector512.LoadUnsafe(ref left, (nuint)at), Vector512.LoadUnsafe(ref right, (nuint)at)).ExtractMostSignificantBits());
}
