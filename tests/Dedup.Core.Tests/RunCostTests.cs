using Dedup.Core.Tests.Data;
using Dedup.Internals;
using NUnit.Framework;

namespace Dedup.Core.Tests;

public sealed class RunCostTests
{
    [Test]
    public void Cost_OfARun_HasEveryStageOnceInOrderAndNoMoreThanTheWhole()
    {
        Article[] articles = [.. Enumerable.Range(0, 300).Select(i => new Article($"{i}", Texts.Text((ulong)i / 2, 200)))];
        DedupReport report = Deduplicator.Run(articles, new DedupOptions { RecallSample = 10 });
        RunCost cost = report.Cost;
        Assert.Multiple(() =>
        {
            Assert.That(cost.Stages.Select(stage => stage.Stage), Is.EqualTo(Enum.GetValues<DedupStage>()));
            Assert.That(cost.Stages.Select(stage => stage.Elapsed), Has.All.GreaterThanOrEqualTo(TimeSpan.Zero));
            Assert.That(cost.Stages.Sum(stage => stage.Elapsed.Ticks), Is.LessThanOrEqualTo(cost.Elapsed.Ticks).And.GreaterThan(cost.Elapsed.Ticks / 2), "little lies between the stages");
            Assert.That(cost.Stages[(int)DedupStage.Signing].Items, Is.EqualTo(300));
            Assert.That(cost.Stages[(int)DedupStage.FindingCandidates].Items, Is.EqualTo(150), "identical articles are gathered");
            Assert.That(cost.Stages[(int)DedupStage.Verifying].Items, Is.GreaterThanOrEqualTo(report.CandidatePairCount));
            Assert.That(cost.Stages[(int)DedupStage.EstimatingRecall].Items, Is.EqualTo(150));
        });
    }

    [Test]
    public void Cost_OfOtherOptions_CountsWhatIsKept()
    {
        Article[] articles = [.. Enumerable.Range(0, 100).Select(i => new Article($"{i}", Texts.Text((ulong)i, 100)))];
        RunCost resemblance = Deduplicator.Run(articles, new DedupOptions { Detect = Detect.Resemblance }).Cost;
        RunCost passages = Deduplicator.Run(articles, new DedupOptions { Detect = Detect.Passages }).Cost;
        Assert.Multiple(() =>
        {
            Assert.That(resemblance.SignatureBytes, Is.EqualTo(100 * 128 * 2), "two bytes a component");
            Assert.That(resemblance.SketchBytes, Is.Zero);

            // No two articles meet, so all that is kept is where the groups of each article start, for the bands of shingles; no article is so short that its words have any.
            Assert.That(resemblance.TableBytes, Is.EqualTo(101 * 4));
            Assert.That(passages.SignatureBytes, Is.Zero);
            Assert.That(passages.SketchBytes, Is.EqualTo(100 * 24 * 6).Within(10).Percent, "24 hashes of 6 bytes for an article of 100 words");
            Assert.That(passages.IndexBytes, Is.EqualTo(passages.SketchBytes + passages.TableBytes));
        });
    }

    /// <summary>Bytes per article are bounded: ten times the articles take about ten times the memory.</summary>
    [Test]
    public void IndexBytes_TenTimesTheArticles_GrowInProportion()
    {
        double few = BytesPerArticle(400);
        double many = BytesPerArticle(4000);
        Assert.That(many / few, Is.InRange(0.5, 2), "a table doubles when it is half full");

        static double BytesPerArticle(int count) =>
            Deduplicator.Run(Enumerable.Range(0, count).Select(i => new Article($"{i}", Texts.Text((ulong)i, 100)))).Cost.IndexBytes / (double)count;
    }

    [Test]
    public void StageClock_StageWithinAStage_CountsNoMomentTwice()
    {
        StageClock clock = new();
        clock.Time(DedupStage.Clustering, () =>
        {
            Thread.Sleep(20);
            clock.Time(DedupStage.Verifying, () => Thread.Sleep(200));
            Thread.Sleep(20);
        });
        clock.Time(DedupStage.Verifying, () => Thread.Sleep(20));
        TimeSpan whole = clock.Elapsed();
        IReadOnlyList<StageCost> stages = clock.Stages();
        Assert.Multiple(() =>
        {
            Assert.That(stages.Select(stage => stage.Stage), Is.EqualTo((DedupStage[])[DedupStage.Verifying, DedupStage.Clustering]));
            Assert.That(stages[0].Elapsed.TotalMilliseconds, Is.GreaterThan(215));
            Assert.That(stages[1].Elapsed.TotalMilliseconds, Is.GreaterThan(35));
            Assert.That(stages.Sum(stage => stage.Elapsed.Ticks), Is.LessThanOrEqualTo(whole.Ticks));
        });
    }

    [Test]
    public void StageClock_WorkThatThrows_GoesBackToTheOuterStage()
    {
        StageClock clock = new();
        clock.Time(DedupStage.Listing, () =>
        {
            Assert.That(() => clock.Time(DedupStage.Signing, () => throw new InvalidOperationException()), Throws.InvalidOperationException);
            Thread.Sleep(50);
        });
        Assert.That(clock.Stages()[1].Elapsed.TotalMilliseconds, Is.GreaterThan(45));
    }
}
