using Dedup.Core.Tests.Data;
using Dedup.Storage;
using NUnit.Framework;

namespace Dedup.Core.Tests.Storage;

/// <summary>A table on disk beside a sorted list: what is filed under each key is found again, and nothing under any other.</summary>
public sealed class KeyTableTests
{
    private const ulong Keys = 1UL << 40;

    /// <summary>Few and many entries, keys spread evenly, few of them, or all in one bucket; values of few bits and of many.</summary>
    [Test]
    public void Find_AnyEntries_IsWhatWasAdded([Values(0, 1, 70, 5_000)] int count, [Values(1, 14, 33)] int valueBits, [Values("even", "few", "one bucket")] string spread)
    {
        Seeded random = new((ulong)(count + valueBits));
        List<(ulong Key, ulong Value)> entries = [.. Enumerable.Range(0, count).Select(_ => (Key(), random.Next() >> (64 - valueBits))).Distinct().Order()];
        KeyTable table = Write(entries, valueBits, new PostingCap(int.MaxValue, null));
        ILookup<ulong, ulong> expected = entries.ToLookup(entry => entry.Key, entry => entry.Value);
        foreach (ulong key in expected.Select(group => group.Key).Concat(expected.SelectMany(group => (ulong[])[group.Key - 1, group.Key + 1, group.Key ^ (1UL << 30)])).Where(key => key < Keys))
        {
            List<ulong> found = [];
            table.Find(key, found);
            Assert.That(found, Is.EqualTo(expected[key]), $"key {key:X}");
        }

        KeyTableCursor cursor = table.ReadThrough();
        List<(ulong, ulong)> all = [];
        while (cursor.MoveNext())
        {
            all.Add((cursor.Key, cursor.Value));
        }

        Assert.That(all, Is.EqualTo(entries));
        Assert.That(cursor.MoveNext(), Is.False);

        ulong Key() => spread switch
        {
            "even" => random.Next() % Keys,
            "few" => (ulong)random.Below(9) << 33,
            _ => (ulong)random.Below(100_000),
        };
    }

    /// <summary>A million keys and more come in several parts; an entry and what is seen first of it take so many bytes.</summary>
    [Test]
    public void Find_SeveralParts_FindsEachKeyInAFewBytes()
    {
        const int Count = 2_500_000;
        Seeded random = new(1);
        List<(ulong Key, ulong Value)> entries = [.. Enumerable.Range(0, Count).Select(i => (random.Next() % Keys, (ulong)i % 8192)).Order()];
        KeyTable table = Write(entries, valueBits: 13, new PostingCap(int.MaxValue, null));
        Assert.That(table.Shape.Parts, Has.Length.EqualTo(4));
        Assert.That(table.Shape.Count, Is.EqualTo(Count));
        List<ulong> found = [];
        for (int i = 0; i < Count; i += 97)
        {
            found.Clear();
            table.Find(entries[i].Key, found);
            Assert.That(found, Does.Contain(entries[i].Value), $"entry {i}");
        }

        long bytes = table.Shape.EndOf(table.Shape.Parts[^1]) - table.Shape.Parts[0].Start;
        double seenFirst = table.Shape.Parts.Sum(part => (double)part.TagBytes + ((table.Shape.BucketCount + 1) * KeyTablePart.DirectoryBytes)) / Count;
        TestContext.Out.WriteLine($"{(double)bytes / Count:F2} bytes an entry, {8 * seenFirst:F2} bits of them seen first");
        Assert.That(seenFirst, Is.LessThan(1.3));
        Assert.That((double)bytes / Count, Is.LessThan(4.5));
    }

    [Test]
    public void PostingCap_MoreThanItKeeps_LeavesOutAnchorsFirst()
    {
        PostingCap cap = new(4, SegmentValue.IsAnchor);
        cap.Begin(1);
        ulong[] values = [.. Enumerable.Range(0, 12).Select(slot => SegmentValue.OfHash(slot, isAnchor: slot % 2 == 0, isSmall: false))];
        Assert.That(Kept(4), Is.EqualTo(values[..4]), "all of so few");
        Assert.That(Kept(5), Is.EqualTo((ulong[])[values[1], values[3]]));
        Assert.That(Kept(12), Is.EqualTo((ulong[])[values[1], values[3], values[5], values[7]]));

        ulong[] Kept(int count)
        {
            cap.Begin(2);
            Array.ForEach(values[..count], cap.Add);
            return cap.Kept.ToArray();
        }
    }

    private static KeyTable Write(List<(ulong Key, ulong Value)> entries, int valueBits, PostingCap cap)
    {
        FakeFolder folder = new();
        KeyTableShape shape;
        using (PageWriter file = new(folder.Create("table"), 7))
        {
            file.Write([1, 2, 3]);
            KeyTableWriter writer = new(file, entries.Count, valueBits, cap);
            entries.ForEach(entry => writer.Add(entry.Key, entry.Value));
            shape = writer.Finish();
            file.Finish();
        }

        return new KeyTable(new PagedFile(folder, "table", 7, fileBytes: null, new PageCache(1 << 22)), shape);
    }
}
