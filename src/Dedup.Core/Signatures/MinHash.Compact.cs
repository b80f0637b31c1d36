using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dedup.Signatures;

/// <content>The compact form: eight bits of each component.</content>
public sealed partial class MinHash
{
    /// <summary>Of two unequal components, the share whose bytes are equal by chance.</summary>
    private const double ChanceAgreement = 1.0 / 256;

    // 2^32 over the golden ratio, odd: the top byte of a product depends on every bit of the component.
    private const uint ByteMultiplier = 0x9E3779B9;

    /// <summary>Writes the compact form of a signature: one byte a component, a quarter of the memory. Fixed for ever, as the components are.</summary>
    /// <remarks>
    /// Li and König, "b-Bit Minwise Hashing" (2010), with b = 8. They keep the lowest bits of a minimum. Under a multiply-add function those depend on the lowest bits of a shingle
    /// alone, the same way in each component, so two short texts could agree in all components at once; here it is the top byte of the component times an odd constant.
    /// </remarks>
    /// <param name="signature">A signature.</param>
    /// <param name="compact">Room for exactly as many bytes as the signature has components.</param>
    /// <exception cref="ArgumentException"><paramref name="compact"/> has another length; nothing was written.</exception>
    public static void Compact(ReadOnlySpan<uint> signature, Span<byte> compact)
    {
        if (compact.Length != signature.Length)
        {
            throw new ArgumentException($"There is room for {compact.Length} bytes, but the signature has {signature.Length} components: give one byte for each.", nameof(compact));
        }

        for (int i = 0; i < signature.Length; i++)
        {
            compact[i] = (byte)((signature[i] * ByteMultiplier) >> 24);
        }
    }

    /// <summary>In how many bytes two compact signatures agree: the equal components, and by chance one in 256 of the others.</summary>
    /// <param name="left">A compact signature.</param>
    /// <param name="right">A compact signature made with equal options.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountEqualComponents(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length)
        {
            throw OfUnequalLengths(left.Length, right.Length, nameof(right));
        }

        return Vector512.IsHardwareAccelerated ? CountEqualVector512(left, right)
            : Vector256.IsHardwareAccelerated ? CountEqualVector256(left, right)
            : Vector128.IsHardwareAccelerated ? CountEqualVector128(left, right)
            : CountEqualScalar(left, right);
    }

    /// <summary>The estimated Jaccard similarity of two sets from their compact signatures, chance agreement taken out.</summary>
    /// <param name="left">A compact signature.</param>
    /// <param name="right">A compact signature made with equal options.</param>
    /// <returns>
    /// (E - 1/256) / (1 - 1/256) with E the share of equal bytes: unbiased, and so a little below 0 for some sets with nothing in common. <see cref="CompactStandardError"/> says how sure it is.
    /// </returns>
    /// <exception cref="ArgumentException">The lengths differ or are zero.</exception>
    public static double EstimateJaccard(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.IsEmpty)
        {
            throw new ArgumentException("The signatures have no components: compute them first.", nameof(left));
        }

        double equal = CountEqualComponents(left, right) / (double)left.Length;
        return (equal - ChanceAgreement) / (1 - ChanceAgreement);
    }

    /// <summary>The standard error of an estimate from compact signatures: sqrt(E(1-E)/k) / (1 - 1/256) with E = J + (1-J)/256, a few thousandths above that of whole components but for J near 0.</summary>
    /// <param name="jaccard">The similarity <c>J</c>, 0 to 1.</param>
    /// <param name="components">The number of components <c>k</c>, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double CompactStandardError(double jaccard, int components)
    {
        if (jaccard is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(jaccard), jaccard, "A Jaccard similarity lies within 0 to 1.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        double equal = jaccard + ((1 - jaccard) * ChanceAgreement);
        return Math.Sqrt(equal * (1 - equal) / components) / (1 - ChanceAgreement);
    }

    /// <summary>The definition: how many bytes are equal.</summary>
    internal static int CountEqualScalar(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int equal = 0;
        for (int i = 0; i < left.Length; i++)
        {
            equal += left[i] == right[i] ? 1 : 0;
        }

        return equal;
    }

    // Defined by CountEqualScalar. What differs here, and in the two narrower ones below: a comparison of 64 bytes (32, 16) leaves one bit for each, and the set ones are counted; the last few bytes go through
    // CountEqualScalar. Here bounds are checked once, not at each of the two steps that a signature of usual length takes, and a call would take as long as those.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int CountEqualVector512(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        ref byte x = ref MemoryMarshal.GetReference(left);
        ref byte y = ref MemoryMarshal.GetReference(right[..left.Length]);
        int equal = 0;
        int i = 0;
        for (; i <= left.Length - Vector512<byte>.Count; i += Vector512<byte>.Count)
        {
            equal += BitOperations.PopCount(Vector512.Equals(Vector512.LoadUnsafe(ref x, (nuint)i), Vector512.LoadUnsafe(ref y, (nuint)i)).ExtractMostSignificantBits());
        }

        return i == left.Length ? equal : equal + CountEqualScalar(left[i..], right[i..]);
    }

    // Defined by CountEqualScalar; see CountEqualVector512.
    internal static int CountEqualVector256(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        ReadOnlySpan<Vector256<byte>> x = MemoryMarshal.Cast<byte, Vector256<byte>>(left);
        ReadOnlySpan<Vector256<byte>> y = MemoryMarshal.Cast<byte, Vector256<byte>>(right)[..x.Length];
        int equal = 0;
        for (int i = 0; i < x.Length; i++)
        {
            equal += BitOperations.PopCount(Vector256.Equals(x[i], y[i]).ExtractMostSignificantBits());
        }

        int done = x.Length * Vector256<byte>.Count;
        return done == left.Length ? equal : equal + CountEqualScalar(left[done..], right[done..]);
    }

    // Defined by CountEqualScalar; see CountEqualVector512.
    internal static int CountEqualVector128(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        ReadOnlySpan<Vector128<byte>> x = MemoryMarshal.Cast<byte, Vector128<byte>>(left);
        ReadOnlySpan<Vector128<byte>> y = MemoryMarshal.Cast<byte, Vector128<byte>>(right)[..x.Length];
        int equal = 0;
        for (int i = 0; i < x.Length; i++)
        {
            equal += BitOperations.PopCount(Vector128.Equals(x[i], y[i]).ExtractMostSignificantBits());
        }

        int done = x.Length * Vector128<byte>.Count;
        return done == left.Length ? equal : equal + CountEqualScalar(left[done..], right[done..]);
    }
}
