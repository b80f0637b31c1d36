using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Dedup.Internals;

namespace Dedup.Signatures;

/// <summary>MinHash signatures: a fixed number of 32-bit components whose share of agreement estimates the Jaccard similarity of two sets. Immutable and thread-safe.</summary>
/// <remarks>
/// <para>
/// Broder, "On the resemblance and containment of documents" (1997); Broder, Charikar, Frieze and Mitzenmacher, "Min-wise independent permutations" (1998).
/// Two sets agree in a component with probability J, independently for each, so the number of equal components is binomial (k, J) and the
/// estimate's standard error is sqrt(J(1-J)/k).
/// </para>
/// <para>
/// Instead of random permutations, version 1 uses k independent multiply-add functions on 32 bits (Dietzfelbinger, "Universal hashing and k-wise independent random
/// variables via integer arithmetic without primes", 1996): component i is the least a_i * x + c_i mod 2^32 over the high halves x of the shingle hashes, a_i odd.
/// The values x are hashes already, which is what makes so simple a family good enough; the tests hold it to the binomial law.
/// </para>
/// <para>A signature is stored as its components in order, each in little-endian bytes. The signature of an empty set is all <see cref="uint.MaxValue"/>.</para>
/// </remarks>
public sealed partial class MinHash
{
    private readonly uint[] multipliers;
    private readonly uint[] summands;

    /// <summary>Creates the hash functions of a signature.</summary>
    /// <param name="options">The parameters; the default options when null.</param>
    public MinHash(MinHashOptions? options = null)
    {
        Options = options ?? new MinHashOptions();
        multipliers = new uint[Options.Components];
        summands = new uint[Options.Components];
        for (int i = 0; i < multipliers.Length; i++)
        {
            ulong drawn = Mixing.SplitMix(Options.Seed, i);
            multipliers[i] = (uint)(drawn >> 32) | 1;
            summands[i] = (uint)drawn;
        }
    }

    /// <summary>The options it was made with.</summary>
    public MinHashOptions Options { get; }

    /// <summary>Writes the signature of a set of shingles.</summary>
    /// <param name="shingles">The shingle hashes, in any order; repeats change nothing.</param>
    /// <param name="signature">Room for exactly <see cref="MinHashOptions.Components"/> values.</param>
    /// <exception cref="ArgumentException"><paramref name="signature"/> has another length; nothing was written.</exception>
    public void ComputeSignature(ReadOnlySpan<ulong> shingles, Span<uint> signature)
    {
        if (signature.Length != multipliers.Length)
        {
            throw new ArgumentException($"The signature has {signature.Length} components, but these options make {multipliers.Length}.", nameof(signature));
        }

        signature.Fill(uint.MaxValue);
        if (Vector512.IsHardwareAccelerated)
        {
            ComputeVector512(shingles, signature);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            ComputeVector256(shingles, signature);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            ComputeVector128(shingles, signature);
        }
        else
        {
            ComputeScalar(shingles, signature);
        }
    }

    /// <summary>The signature of a set of shingles in a new array.</summary>
    /// <param name="shingles">The shingle hashes, in any order; repeats change nothing.</param>
    public uint[] ComputeSignature(ReadOnlySpan<ulong> shingles)
    {
        uint[] signature = new uint[multipliers.Length];
        ComputeSignature(shingles, signature);
        return signature;
    }

    /// <summary>In how many components two signatures agree.</summary>
    /// <param name="left">A signature.</param>
    /// <param name="right">A signature made with equal options.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountEqualComponents(ReadOnlySpan<uint> left, ReadOnlySpan<uint> right)
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

    /// <summary>The estimated Jaccard similarity of the two sets: the share of equal components. <see cref="Estimate"/> says how sure it is.</summary>
    /// <param name="left">A signature.</param>
    /// <param name="right">A signature made with equal options.</param>
    /// <returns>0 to 1. Two signatures of empty sets agree everywhere and give 1.</returns>
    /// <exception cref="ArgumentException">The lengths differ or are zero.</exception>
    public static double EstimateJaccard(ReadOnlySpan<uint> left, ReadOnlySpan<uint> right) => Estimate(left, right).Value;

    /// <summary>The estimated Jaccard similarity with its standard error sqrt(J(1-J)/k) and confidence interval: the equal components among all.</summary>
    /// <param name="left">A signature.</param>
    /// <param name="right">A signature made with equal options.</param>
    /// <exception cref="ArgumentException">The lengths differ or are zero.</exception>
    public static Proportion Estimate(ReadOnlySpan<uint> left, ReadOnlySpan<uint> right)
    {
        if (left.IsEmpty)
        {
            throw new ArgumentException("The signatures have no components: compute them first.", nameof(left));
        }

        return new Proportion(CountEqualComponents(left, right), left.Length);
    }

    // Made elsewhere, for making a message takes more room on the stack than comparing takes time to clear.
    private static ArgumentException OfUnequalLengths(int left, int right, string parameter) =>
        new($"The signatures have {left} and {right} components: compare signatures made with the same options.", parameter);

    /// <summary>The definition: each component is the least value of its function over the shingles and what it holds already.</summary>
    internal void ComputeScalar(ReadOnlySpan<ulong> shingles, Span<uint> signature) => ComputeScalar(shingles, signature, firstComponent: 0);

    private void ComputeScalar(ReadOnlySpan<ulong> shingles, Span<uint> signature, int firstComponent)
    {
        for (int i = firstComponent; i < signature.Length; i++)
        {
            uint least = signature[i];
            uint multiplier = multipliers[i];
            uint summand = summands[i];
            foreach (ulong shingle in shingles)
            {
                least = Math.Min(least, (multiplier * (uint)(shingle >> 32)) + summand);
            }

            signature[i] = least;
        }
    }

    /// <summary>The definition: how many components are equal.</summary>
    internal static int CountEqualScalar(ReadOnlySpan<uint> left, ReadOnlySpan<uint> right)
    {
        int equal = 0;
        for (int i = 0; i < left.Length; i++)
        {
            equal += left[i] == right[i] ? 1 : 0;
        }

        return equal;
    }
}
