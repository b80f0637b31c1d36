using Dedup.Core.Tests.Data;

namespace Dedup.Core.Tests.Signatures;

/// <summary>Pairs of random sets with a known overlap.</summary>
internal static class Sets
{
    public static (ulong[] Left, ulong[] Right) WithOverlap(ulong seed, int onlyLeft, int shared, int onlyRight)
    {
        Seeded random = new(seed);
        ulong[] all = [.. Enumerable.Range(0, onlyLeft + shared + onlyRight).Select(_ => random.Next())];
        return (all[..(onlyLeft + shared)], all[onlyLeft..]);
    }
}
