using Dedup.Candidates;
using Dedup.Core.Tests.Data;
using Dedup.Internals;
using NUnit.Framework;

namespace Dedup.Core.Tests.Candidates;

public sealed class KeyGroupsTests
{
    [Test]
    public void Group_AnyKeys_AreTheSharedOnesOfADictionary([Values(0, 1, 2, 1023, 1024, 1025, 20_000)] int entries, [Values(1, 40, 1_000_000)] int distinct)
    {
        KeyGroups groups = new();
        foreach (ulong seed in (ulong[])[7, 8])
        {
            Seeded random = new(seed + (ulong)entries);
            KeyEntries entered = new();
            Dictionary<uint, List<int>> expected = [];
            for (int article = 0; article < entries; article++)
            {
                uint number = (uint)random.Below(distinct);
                uint key = random.Below(3) switch { 0 => number, 1 => number << 12, _ => number * 0x9E3779B9 };
                entered.Add(KeyEntry.Of(key, article));
                expected.TryAdd(key, []);
                expected[key].Add(article);
            }

            AssertGroups(groups, entered, expected);
        }
    }

    /// <summary>Keys that only who knows the secret could choose: all in one bucket.</summary>
    [Test]
    public void Group_CrowdedBucket_IsSorted()
    {
        KeyEntries entered = new();
        Dictionary<uint, List<int>> expected = [];
        int article = 0;
        for (uint number = 0; expected.Count < 300; number++)
        {
            uint key = number * 0x9E3779B9;
            if (TableKey.Slot(key, 64 - 10) == 5)
            {
                expected.Add(key, [article, article + 1]);
                entered.Add(KeyEntry.Of(key, article++));
                entered.Add(KeyEntry.Of(key, article++));
            }
        }

        AssertGroups(new KeyGroups(), entered, expected);
    }

    private static void AssertGroups(KeyGroups groups, KeyEntries entered, Dictionary<uint, List<int>> expected)
    {
        // In two chunks, of which either may be empty.
        KeyMemory memory = new();
        int middle = entered.Count / 3;
        groups.Group([KeyParts.Deal(entered.All[..middle], partBits: 0, memory), KeyParts.Deal(entered.All[middle..], partBits: 0, memory)], part: 0, partBits: 0);
        List<int[]> found = [];
        for (int start = 0, end; start < groups.Count; start = end)
        {
            end = groups.EndOf(start);
            found.Add(Array.ConvertAll(groups.Entries[start..end].ToArray(), KeyEntry.ArticleOf));
        }

        found.Sort(static (x, y) => x[0].CompareTo(y[0]));
        Assert.That(found, Is.EqualTo(expected.Values.Where(static list => list.Count > 1).Select(static list => list.ToArray()).OrderBy(static list => list[0])));
    }
}
