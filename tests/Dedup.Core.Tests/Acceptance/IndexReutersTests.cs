using System.Diagnostics;
using Dedup.Core.Tests.Data;
using Dedup.Core.Tests.Storage;
using NUnit.Framework;

namespace Dedup.Core.Tests.Acceptance;

/// <summary>The stream beside the batch on 17,538 newswire articles, full of forms; they lie beside the checkout, if at all.</summary>
public sealed class IndexReutersTests
{
    /// <summary>The batch over the articles of an index with several segments gives the pairs of the batch, all of them.</summary>
    [Test]
    public void Run_ReutersInAnIndex_GivesThePairsOfTheBatch()
    {
        List<Article> articles = Repository.ReadArticles(Repository.Shared("data/reuters_gold/docs.jsonl.gz"));
        FakeFolder folder = new();
        using (DuplicateIndex index = DuplicateIndex.Open(folder))
        {
            foreach (Article[] some in articles.Chunk(5000))
            {
                index.AddRange(some);
                index.Commit();
            }
        }

        using DuplicateIndex reader = DuplicateIndex.OpenRead(folder);
        DedupReport report = Deduplicator.Run(reader.ReadArticles(heldBytes: 0), reader.Options);
        TestContext.Out.WriteLine($"{report.Pairs.Count} pairs, {report.Clusters.Count} clusters");
        Assert.That(Equal(report, Deduplicator.Run(articles)), Is.True);

        static bool Equal(DedupReport x, DedupReport y) =>
            x.Pairs.Select(Describe).SequenceEqual(y.Pairs.Select(Describe))
            && x.Clusters.Select(static cluster => string.Join(' ', cluster.Members)).SequenceEqual(y.Clusters.Select(static cluster => string.Join(' ', cluster.Members)));

        static string Describe(DuplicatePair pair) => $"{pair.Left} {pair.Right} {pair.Relation} {pair.Jaccard:R} {pair.LeftInRight:R} {pair.RightInLeft:R} {string.Join(';', pair.Passages)}";
    }

    /// <summary>
    /// Each article of a full index is asked about; a pair counts as found when either of its articles finds the other. Added in the order in which the batch takes them, lists overflow with the same
    /// articles: then all is found that the batch finds, and what differs are stock passages of which too few carriers are seen.
    /// </summary>
    [TestCase(true, 0.96)]
    [TestCase(false, 0.935)]
    public void Find_Reuters_GivesNearlyAlwaysTheVerdictOfTheBatch(bool inOrderOfIds, double leastOfAll)
    {
        List<Article> articles = Repository.ReadArticles(Repository.Shared("data/reuters_gold/docs.jsonl.gz"));
        if (inOrderOfIds)
        {
            articles.Sort(static (x, y) => string.CompareOrdinal(x.Id, y.Id));
        }

        Dictionary<(string, string), DuplicateRelation> batch = Deduplicator.Run(articles).Pairs.ToDictionary(pair => Key(pair.Left, pair.Right), pair => pair.Relation);
        using DuplicateIndex index = DuplicateIndex.InMemory();
        articles.ForEach(index.Add);
        Dictionary<(string, string), DuplicateRelation> stream = [];
        int oneSided = 0;
        long start = Stopwatch.GetTimestamp();
        foreach (Article article in articles)
        {
            foreach (DuplicateMatch match in index.Find(article, mostMatches: 1000))
            {
                DuplicateRelation relation = match.Relation == DuplicateRelation.Contains ? DuplicateRelation.ContainedIn : match.Relation;
                oneSided += stream.TryAdd(Key(article.Id, match.Id), relation) ? 1 : -1;
            }
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        double all = Report("all pairs", static _ => true);
        double flagged = Report("flagged pairs", static relation => relation != DuplicateRelation.SharesPassage);
        TestContext.Out.WriteLine($"found from one side only: {oneSided}; {elapsed.TotalMicroseconds / articles.Count:F0} microseconds a question");
        Assert.That(flagged, Is.GreaterThan(0.99));
        Assert.That(all, Is.GreaterThan(leastOfAll), "in the order of the file 0.83 where only candidates are counted, 0.89 where so many articles of a hash are as it proposes");
        Assert.That(batch.Keys.Count(pair => !stream.ContainsKey(pair)), inOrderOfIds ? Is.Zero : Is.LessThan(50), "missed");

        double Report(string what, Func<DuplicateRelation, bool> counts)
        {
            HashSet<(string, string)> either = [.. batch.Concat(stream).Where(pair => counts(pair.Value)).Select(pair => pair.Key)];
            int equal = either.Count(pair => batch.TryGetValue(pair, out DuplicateRelation x) && stream.TryGetValue(pair, out DuplicateRelation y) && x == y);
            double share = (double)equal / either.Count;
            TestContext.Out.WriteLine(
                $"{what}: batch {batch.Count(pair => counts(pair.Value))}, stream {stream.Count(pair => counts(pair.Value))}, only batch {either.Count(pair => !stream.ContainsKey(pair))}, "
                + $"only stream {either.Count(pair => !batch.ContainsKey(pair))}, equal {equal} of {either.Count} = {share:F4}");
            return share;
        }

        static (string, string) Key(string x, string y) => string.CompareOrdinal(x, y) < 0 ? (x, y) : (y, x);
    }
}
