using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dedup.Internals;

/// <summary>The arithmetic that every hash here is made of. Fixed for ever: stored fingerprints depend on it.</summary>
internal static class Mixing
{
    /// <summary>The step of SplitMix64 (Steele, Lea and Flood 2014): 2^64 over the golden ratio, odd.</summary>
    private const ulong GoldenStep = 0x9E3779B97F4A7C15;

    private const ulong FinishMultiplier = 0xD6E8FEB86659FD93;

    /// <summary>The 128-bit product of two words, its halves folded by xor: every input bit reaches every output bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Fold(ulong x, ulong y)
    {
        ulong high = Math.BigMul(x, y, out ulong low);
        return high ^ low;
    }

    /// <summary>A bijection of 64-bit words that spreads each bit over all others; enough after a sum that is already well mixed in its high bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Finish(ulong x)
    {
        x ^= x >> 32;
        x *= FinishMultiplier;
        x ^= x >> 32;
        x *= FinishMultiplier;
        return x ^ (x >> 32);
    }

    /// <summary><see cref="Finish(ulong)"/> in each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<ulong> Finish(Vector512<ulong> x)
    {
        Vector512<ulong> multiplier = Vector512.Create(FinishMultiplier);
        x ^= x >>> 32;
        x *= multiplier;
        x ^= x >>> 32;
        x *= multiplier;
        return x ^ (x >>> 32);
    }

    /// <summary><see cref="Finish(ulong)"/> in each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<ulong> Finish(Vector256<ulong> x)
    {
        Vector256<ulong> multiplier = Vector256.Create(FinishMultiplier);
        x ^= x >>> 32;
        x *= multiplier;
        x ^= x >>> 32;
        x *= multiplier;
        return x ^ (x >>> 32);
    }

    /// <summary>The <paramref name="index"/>-th number that SplitMix64 draws from <paramref name="seed"/>: how all constants of a hash family are chosen.</summary>
    internal static ulong SplitMix(ulong seed, int index)
    {
        ulong z = seed + (GoldenStep * ((ulong)index + 1));
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
