using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dedup.Signatures;

/// <content>One signature against many.</content>
public sealed partial class MinHash
{
    /// <summary>Components of the one signature that stay in registers while the many stream past: those of a signature of usual length.</summary>
    private const int ComponentsOfATile = 128;

    /// <summary>In how many components a signature agrees with each of many: as <see cref="CountEqualComponents(ReadOnlySpan{uint}, ReadOnlySpan{uint})"/> for each of them, faster.</summary>
    /// <param name="signature">A signature.</param>
    /// <param name="others">Signatures made with equal options, one after another.</param>
    /// <param name="equal">Receives a count for each of them, in their order.</param>
    /// <remarks>Allocates nothing. With 128 components a comparison takes about two thirds of the time of a call of its own; what does not fit in a core's cache is as slow as the memory.</remarks>
    /// <exception cref="ArgumentException"><paramref name="signature"/> is empty, or <paramref name="others"/> are not as many signatures of its length as <paramref name="equal"/> has places; nothing was written.</exception>
    public static void CountEqualComponents(ReadOnlySpan<uint> signature, ReadOnlySpan<uint> others, Span<int> equal)
    {
        CheckMany(signature.Length, others.Length, equal.Length);
        if (Vector512.IsHardwareAccelerated)
        {
            CountEqualVector512(signature, others, equal);
            return;
        }

        equal.Clear();
        AddRest(signature, others, equal, counted: 0, CountEqualComponents);
    }

    /// <summary>In how many bytes a compact signature agrees with each of many: as <see cref="CountEqualComponents(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/> for each of them, faster.</summary>
    /// <param name="signature">A compact signature.</param>
    /// <param name="others">Compact signatures made with equal options, one after another.</param>
    /// <param name="equal">Receives a count for each of them, in their order.</param>
    /// <remarks>Allocates nothing. With 128 components a comparison takes about two thirds of the time of a call of its own; what does not fit in a core's cache is as slow as the memory.</remarks>
    /// <exception cref="ArgumentException"><paramref name="signature"/> is empty, or <paramref name="others"/> are not as many signatures of its length as <paramref name="equal"/> has places; nothing was written.</exception>
    public static void CountEqualComponents(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> others, Span<int> equal)
    {
        CheckMany(signature.Length, others.Length, equal.Length);
        if (Vector512.IsHardwareAccelerated)
        {
            CountEqualVector512(signature, others, equal);
            return;
        }

        equal.Clear();
        AddRest(signature, others, equal, counted: 0, CountEqualComponents);
    }

    private delegate int PairCount<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right);

    /// <summary>Counts, one of the others after another, the components that are not counted yet.</summary>
    private static void AddRest<T>(ReadOnlySpan<T> signature, ReadOnlySpan<T> others, Span<int> equal, int counted, PairCount<T> count)
    {
        ReadOnlySpan<T> rest = signature[counted..];
        for (int i = 0; i < equal.Length && !rest.IsEmpty; i++)
        {
            equal[i] += count(rest, others.Slice((i * signature.Length) + counted, rest.Length));
        }
    }

    private static void CheckMany(int signature, int others, int equal)
    {
        if (signature == 0)
        {
            throw new ArgumentException("The signature has no components: compute it first.", nameof(signature));
        }

        if (others != (long)signature * equal)
        {
            throw new ArgumentException(
                $"{equal} signatures of {signature} components are {(long)signature * equal} values, but there are {others}: give whole signatures made with the same options, and one place for the count of each.", nameof(others));
        }
    }

    // Defined by CountEqualScalar for each of the others. What differs here, and in the one of bytes below:
    //  1. A tile of the one signature is loaded once, and only the others are read: a comparison is bound by the loads it takes, and this halves them.
    //  2. A signature of several tiles has the others stream past once for each, their counts added up; what is left past the last tile goes through the kernels of one pair.
    internal static void CountEqualVector512(ReadOnlySpan<uint> signature, ReadOnlySpan<uint> others, Span<int> equal)
    {
        const int Lanes = 16;
        int tiled = signature.Length - (signature.Length % ComponentsOfATile);
        equal.Clear();
        for (int tile = 0; tile < tiled; tile += ComponentsOfATile)
        {
            ReadOnlySpan<uint> own = signature.Slice(tile, ComponentsOfATile);
            Vector512<uint> own0 = Vector512.Create(own);
            Vector512<uint> own1 = Vector512.Create(own[Lanes..]);
            Vector512<uint> own2 = Vector512.Create(own[(2 * Lanes)..]);
            Vector512<uint> own3 = Vector512.Create(own[(3 * Lanes)..]);
            Vector512<uint> own4 = Vector512.Create(own[(4 * Lanes)..]);
            Vector512<uint> own5 = Vector512.Create(own[(5 * Lanes)..]);
            Vector512<uint> own6 = Vector512.Create(own[(6 * Lanes)..]);
            Vector512<uint> own7 = Vector512.Create(own[(7 * Lanes)..]);
            for (int i = 0; i < equal.Length; i++)
            {
                ref uint other = ref MemoryMarshal.GetReference(others.Slice((i * signature.Length) + tile, ComponentsOfATile));
                equal[i] += CountEqual(own0, ref other) + CountEqual(own1, ref Unsafe.Add(ref other, Lanes))
                    + CountEqual(own2, ref Unsafe.Add(ref other, 2 * Lanes)) + CountEqual(own3, ref Unsafe.Add(ref other, 3 * Lanes))
                    + CountEqual(own4, ref Unsafe.Add(ref other, 4 * Lanes)) + CountEqual(own5, ref Unsafe.Add(ref other, 5 * Lanes))
                    + CountEqual(own6, ref Unsafe.Add(ref other, 6 * Lanes)) + CountEqual(own7, ref Unsafe.Add(ref other, 7 * Lanes));
            }
        }

        AddRest(signature, others, equal, tiled, CountEqualVector512);
    }

    // Defined by CountEqualScalar for each of the others; see above.
    internal static void CountEqualVector512(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> others, Span<int> equal)
    {
        const int Lanes = 64;
        int tiled = signature.Length - (signature.Length % ComponentsOfATile);
        equal.Clear();
        for (int tile = 0; tile < tiled; tile += ComponentsOfATile)
        {
            ReadOnlySpan<byte> own = signature.Slice(tile, ComponentsOfATile);
            Vector512<byte> own0 = Vector512.Create(own);
            Vector512<byte> own1 = Vector512.Create(own[Lanes..]);
            for (int i = 0; i < equal.Length; i++)
            {
                ref byte other = ref MemoryMarshal.GetReference(others.Slice((i * signature.Length) + tile, ComponentsOfATile));
                equal[i] += CountEqual(own0, ref other) + CountEqual(own1, ref Unsafe.Add(ref other, Lanes));
            }
        }

        AddRest(signature, others, equal, tiled, CountEqualVector512);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountEqual<T>(Vector512<T> own, ref T other) => BitOperations.PopCount(Vector512.Equals(own, Vector512.LoadUnsafe(ref other)).ExtractMostSignificantBits());
}
