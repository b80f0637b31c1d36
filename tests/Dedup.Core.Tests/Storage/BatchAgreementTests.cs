using Dedup.Core.Tests.Data;
using NUnit.Framework;

namespace Dedup.Core.Tests.Storage;

/// <summary>A corpus added to an index article by article gives the pairs of the batch once all is in.</summary>
public sealed class BatchAgreementTests
{
    /// <summary>Near copies, articles inside longer ones, and passages of 45 words between long texts, which an index without anchors misses.</summary>
    [Test]
    public void Find_EveryArticle_GivesThePairsOfTheBatch([Values] bool onDisk, [Values(1, 2)] int seed)
    {
        List<Article> pile = Pile((ulong)seed);
        Dictionary<(string, string), DuplicateRelation> batch = Deduplicator.Run(pile).Pairs.ToDictionary(pair => Key(pair.Left, pair.Right), pair => pair.Relation);
        Assert.That(batch.Values.Distinct().Count(), Is.GreaterThanOrEqualTo(3));
        using DuplicateIndex index = onDisk ? DuplicateIndex.Open(new FakeFolder()) : DuplicateIndex.InMemory();
        int added = 0;
        foreach (Article article in pile)
        {
            index.Add(article);
            if (onDisk && ++added % 40 == 0)
            {
                index.Commit();
            }
        }

        Dictionary<(string, string), DuplicateRelation> stream = [];
        foreach (Article article in pile)
        {
            foreach (DuplicateMatch match in index.Find(article))
            {
                stream[Key(article.Id, match.Id)] = match.Relation == DuplicateRelation.Contains ? DuplicateRelation.ContainedIn : match.Relation;
            }
        }

        Assert.That(batch.Count(pair => pair.Value == DuplicateRelation.SharesPassage), Is.GreaterThanOrEqualTo(40));
        Assert.That(stream.Select(Describe).Order(StringComparer.Ordinal), Is.EqualTo(batch.Select(Describe).Order(StringComparer.Ordinal)));
    }

    private static List<Article> Pile(ulong seed)
    {
        List<Article> pile = [];
        for (ulong i = 0; i < 40; i++)
        {
            string[] words = Texts.Words((seed * 1_000) + i, 300);
            pile.Add(new Article($"{i:D2}-a", string.Join(' ', words)));
            pile.Add(new Article($"{i:D2}-b", string.Join(' ', Texts.Edit(words, i, 6))));
            pile.Add(new Article($"{i:D2}-c", Texts.Text((seed * 2_000) + i, 900) + " " + string.Join(' ', words)));

            // The same 45 words within 1,200 others on either side.
            string passage = Texts.Text((seed * 3_000) + i, 45);
            pile.Add(new Article($"{i:D2}-d", Texts.Text((seed * 4_000) + i, 600) + " " + passage + " " + Texts.Text((seed * 5_000) + i, 600)));
            pile.Add(new Article($"{i:D2}-e", Texts.Text((seed * 6_000) + i, 600) + " " + passage + " " + Texts.Text((seed * 7_000) + i, 600)));
        }

        return pile;
    }

    private static (string, string) Key(string x, string y) => string.CompareOrdinal(x, y) < 0 ? (x, y) : (y, x);

    private static string Describe(KeyValuePair<(string, string), DuplicateRelation> pair) => $"{pair.Key} {pair.Value}";
}
