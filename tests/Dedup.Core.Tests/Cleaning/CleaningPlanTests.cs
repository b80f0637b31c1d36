using Dedup.Cleaning;
using Dedup.Clustering;
using Dedup.Core.Tests.Data;
using NUnit.Framework;

namespace Dedup.Core.Tests.Cleaning;

public sealed class CleaningPlanTests
{
    private const Removable All = Removable.Identical | Removable.NearDuplicate | Removable.Contained;

    private static readonly string Story = Texts.Text(1, 300);
    private static readonly string Edited = string.Join(' ', Texts.Edit(Texts.Words(1, 300), 5, 6));
    private static readonly string Page = Texts.Text(2, 500) + " " + Story + " " + Texts.Text(3, 500);

    private static CleaningPlan Plan(Removable remove, params Article[] articles) => CleaningPlan.Make(articles, Deduplicator.Run(articles), remove);

    private static string[] Shown(CleaningPlan plan) => [.. plan.Removals.Select(removal => $"{removal.Id} {removal.Relation} {removal.KeptId}")];

    [TestCase(Removable.None, new string[0])]
    [TestCase(Removable.Identical, new[] { "copy Identical story" })]
    [TestCase(Removable.NearDuplicate, new[] { "edited NearDuplicate story" })]
    [TestCase(Removable.Identical | Removable.NearDuplicate, new[] { "copy Identical story", "edited NearDuplicate story" })]
    [TestCase(All, new[] { "copy ContainedIn page", "edited ContainedIn page", "story ContainedIn page" })]
    public void Make_EachKind_RemovesWhatItSays(Removable remove, string[] expected)
    {
        CleaningPlan plan = Plan(remove, new("story", Story + " "), new("copy", Story), new("edited", Edited[..Story.Length]), new("page", Page), new("other", Texts.Text(9, 300)));

        Assert.That(Shown(plan), Is.EqualTo(expected));
        Assert.That(plan.KeptCount, Is.EqualTo(5 - expected.Length));
        Assert.That(plan.Find("other"), Is.Null);
    }

    [Test]
    public void Make_Similarities_AreThoseOfTheTwoCompared()
    {
        Article story = new("story", Story + " .");
        Article edited = new("edited", Edited[..Story.Length]);
        Removal removal = Plan(All, story, edited).Find("edited")!;
        DuplicatePair pair = Deduplicator.Compare(edited, story);

        Assert.That(removal, Is.EqualTo(new Removal("edited", "story", DuplicateRelation.NearDuplicate, pair.Jaccard, pair.LeftInRight, pair.RightInLeft)));
    }

    [Test]
    public void Make_DependantOutsideTheContainer_KeepsTheArticleThatStandsForIt()
    {
        // The near-duplicate has a part that the page lacks, so that it is not inside the page; the story stands for it and has to stay.
        string[] words = Texts.Words(1, 300);
        string story = string.Join(' ', words);
        string near = string.Join(' ', [.. words[..210], .. Texts.Words(77, 85)]);
        string page = Texts.Text(2, 500) + " " + story + " " + Texts.Text(3, 500);
        Article[] articles = [new("near", near[..Math.Min(near.Length, story.Length - 1)]), new("story", story), new("page", page)];
        DedupReport report = Deduplicator.Run(articles);
        Assume.That(report.Pairs.Select(pair => $"{pair.Left} {pair.Relation} {pair.Right}"), Is.EquivalentTo((string[])["near NearDuplicate story", "near SharesPassage page", "story ContainedIn page"]));

        Assert.That(Shown(CleaningPlan.Make(articles, report, All)), Is.EqualTo((string[])["near NearDuplicate story"]));
        Assert.That(Shown(CleaningPlan.Make(articles, report, Removable.Contained)), Is.EqualTo((string[])["story ContainedIn page"]), "alone, it stands for nobody");
    }

    [Test]
    public void Make_ContainersInContainers_OneKeptContainerStandsForAll()
    {
        string inner = Texts.Text(1, 200);
        string middle = Texts.Text(2, 300) + " " + inner;
        string outer = Texts.Text(3, 900) + " " + middle;

        Assert.That(Shown(Plan(All, new("a", inner), new("b", middle), new("c", outer))), Is.EqualTo((string[])["a ContainedIn c", "b ContainedIn c"]));
    }

    [Test]
    public void Make_RemovedContainer_StandsForNobody()
    {
        // The page is removed as a near-duplicate of a longer one, which contains the story as well.
        string longer = Page + " " + Texts.Text(4, 20);

        Assert.That(Shown(Plan(All, new("a", Story), new("b", Page), new("c", longer))), Is.EqualTo((string[])["a ContainedIn c", "b NearDuplicate c"]));
    }

