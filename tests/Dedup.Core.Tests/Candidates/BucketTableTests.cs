using Dedup.Candidates;
using Dedup.Core.Tests.Data;
using NUnit.Framework;

namespace Dedup.Core.Tests.Candidates;

public sealed class BucketTableTests
{
    [Test]
    public void Add_ManyKeys_BehavesAsADictionaryOfLists([Values(1, 3, int.MaxValue)] int limit)
    {
        Seeded random = new(11);
        BucketTable table = new(limit);
        Dictionary<ulong, List<int>> expected = [];
        for (int article = 0; article < 50_000; article++)
        {
            // Keys with equal low halves, equal high halves and plain small numbers.
            ulong number = (ulong)random.Below(3000);
            ulong key = random.Below(3) switch { 0 => number, 1 => number << 40, _ => number * 0x9E3779B97F4A7C15 };
            table.Add(key, article);
            if (!expected.TryGetValue(key, out List<int>? list))
            {
                expected.Add(key, list = []);
            }

            if (list.Count < limit)
            {
                list.Add(article);
            }
        }

        foreach ((ulong key, List<int> list) in expected)
        {
            Assert.That(Read(table, key), Is.EqualTo(list), $"key {key:X}");
        }

        Assert.That(Read(table, 0xDEAD_BEEF_0000_0001), Is.Empty);
    }

    private static List<int> Read(BucketTable table, ulong key)
    {
        List<int> articles = [];
        foreach (int article in table[key])
        {
            articles.Add(article);
        }

        return articles;
    }
}
