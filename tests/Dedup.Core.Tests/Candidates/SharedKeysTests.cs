using Dedup.Candidates;
using Dedup.Core.Tests.Data;
using Dedup.Internals;
using NUnit.Framework;

namespace Dedup.Core.Tests.Candidates;

public sealed class SharedKeysTests
{
    private const int Limit = 3;
    private const int MostWithAnchors = 5;

    /// <summary>So many keys as are announced make one turn and one part, several parts, or all turns and parts.</summary>
    [Test]
    public void CountEarlier_AnyKeys_AreThoseOfADictionary([Values(0, 1, 63, 64, 65, 700)] int articles, [Values(0, 300_000, 1L << 40)] long announced, [Values(1, 2)] int threads)
    {
        Seeded random = new((ulong)articles + 5);
        (uint Key, bool IsAnchor)[][] keys = [.. Enumerable.Range(0, articles).Select(_ => KeysOfOne(random))];
        uint turns = (uint)SharedKeys.TurnsFor(announced);
        SharedKeys shared = SharedKeys.Build(
            new ParallelPhase(threads, new StageClock(), progress: null, CancellationToken.None),
            new SharedKeys.Scratch(),
            articles,
            announced,
            (entries, first, end, turn) =>
            {
                for (int article = first; article < end; article++)
                {
                    Array.ForEach(Array.FindAll(keys[article], key => key.Key % turns == turn), key => entries.Add(KeyEntry.Of(key.Key, article, key.IsAnchor)));
                }
            },
            MostWithAnchors);

        SharedCounter counter = new();
        for (int article = 0; article < articles; article++)
        {
            shared.CountEarlier(article, Limit, counter);
            Dictionary<int, int> counts = counter.Touched.ToArray().ToDictionary(other => other, other => counter[other]);
            Assert.That(counts, Is.EquivalentTo(Expected(keys, article)), $"article {article} of {articles}");
            counter.Reset();
        }
    }

    private static (uint, bool)[] KeysOfOne(Seeded random) =>
        [.. Enumerable.Range(0, random.Below(40)).Select(_ => (uint)random.Below(4000)).Distinct().Select(key => (key * 0x9E3779B9, random.Below(3) == 0))];

    private static Dictionary<int, int> Expected((uint Key, bool IsAnchor)[][] keys, int article)
    {
        Dictionary<int, int> counts = [];
        foreach (uint key in keys[article].Select(static entry => entry.Key))
        {
            (int Article, bool IsAnchor)[] carriers = [.. keys.SelectMany((own, i) => own.Where(entry => entry.Key == key).Select(entry => (i, entry.IsAnchor)))];
            int[] group = [.. carriers.Where(carrier => carriers.Length <= MostWithAnchors || !carrier.IsAnchor).Select(static carrier => carrier.Article)];
            foreach (int earlier in group.Contains(article) ? group.Take(Limit).Where(other => other < article) : [])
            {
                counts[earlier] = counts.GetValueOrDefault(earlier) + 1;
            }
        }

        return counts;
    }
}
