using Dedup.Cli.Writing;

namespace Dedup.Cli.Tests.Writing;

public sealed class WordingTests
{
    [TestCase(1, "100.0%")]
    [TestCase(0.99999, "99.9%")]
    [TestCase(0.2912, "29.1%")]
    [TestCase(0.00001, "0.1%")]
    [TestCase(0, "0.0%")]
    public void Percent_OnlyAllAndNothingAreRound(double share, string expected) => Assert.That(Figures.Percent(share), Is.EqualTo(expected));

    [TestCase(1, "1 pair")]
    [TestCase(0, "0 pairs")]
    [TestCase(12345, "12,345 pairs")]
    public void Count_AgreesInNumber(long count, string expected) => Assert.That(Figures.Count(count, "pair"), Is.EqualTo(expected));

    [Test]
    public void Excerpt_IsOneLineCutAtAWord()
    {
        string text = "skip first\n\n  line\twith \e[31mcolour and then " + string.Join(' ', Enumerable.Repeat("word", 50));

        string excerpt = Wording.Excerpt(text, 5, text.Length - 5);

        Assert.That(excerpt, Does.StartWith("\"first line with [31mcolour and then word word").And.EndWith("word ...\""));
        Assert.That(excerpt, Has.Length.LessThan(85));
    }

    [Test]
    public void Excerpt_OfAShortPassage_IsAllOfIt() => Assert.That(Wording.Excerpt("a short one.", 2, 5), Is.EqualTo("\"short\""));

    [Test]
    public void Excerpt_WithoutSpaces_DoesNotCutASurrogatePair()
    {
        string text = string.Concat(Enumerable.Repeat("😀", 300));

        Assert.That(Wording.Excerpt(text, 0, text.Length), Does.Match("^\"(😀){30,40} \\.\\.\\.\"$"));
    }
}
