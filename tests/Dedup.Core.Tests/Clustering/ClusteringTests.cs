using Dedup.Clustering;
using NUnit.Framework;

namespace Dedup.Core.Tests.Clustering;

public sealed class ClusteringTests
{
    [Test]
    public void DisjointSets_RandomUnions_AreTheConnectedComponents()
    {
        DisjointSets sets = new(8);
        sets.Union(5, 1);
        sets.Union(1, 3);
        sets.Union(6, 7);
        sets.Union(7, 6);
        Assert.That(sets.SetsOfTwoOrMore(), Is.EqualTo((List<List<int>>)[[1, 3, 5], [6, 7]]));
    }

    [Test]
    public void Cut_Chain_MakesStarsNotOneCluster()
    {
        // 0 - 1 - 2 - 3 - 4, each near its neighbours only.
        List<StarClusters.Star> stars = StarClusters.Cut(
            [0, 1, 2, 3, 4], static i => new[] { i - 1, i + 1 }.Where(j => j is >= 0 and < 5).Select(j => (j, 0.6)), static (_, _) => Assert.Fail("not asked for"), mostCompleted: 0);
        Assert.That(stars.Select(star => (star.Representative, string.Join(',', star.Members.Select(member => member.Member)))), Is.EqualTo(((int, string)[])[(0, "1"), (2, "3"), (4, "")]));
    }

    [Test]
    public void Cut_WithCompletion_AsksAboutTheFreeArticlesOfTheFirstRepresentatives()
    {
        List<(int, string)> asked = [];
        StarClusters.Cut(
            [3, 1, 2, 0], static i => i == 3 ? [(1, 0.9)] : [], (representative, free) => asked.Add((representative, string.Join(',', free))), mostCompleted: 2);
        Assert.That(asked, Is.EqualTo(((int, string)[])[(3, "1,2,0"), (2, "0")]));
    }

    [Test]
    public void RepresentativeRules_ChooseAsTheySay()
    {
        Article longest = new("c", "a longer text") { Date = new DateTimeOffset(2024, 1, 2, 0, 0, 0, TimeSpan.Zero), Source = "blog" };
        Article earliest = new("b", "a text") { Date = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), Source = "site" };
        Article undated = new("a", "a text") { Source = "agency" };
        Article[] all = [longest, undated, earliest];
        Assert.Multiple(() =>
        {
            Assert.That(all.Min(RepresentativeRule.LongestText), Is.SameAs(longest));
            Assert.That(all.Min(RepresentativeRule.EarliestDate), Is.SameAs(earliest));
            Assert.That(all.Min(RepresentativeRule.SmallestId), Is.SameAs(undated));
            Assert.That(all.Min(RepresentativeRule.SourcePriority("site", "agency")), Is.SameAs(earliest));
            Assert.That(all.Min(RepresentativeRule.SourcePriority("agency")), Is.SameAs(undated));
            Assert.That(all.Min(RepresentativeRule.SourcePriority("elsewhere")), Is.SameAs(longest), "no source is listed, so the longest");
        });
    }

    [Test]
    public void SourcePriority_Misuse_ThrowsWithTheValue()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => RepresentativeRule.SourcePriority(), Throws.ArgumentException);
            Assert.That(() => RepresentativeRule.SourcePriority("x", "x"), Throws.ArgumentException.With.Message.Contains("\"x\""));
        });
    }

    [Test]
    public void FirstListed_FollowsTheListAndThenTheLongerText()
    {
        RepresentativeRule rule = RepresentativeRule.FirstListed(["z", "a"]);
        Article[] articles = [new("a", "x"), new("long", "xyz"), new("z", "x"), new("b", "x")];

        Assert.That(articles.Order(rule).Select(article => article.Id), Is.EqualTo((string[])["z", "a", "long", "b"]));
        Assert.That(() => RepresentativeRule.FirstListed(["a", "a"]), Throws.ArgumentException.With.Message.Contains("The id \"a\" is listed twice"));
        Assert.That(() => RepresentativeRule.FirstListed([]), Throws.ArgumentException.With.Message.Contains("No id is listed"));
    }
}
