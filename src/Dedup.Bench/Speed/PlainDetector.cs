using Dedup.Bench.Data;

namespace Dedup.Bench.Speed;

/// <summary>
/// The MinHash detector as a tutorial writes it, and what the stages are measured against: split the text, keep every run of five words as a string in a set, hash each string,
/// and put each hash through one function per component.
/// </summary>
/// <remarks>
/// Not slowed down on purpose: the strings are hashed once, the modulus is a constant, which compiles to a multiplication, and components are kept in registers' reach by looping over them
/// inside. The functions are (a * x + b) mod 2^61 - 1 in 64-bit arithmetic, cut to 32 bits, as in the most used Python library.
/// </remarks>
internal sealed class PlainDetector
{
    private const ulong Prime = (1UL << 61) - 1;

    private readonly ulong[] multipliers;
    private readonly ulong[] summands;

    internal PlainDetector(int components)
    {
        var numbers = new SeededNumbers(seed: 40);
        multipliers = [.. Enumerable.Range(0, components).Select(_ => 1 + (numbers.Next() % (Prime - 1)))];
        summands = [.. Enumerable.Range(0, components).Select(_ => numbers.Next() % Prime)];
    }

    internal uint[] ComputeSignature(string text)
    {
        uint[] signature = new uint[multipliers.Length];
        Array.Fill(signature, uint.MaxValue);
        foreach (string shingle in PlainShingles.Of(text))
        {
            uint x = HashOf(shingle);
            for (int i = 0; i < signature.Length; i++)
            {
                signature[i] = Math.Min(signature[i], (uint)(((multipliers[i] * x) + summands[i]) % Prime));
            }
        }

        return signature;
    }

    internal static double EstimateJaccard(uint[] left, uint[] right) => left.Zip(right).Count(pair => pair.First == pair.Second) / (double)left.Length;

    /// <summary>FNV-1a (Fowler, Noll and Vo) in 64 bits, folded to 32: the hash a tutorial reaches for when it must be the same tomorrow.</summary>
    private static uint HashOf(string shingle)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char c in shingle)
        {
            hash = (hash ^ c) * 0x100000001B3;
        }

        return (uint)(hash ^ (hash >> 32));
    }
}
