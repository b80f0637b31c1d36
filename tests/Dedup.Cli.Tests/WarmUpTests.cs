using System.Text;

namespace Dedup.Cli.Tests;

public sealed class WarmUpTests
{
    /// <summary>What the job does not come across is compiled when the real one gets there.</summary>
    [TestCase("scan", "news.jsonl")]
    [TestCase("clean", "news.jsonl", "-o", "out.jsonl")]
    [TestCase("index", "scan", "folder")]
    public void BeforeAScan_EveryRelationIsFoundAndReported(params string[] arguments)
    {
        string report = ResultOf(arguments);

        Assert.Multiple(() =>
        {
            Assert.That(report, Does.StartWith("5 articles, 1,029 words\n"));
            Assert.That(report, Does.Contain("\n10 pairs: 1 identical, 2 near-duplicate, 3 with one contained in the other, 4 sharing a passage\n"));
            Assert.That(report, Does.Contain("\nPairs\n"));
        });
    }

    [TestCase("index", "add", "folder", "news.jsonl")]
    [TestCase("index", "find", "folder", "news.jsonl")]
    public void BeforeQuestionsToAnIndex_AnIndexIsAsked(params string[] arguments)
    {
        string[] answers = ResultOf(arguments).TrimEnd('\n').Split('\n');

        Assert.Multiple(() =>
        {
            Assert.That(answers, Has.Length.EqualTo(5));
            Assert.That(answers[0], Is.EqualTo("""{"id":"story","matches":[]}"""));
            Assert.That(answers[1], Does.StartWith("""{"id":"same","matches":[{"id":"story","relation":"identical","jaccard":1"""));
        });
    }

    [TestCase]
    [TestCase("--help")]
    [TestCase("compare", "a.txt", "b.txt")]
    [TestCase("index", "stats", "folder")]
    [TestCase("no such command")]
    public void ForWhatIsOverInAMoment_NothingIsDone(params string[] arguments) => Assert.That(WarmUp.JobFor(arguments), Is.Null);

    private static string ResultOf(string[] arguments)
    {
        using MemoryStream output = new();
        WarmUp.JobFor(arguments)!(output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