    [Test]
    public void Make_Rule_ChoosesWhichCopyIsKept()
    {
        Article[] articles =
        [
            new("a", Story) { Date = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero) },
            new("b", Story) { Date = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero) },
            new("c", Story),
        ];
        DedupReport report = Deduplicator.Run(articles, new DedupOptions { Representative = RepresentativeRule.EarliestDate });

        Assert.That(Shown(CleaningPlan.Make(articles, report, Removable.Identical, RepresentativeRule.EarliestDate)), Is.EqualTo((string[])["a Identical b", "c Identical b"]));
    }

    [Test]
    public void Make_MoreCopiesThanPairsAreListedFor_RemovesAllButOne()
    {
        DedupOptions options = new() { Verification = new() { PairsPerFamily = 3 } };
        Article[] articles = [.. Enumerable.Range(10, 40).Select(i => new Article($"copy{i}", Story)), .. Enumerable.Range(10, 40).Select(i => new Article($"edit{i}", Edited))];
        DedupReport report = Deduplicator.Run(articles, options);

        CleaningPlan plan = CleaningPlan.Make(articles, report);

        Assert.That(plan.KeptCount, Is.EqualTo(1));
        Assert.That(plan.Removals.Select(removal => removal.Relation).Distinct(), Is.EquivalentTo((DuplicateRelation[])[DuplicateRelation.Identical, DuplicateRelation.NearDuplicate]));
    }

    [TestCase(1ul), TestCase(2ul), TestCase(3ul), TestCase(4ul), TestCase(5ul), TestCase(6ul)]
    public void Make_GeneratedPiles_EveryRemovalStandsOnAKeptArticle(ulong seed)
    {
        Article[] articles = Pile(seed);
        DedupReport report = Deduplicator.Run(articles);
        foreach (Removable remove in (Removable[])[Removable.Identical, Removable.NearDuplicate, Removable.Contained, Removable.Identical | Removable.Contained, All])
        {
            CleaningPlan plan = CleaningPlan.Make(articles, report, remove);
            CleaningPlan turned = CleaningPlan.Make(articles.AsEnumerable().Reverse(), Deduplicator.Run(articles.AsEnumerable().Reverse(), new DedupOptions { Threads = 1 }), remove);
            Dictionary<string, Article> byId = articles.ToDictionary(article => article.Id);
            string input = $"seed {seed}, {remove}";

            Assert.That(Shown(turned), Is.EqualTo(Shown(plan)), input);
            Assert.That(plan.KeptCount + plan.Removals.Count, Is.EqualTo(articles.Length), input);
            foreach (Removal removal in plan.Removals)
            {
                Assert.That(plan.Find(removal.KeptId), Is.Null, $"{input}: {removal} stands on a removed article");
                DuplicatePair pair = Deduplicator.Compare(byId[removal.Id], byId[removal.KeptId]);
                Assert.That(pair.Relation, Is.EqualTo(removal.Relation), $"{input}: {removal}");
                Assert.That(pair.Relation != DuplicateRelation.ContainedIn || pair.Left == removal.Id, $"{input}: {removal} has the container removed");
            }

            Assert.That(plan.Removals, Is.Not.Empty, input);
        }
    }

    [Test]
    public void Make_ReportOfOtherArticles_IsRefused()
    {
        Article[] articles = [new("a", Story), new("b", Story)];
        DedupReport report = Deduplicator.Run(articles);

        Assert.That(() => CleaningPlan.Make([articles[0]], report), Throws.ArgumentException.With.Message.Contain("\"b\", which is not among the articles"));
        Assert.That(() => CleaningPlan.Make([.. articles, articles[0]], report), Throws.ArgumentException.With.Message.Contain("Two articles have the id \"a\""));
        Assert.That(() => CleaningPlan.Make(articles, report, (Removable)8), Throws.ArgumentException.With.Message.Contain("unknown flag"));
    }

    /// <summary>Stories, each with copies, edits, pages around them and pages around pages.</summary>
    private static Article[] Pile(ulong seed)
    {
        Seeded random = new(seed);
        List<Article> articles = [];
        for (ulong story = 0; story < 12; story++)
        {
            string[] words = Texts.Words((seed * 1000) + story, 60 + random.Below(200));
            List<string> versions = [string.Join(' ', words)];
            for (int i = random.Below(5); i > 0; i--)
            {
                string from = versions[random.Below(versions.Count)];
                versions.Add(random.Below(4) switch
                {
                    0 => from,
                    1 => string.Join(' ', Texts.Edit(from.Split(' '), random.Next(), 4)),
                    2 => Texts.Text(random.Next(), 30 + random.Below(400)) + " " + from,
                    _ => from[(from.Length / (2 + random.Below(8)))..],
                });
            }

            articles.AddRange(versions.Select(text => new Article($"{random.Below(1_000_000):x5}-{articles.Count + versions.IndexOf(text)}-{random.Below(1_000_000)}", text)));
        }

        return [.. articles];
    }
}
