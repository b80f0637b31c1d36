using System.Globalization;
using System.Text;
using Dedup.Core.Tests.Data;
using NUnit.Framework;

namespace Dedup.Core.Tests.Acceptance;

/// <summary>Five real pages that plain detectors get wrong; they lie beside the checkout, if at all.</summary>
public sealed class SeedsTests
{
    [Test]
    public void Run_Seeds_FindsTheContainedArticleAndNoOtherDuplicate()
    {
        string folder = Repository.Shared("seeds");
        DedupReport report = Deduplicator.Run(Directory.GetFiles(folder, "*.txt").Select(file => new Article(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file))));
        DuplicatePair[] flagged = [.. report.Pairs.Where(pair => pair.Relation != DuplicateRelation.SharesPassage)];
        Assert.That(flagged.Select(pair => $"{pair.Left} {pair.Relation} {pair.Right}"), Is.EqualTo((string[])["001 ContainedIn 002"]));
        Assert.Multiple(() =>
        {
            Assert.That(flagged[0].LeftInRight, Is.GreaterThanOrEqualTo(0.999));
            Assert.That(flagged[0].Jaccard, Is.EqualTo(0.291).Within(0.002));
            Assert.That(flagged[0].Passages.Select(passage => passage with { SharedTokens = 0 }), Is.EqualTo((Passage[])[new(0, 11914, 0, 11914, 0)]));
            Assert.That(report.Pairs, Has.None.Matches<DuplicatePair>(pair => pair.Left is "003" or "004" || pair.Right is "003" or "004"));
        });
        foreach (string[] row in File.ReadLines(Path.Combine(folder, "expected.tsv")).Skip(1).Select(line => line.Split('\t')))
        {
            bool isFlagged = flagged.Any(pair => pair.Left == row[0] && pair.Right == row[1]);
            Assert.That(isFlagged, Is.EqualTo(row[2] == "contained"), string.Join(' ', row));
        }
    }

    /// <summary>The ten articles of the digest share their header and disclaimer, up to 39 % of the short ones' shingles; none repeats another.</summary>
    [Test]
    public void Run_SplitSeeds_PairsNoTwoArticlesOfTheDigest([Values] bool withTheOtherPages)
    {
        string folder = Repository.Shared("seeds");
        List<Article> articles = SplitPages(folder);
        Assert.That(articles, Has.Count.EqualTo(13));
        if (withTheOtherPages)
        {
            articles.AddRange(((string[])["001", "003", "004"]).Select(page => new Article(page, File.ReadAllText(Path.Combine(folder, page + ".txt")))));
        }

        string[] flagged =
        [
            .. Deduplicator.Run(articles).Pairs
                .Where(pair => pair.Relation is DuplicateRelation.Identical or DuplicateRelation.NearDuplicate or DuplicateRelation.ContainedIn)
                .Select(pair => $"{pair.Left} {pair.Relation} {pair.Right}"),
        ];
        Assert.That(flagged, Is.EqualTo(withTheOtherPages ? (string[])["001 Identical 002/0"] : []));
    }

    /// <summary>The articles that 000 and 002 are made of, by offsets in code points.</summary>
    private static List<Article> SplitPages(string folder)
    {
        Dictionary<string, Rune[]> pages = [];
        List<Article> articles = [];
        foreach (string[] row in File.ReadLines(Path.Combine(folder, "segments.tsv")).Skip(1).Select(line => line.Split('\t')))
        {
            if (!pages.TryGetValue(row[0], out Rune[]? page))
            {
                pages.Add(row[0], page = [.. File.ReadAllText(Path.Combine(folder, row[0] + ".txt")).EnumerateRunes()]);
            }

            int start = int.Parse(row[2], CultureInfo.InvariantCulture);
            int end = int.Parse(row[3], CultureInfo.InvariantCulture);
            articles.Add(new Article($"{row[0]}/{row[1]}", string.Concat(page[start..end])));
        }

        return articles;
    }

    [Test]
    public void Explain_TheContainedArticle_IsOneExactPassage()
    {
        PairExplanation explanation = Deduplicator.Explain(Read("002"), Read("001"));
        ExplainedPassage passage = explanation.Passages.Single();
        Assert.That(passage.Passage with { SharedTokens = 0 }, Is.EqualTo(new Passage(0, 11914, 0, 11914, 0)));
        Assert.That(passage.Differences, Is.Empty);
        Assert.That(explanation.LeftWordForWord, Is.EqualTo(1));
        Assert.That(explanation.LeftBoilerplate, Is.Not.Empty, "its header stands ten times in the page");
    }

    /// <summary>000 tells the story of 001 in its first 11,339 characters, translated there and back: other words, the same order.</summary>
    [Test]
    public void Explain_TheReTranslation_ShowsItsRunsInOrder()
    {
        ExplainedPassage[] passages = [.. Deduplicator.Explain(Read("000"), Read("001")).Passages.Where(passage => passage.Passage.SharedTokens >= 20)];
        Assert.Multiple(() =>
        {
            Assert.That(passages, Has.Length.GreaterThanOrEqualTo(10));
            Assert.That(passages.Select(passage => passage.Passage.LeftStart), Is.Ordered);
            Assert.That(passages.Select(passage => passage.Passage.RightStart), Is.Ordered);
            Assert.That(passages.Select(passage => passage.Passage.LeftStart), Has.All.LessThan(11340));
            Assert.That(passages.Select(passage => passage.Similarity), Has.All.InRange(0.6, 0.95));
        });
    }

    private static Article Read(string name) => new(name, File.ReadAllText(Path.Combine(Repository.Shared("seeds"), name + ".txt")));
}
