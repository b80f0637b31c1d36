using Dedup.Core.Tests.Data;
using NUnit.Framework;

namespace Dedup.Core.Tests.Acceptance;

/// <summary>17,538 newswire articles with labelled pairs; they lie beside the checkout, if at all.</summary>
public sealed class ReutersTests
{
    [Test]
    public void Run_Reuters_EveryReportedSimilarityIsExact()
    {
        List<Article> articles = Repository.ReadArticles(Repository.Shared("data/reuters_gold/docs.jsonl.gz"));
        DedupReport report = Deduplicator.Run(articles);
        Dictionary<string, Article> byId = articles.ToDictionary(article => article.Id);
        Dictionary<(string, int), HashSet<string>> shingles = [];
        Assert.That(report.Pairs, Has.Count.GreaterThan(800));
        foreach (DuplicatePair pair in report.Pairs)
        {
            (double jaccard, double leftInRight, double rightInLeft) = Oracle.Similarities(Shingles(pair.Left), Shingles(pair.Right));
            Assert.Multiple(() =>
            {
                Assert.That(pair.Jaccard, Is.EqualTo(jaccard).Within(1e-12), $"{pair.Left} {pair.Right}");
                Assert.That(pair.LeftInRight, Is.EqualTo(leftInRight).Within(1e-12), $"{pair.Left} {pair.Right}");
                Assert.That(pair.RightInLeft, Is.EqualTo(rightInLeft).Within(1e-12), $"{pair.Left} {pair.Right}");
            });

            HashSet<string> Shingles(string id)
            {
                if (!shingles.TryGetValue((id, pair.ShingleWidth), out HashSet<string>? set))
                {
                    shingles.Add((id, pair.ShingleWidth), set = Oracle.Shingles(byId[id].Text, pair.ShingleWidth));
                }

                return set;
            }
        }
    }

    /// <summary>Of the pairs labelled near or contained, every one whose exact similarity reaches a threshold is reported: neither indexes nor the template rule lose any worth mention.</summary>
    [Test]
    public void Run_Reuters_ReportsTheTruePairsThatReachAThreshold()
    {
        string folder = Repository.Shared("data/reuters_gold");
        List<Article> articles = Repository.ReadArticles(Path.Combine(folder, "docs.jsonl.gz"));
        Dictionary<string, Article> byId = articles.ToDictionary(article => article.Id);
        HashSet<(string, string)> reported = [.. Deduplicator.Run(articles).Pairs
            .Where(pair => pair.Relation != DuplicateRelation.SharesPassage)
            .SelectMany(pair => ((string, string)[])[(pair.Left, pair.Right), (pair.Right, pair.Left)])];
        int expected = 0;
        List<string> missed = [];
        foreach (string[] row in File.ReadLines(Path.Combine(folder, "pairs.tsv")).Select(line => line.Split('\t')))
        {
            if (row[2] is not ("near" or "contained"))
            {
                continue;
            }

            (double jaccard, double left, double right) = Oracle.Similarities(Oracle.Shingles(byId[row[0]].Text), Oracle.Shingles(byId[row[1]].Text));
            if (jaccard >= 0.5 || Math.Max(left, right) >= 0.8)
            {
                expected++;
                if (!reported.Contains((row[0], row[1])))
                {
                    missed.Add($"{row[0]} {row[1]} J={jaccard:F3} C={Math.Max(left, right):F3}");
                }
            }
        }

        Assert.That(expected, Is.GreaterThan(690));
        Assert.That(missed, Has.Count.LessThanOrEqualTo(expected / 200), string.Join('\n', missed));
    }
}
