using Dedup.Core.Tests.Data;
using Dedup.Storage;
using NUnit.Framework;

namespace Dedup.Core.Tests.Storage;

public sealed class EvenSortTests
{
    [Test]
    public void Sort_AnyNumbers_GivesThemInOrder([Values(0, 1, 64, 65, 3_000, 100_000)] int count, [Values("even", "few", "one bucket", "sorted")] string spread, [Values(0, 8)] int commonBits)
    {
        Seeded random = new((ulong)count + 1);
        ulong[] numbers = [.. Enumerable.Range(0, count).Select(i => Number(i) >> commonBits)];
        ulong[] expected = [.. numbers.Order()];
        EvenSort.Sort(numbers, commonBits);
        Assert.That(numbers.SequenceEqual(expected), Is.True);

        ulong Number(int i) => spread switch
        {
            "even" => random.Next(),
            "few" => (ulong)random.Below(5) << 50,
            "one bucket" => random.Next() >> 40,
            _ => (ulong)i << 40,
        };
    }
}
