namespace Dedup.Core.Tests.Data;

/// <summary>A small generator (xorshift64*, Vigna 2016) whose numbers are the same on every runtime; tests name the seed when they fail.</summary>
internal sealed class Seeded(ulong seed)
{
    private ulong state = (seed * 0x9E3779B97F4A7C15) | 1;

    public ulong Next()
    {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return state * 0x2545F4914F6CDD1D;
    }

    public int Below(int bound) => (int)(Next() % (ulong)bound);
}
