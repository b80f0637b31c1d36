using Dedup.Core.Tests.Data;
using Dedup.Internals;
using NUnit.Framework;

namespace Dedup.Core.Tests.Internals;

public sealed class SlabTests
{
    [Test]
    public void Take_AnyLengths_GivesElementsThatNobodyElseHas([Values(0, 1, 64, 1000)] int most)
    {
        Slab<int> slab = new(most);
        Seeded random = new(3);
        List<ArraySegment<int>> taken = [];
        for (int i = 0; i < 500; i++)
        {
            ArraySegment<int> next = slab.Take(random.Below(90));
            next.AsSpan().Fill(i);
            taken.Add(next);
        }

        for (int i = 0; i < taken.Count; i++)
        {
            Assert.That(taken[i], Is.All.EqualTo(i));
        }
    }

    [Test]
    public void Take_OfASmallPile_MakesNoLargeArray()
    {
        Slab<int> slab = new(1 << 16);
        Assert.That(slab.Take(128).Array, Has.Length.EqualTo(1 << 10));
    }

    [Test]
    public void Take_OfManyElements_MakesNoArrayLongerThanTheMost()
    {
        Slab<int> slab = new(1 << 16);
        int longest = 0;
        HashSet<int[]> arrays = [];
        for (int i = 0; i < 10_000; i++)
        {
            int[] array = slab.Take(128).Array!;
            longest = Math.Max(longest, array.Length);
            arrays.Add(array);
        }

        Assert.That(longest, Is.EqualTo(1 << 16));
        Assert.That(arrays, Has.Count.LessThan(10_000 * 128 / (1 << 16) + 10));
    }

    [Test]
    public void Clear_AfterAnyLengths_TakesFromTheSameArrayAgainUnlessItIsTooLong()
    {
        Slab<int> slab = new(1 << 10);
        int[] first = slab.Take(100).Array!;
        int[] second = slab.Take(first.Length).Array!;
        slab.Clear();
        Assert.That(slab.Take(second.Length), Is.EqualTo(new ArraySegment<int>(second)));
        int[] tooLong = slab.Take(5000).Array!;
        slab.Clear();
        Assert.That(slab.Take(10).Array, Is.Not.SameAs(tooLong));
    }

    [Test]
    public void Take_EachOnItsOwn_MakesArraysOfTheirLengths()
    {
        Slab<int> slab = new(0);
        Assert.That(Enumerable.Range(1, 20).Select(length => slab.Take(length).Array!.Length), Is.EqualTo(Enumerable.Range(1, 20)));
    }
}
