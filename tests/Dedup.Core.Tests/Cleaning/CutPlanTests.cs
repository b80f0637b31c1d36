using Dedup.Cleaning;
using Dedup.Core.Tests.Data;
using NUnit.Framework;

namespace Dedup.Core.Tests.Cleaning;

public sealed class CutPlanTests
{
    private static CutPlan Plan(params Article[] articles) => CutPlan.Make(Deduplicator.Run(articles, CutPlan.Options(new DedupOptions())));

    [Test]
    public void Make_APassageOfTwo_StaysInTheSmallerId()
    {
        string quote = Texts.Text(1, 120);
        Article first = new("a", Texts.Text(2, 200) + " " + quote);
        Article second = new("b", Texts.Text(3, 50) + " " + quote + " " + Texts.Text(4, 60));

        CutPlan plan = Plan(first, second);

        Assert.That(plan.Cuts, Has.Count.EqualTo(1));
        PassageCut cut = plan.Cuts[0];
        Assert.That((cut.Id, cut.KeptId), Is.EqualTo(("b", "a")));
        Assert.That(second.Text.Substring(cut.Range.Start, cut.Range.Length), Is.EqualTo(quote));
        Assert.That(first.Text.Substring(cut.KeptRange.Start, cut.KeptRange.Length), Is.EqualTo(quote));
        Assert.That(plan.Apply(second), Is.EqualTo(Texts.Text(3, 50) + " " + Texts.Text(4, 60)));
        Assert.That(plan.Apply(first), Is.SameAs(first.Text));
    }

    [Test]
    public void Make_AHeaderOnManyPages_StaysOnOne()
    {
        string header = Texts.Text(1, 150);
        Article[] articles = [.. Enumerable.Range(100, 60).Select(i => new Article($"page{i}", header + "\n\n" + Texts.Text((ulong)i, 200)))];

        CutPlan plan = Plan(articles);

        Assert.That(plan.ArticleCount, Is.EqualTo(59));
        Assert.That(plan.Apply(articles[0]), Is.EqualTo(articles[0].Text));
        for (int i = 1; i < articles.Length; i++)
        {
            Assert.That(plan.Apply(articles[i]), Is.EqualTo(Texts.Text((ulong)(100 + i), 200)), articles[i].Id);
        }
    }

    /// <summary>One price report of two days: what is cut as repeated must not be what differs.</summary>
    [Test]
    public void Make_PassageWithEdits_LosesOnlyWhatIsEqual()
    {
        (string start, string middle, string end) = (Texts.Text(1, 70), Texts.Text(2, 10), Texts.Text(3, 90));
        Article first = new("a", $"{start} 255 {middle} 465 {end}");
        Article second = new("b", $"{start} 264 {middle} 470 {end}");

        Assert.That(Plan(first, second).Apply(second), Is.EqualTo($"264 {middle} 470 "));
    }

    [Test]
    public void Make_WhatMayNotBeCut_KeepsItsText()
    {
        string quote = Texts.Text(1, 120);
        Article[] articles = [new("a", Texts.Text(2, 100) + " " + quote), new("b", Texts.Text(3, 100) + " " + quote), new("c", Texts.Text(4, 100) + " " + quote)];

        CutPlan plan = CutPlan.Make(Deduplicator.Run(articles, CutPlan.Options(new DedupOptions())), id => id != "b");

        Assert.That(plan.Cuts.Select(cut => cut.Id).Distinct(), Is.EqualTo((string[])["c"]));
    }

    [TestCase(1ul), TestCase(2ul), TestCase(3ul), TestCase(4ul)]
    public void Make_GeneratedMosaics_EveryCutStandsUncutInTheKeptArticle(ulong seed)
    {
        Seeded random = new(seed);
        string[] pieces = [.. Enumerable.Range(0, 12).Select(i => Texts.Text((seed * 100) + (ulong)i, 60 + random.Below(120)))];
        Article[] articles = [.. Enumerable.Range(10, 40).Select(i => new Article(
            $"m{i}", string.Join(' ', Enumerable.Range(0, 1 + random.Below(4)).Select(_ => random.Below(3) == 0 ? Texts.Text(random.Next(), 70) : pieces[random.Below(pieces.Length)]))))];

        CutPlan plan = Plan(articles);
        CutPlan turned = CutPlan.Make(Deduplicator.Run(articles.AsEnumerable().Reverse(), CutPlan.Options(new DedupOptions { Threads = 1 })));

        Assert.That(plan.Cuts, Is.Not.Empty);
        Assert.That(turned.Cuts, Is.EqualTo(plan.Cuts));
        foreach (PassageCut cut in plan.Cuts)
        {
            Assert.That(
                plan.Cuts.Where(other => other.Id == cut.KeptId).Any(other => other.Range.Start < cut.KeptRange.Start + cut.KeptRange.Length && cut.KeptRange.Start < other.Range.Start + other.Range.Length),
                Is.False,
                $"seed {seed}: {cut}");
        }

        // Every word of every text is still somewhere.
        HashSet<string> left = [.. articles.SelectMany(article => plan.Apply(article).Split(' '))];
        Assert.That(articles.SelectMany(article => article.Text.Split(' ')).Where(word => !left.Contains(word)), Is.Empty, $"seed {seed}");
        Assert.That(articles.Sum(article => plan.Apply(article).Length), Is.LessThan(articles.Sum(article => article.Text.Length) * 3 / 4), $"seed {seed}");
    }
}
