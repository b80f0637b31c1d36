using Dedup.Batch;
using Dedup.Core.Tests.Data;
using NUnit.Framework;

namespace Dedup.Core.Tests.Batch;

public sealed class PairOrderTests
{
    private const int Families = 60;

    [Test]
    public void Order_AnyPairs_HasEachOnceAndKnowsWhenAFamilyComesNext([Values(0, 1, 5, 40, 400)] int count)
    {
        Seeded random = new((ulong)count + 3);
        List<(int Earlier, int Later)> pairs = [.. Enumerable.Range(0, count).Select(_ => (random.Below(Families), random.Below(Families))).Where(static pair => pair.Item1 < pair.Item2).Distinct().Order()];
        PairOrder order = new(pairs, Families);
        int[] places = [.. Enumerable.Range(0, pairs.Count)];
        Assert.That(places.Select(place => order[place]), Is.EquivalentTo(places));
        foreach (int place in places)
        {
            (int earlier, int later) = pairs[order[place]];
            Assert.That(order.Next(place), Is.EqualTo((Next(earlier), Next(later))), $"place {place}");

            int Next(int family) => places[(place + 1)..].Where(after => pairs[order[after]].Earlier == family || pairs[order[after]].Later == family).DefaultIfEmpty(int.MaxValue).First();
        }
    }

    /// <summary>Two sets of articles that came in turns: those of one set are compared before those of the other.</summary>
    [Test]
    public void Order_SetsThatAreNotConnected_AreNotMixed()
    {
        int[] all = [.. Enumerable.Range(0, 20)];
        List<(int, int)> pairs = [.. all.SelectMany(x => all.Where(y => x < y && x % 2 == y % 2).Select(y => (x, y)))];
        PairOrder order = new(pairs, all.Length);
        int[] sets = [.. Enumerable.Range(0, pairs.Count).Select(place => pairs[order[place]].Item1 % 2)];
        Assert.That(sets, Is.Ordered);
    }
}
