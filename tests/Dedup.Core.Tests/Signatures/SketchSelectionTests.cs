using Dedup.Core.Tests.Data;
using Dedup.Signatures;
using NUnit.Framework;

namespace Dedup.Core.Tests.Signatures;

public sealed class SketchSelectionTests
{
    private static IEnumerable<TestCaseData> Texts()
    {
        foreach (int length in (int[])[0, 1, 7, 8, 9, 63, 500, 2047, 2048, 2049, 5000])
        {
            Seeded random = new((ulong)length + 5);
            yield return Case("spread evenly", _ => random.Next());
            yield return Case("few distinct", _ => (ulong)random.Below(3));
            yield return Case("crowded at the lower end", i => (ulong)(i * 7919 % 1000));
            yield return Case("crowded below the bound", _ => (ulong.MaxValue / 16) - (ulong)random.Below(1000));
            yield return Case("descending", i => ulong.MaxValue - ((ulong)i << 40));

            TestCaseData Case(string name, Func<int, ulong> hash) =>
                new TestCaseData(Enumerable.Range(0, length).Select(hash).ToArray()) { TestName = $"{length} {name}" };
        }
    }

    [TestCaseSource(nameof(Texts))]
    public void Select_IsTheDistinctOnesInOrderWithFirstPositions(ulong[] shingles)
    {
        SketchSelection selection = new();
        foreach (ulong bound in (ulong[])[ulong.MaxValue, ulong.MaxValue / 16, ulong.MaxValue / 3, 1UL << 40, 500, 1, 0])
        {
            selection.Select(shingles, bound);
            ulong[] expected = [.. shingles.Where(hash => hash <= bound).Distinct().Order()];
            Assert.That(selection.Hashes.ToArray(), Is.EqualTo(expected), $"bound {bound}");
            Assert.That(selection.Positions.ToArray(), Is.EqualTo(expected.Select(hash => Array.IndexOf(shingles, hash))), $"bound {bound}");
            Assert.That(selection.CountUpTo(bound / 2), Is.EqualTo(expected.Count(hash => hash <= bound / 2)), $"bound {bound}");
        }
    }

#if NET10_0_OR_GREATER
    [TestCaseSource(nameof(Texts))]
    public void GatherVector512_EqualsTheScalarDefinition(ulong[] shingles)
    {
        if (!System.Runtime.Intrinsics.X86.Avx512F.IsSupported)
        {
            Assert.Ignore("This processor, or this lane, has no AVX-512.");
        }

        foreach (ulong bound in (ulong[])[ulong.MaxValue, ulong.MaxValue / 16, 1UL << 40, 500, 0])
        {
            (ulong[] kept, ulong[] places) = (new ulong[shingles.Length + 8], new ulong[shingles.Length + 8]);
            int count = SketchSelection.GatherScalar(shingles, 77, bound, kept, places);
            (ulong[] keptWide, ulong[] placesWide) = (new ulong[shingles.Length + 8], new ulong[shingles.Length + 8]);
            int countWide = SketchSelection.GatherVector512(shingles, 77, bound, keptWide, placesWide);
            Assert.That(keptWide[..countWide], Is.EqualTo(kept[..count]), $"bound {bound}");
            Assert.That(placesWide[..countWide], Is.EqualTo(places[..count]), $"bound {bound}");
        }
    }
#endif
}
