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
}
