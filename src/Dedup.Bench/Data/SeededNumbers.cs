namespace Dedup.Bench.Data;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014): the same numbers for the same seed on every runtime, which System.Random does not promise.</summary>
internal sealed class SeededNumbers(ulong seed)
{
    private ulong state = seed;

    internal ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number in 0..<paramref name="bound"/>-1. The bias of the multiply is below 2^-32 for the bounds used here.</summary>
    internal int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>A number in 0 to 1, 1 excluded.</summary>
    internal double Share() => (Next() >> 11) * (1.0 / (1UL << 53));
}
