using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dedup.Signatures;

/// <content>The 128-bit kernels, for Arm and for old processors.</content>
public sealed partial class MinHash
{
    // Defined by ComputeScalar: component i is the least of a_i * x + c_i mod 2^32 over all x. What differs here:
    //  1. 4 components per vector and four vectors per tile, so that multipliers, summands and minima of a tile stay in twelve registers
    //     while the shingles stream past once per tile; x is the same in all lanes.
    //  2. Lanes never meet: multiply, add and minimum of 32-bit lanes are the scalar operations, so every bit is the same in any order.
    //  3. The last components, fewer than the 16 of a tile, go through ComputeScalar.
    internal void ComputeVector128(ReadOnlySpan<ulong> shingles, Span<uint> signature)
    {
        const int Lanes = 4;
        const int Tile = 4 * Lanes;
        int tiled = signature.Length - (signature.Length % Tile);
        for (int i = 0; i < tiled; i += Tile)
        {
            ReadOnlySpan<uint> a = multipliers.AsSpan(i, Tile);
            ReadOnlySpan<uint> c = summands.AsSpan(i, Tile);
            Span<uint> minima = signature.Slice(i, Tile);
            Vector128<uint> a0 = Vector128.Create(a);
            Vector128<uint> a1 = Vector128.Create(a[Lanes..]);
            Vector128<uint> a2 = Vector128.Create(a[(2 * Lanes)..]);
            Vector128<uint> a3 = Vector128.Create(a[(3 * Lanes)..]);
            Vector128<uint> c0 = Vector128.Create(c);
            Vector128<uint> c1 = Vector128.Create(c[Lanes..]);
            Vector128<uint> c2 = Vector128.Create(c[(2 * Lanes)..]);
            Vector128<uint> c3 = Vector128.Create(c[(3 * Lanes)..]);
            Vector128<uint> least0 = Vector128.Create<uint>(minima);
            Vector128<uint> least1 = Vector128.Create<uint>(minima[Lanes..]);
            Vector128<uint> least2 = Vector128.Create<uint>(minima[(2 * Lanes)..]);
            Vector128<uint> least3 = Vector128.Create<uint>(minima[(3 * Lanes)..]);
            foreach (ulong shingle in shingles)
            {
                Vector128<uint> x = Vector128.Create((uint)(shingle >> 32));
                least0 = Vector128.Min(least0, (a0 * x) + c0);
                least1 = Vector128.Min(least1, (a1 * x) + c1);
                least2 = Vector128.Min(least2, (a2 * x) + c2);
                least3 = Vector128.Min(least3, (a3 * x) + c3);
            }

            least0.CopyTo(minima);
            least1.CopyTo(minima[Lanes..]);
            least2.CopyTo(minima[(2 * Lanes)..]);
            least3.CopyTo(minima[(3 * Lanes)..]);
        }

        ComputeScalar(shingles, signature, tiled);
    }

    // Defined by CountEqualScalar: how many i have left[i] == right[i]. What differs here:
    //  1. 4 components per step; the comparison leaves one bit for each, and the set ones are counted.
    //  2. The last Length % 4 components go through CountEqualScalar.
    internal static int CountEqualVector128(ReadOnlySpan<uint> left, ReadOnlySpan<uint> right)
    {
        ReadOnlySpan<Vector128<uint>> x = MemoryMarshal.Cast<uint, Vector128<uint>>(left);
        ReadOnlySpan<Vector128<uint>> y = MemoryMarshal.Cast<uint, Vector128<uint>>(right)[..x.Length];
        int equal = 0;
        for (int i = 0; i < x.Length; i++)
        {
            equal += BitOperations.PopCount(Vector128.Equals(x[i], y[i]).ExtractMostSignificantBits());
        }

        int done = x.Length * Vector128<uint>.Count;
        return done == left.Length ? equal : equal + CountEqualScalar(left[done..], right[done..]);
    }
}
