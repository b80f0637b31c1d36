using Dedup.Core.Tests.Data;
using NUnit.Framework;

namespace Dedup.Core.Tests.Verification;

public sealed class ExplainTests
{
    [Test]
    public void Explain_EditedPassage_SaysWhatDiffers()
    {
        const string Left = "One two three four five six seven old words eight nine ten eleven gone twelve thirteen fourteen fifteen sixteen seventeen.";
        const string Right = "Before. One two three four five six seven new eight nine ten eleven twelve thirteen fourteen, came in, fifteen sixteen seventeen.";

        PairExplanation explanation = Deduplicator.Explain(new("a", Left), new("b", Right));

        ExplainedPassage passage = explanation.Passages.Single();
        Assert.Multiple(() =>
        {
            Assert.That(
                passage.Differences.Select(difference => (Cut(Left, difference.Left), Cut(Right, difference.Right))),
                Is.EqualTo(new[] { ("old words", "new"), ("gone", ""), ("", "came in") }));
            Assert.That(passage.Passage.SharedTokens, Is.EqualTo(17));
            Assert.That(passage.LeftTokens, Is.EqualTo(20));
            Assert.That(passage.RightTokens, Is.EqualTo(20));
            Assert.That(passage.Similarity, Is.EqualTo(34.0 / 40).Within(1e-12));
            Assert.That(Cut(Left, new TextRange(passage.Passage.LeftStart, passage.Passage.LeftLength)), Is.EqualTo(Left));
            Assert.That(Cut(Right, new TextRange(passage.Passage.RightStart, passage.Passage.RightLength)), Is.EqualTo(Right["Before. ".Length..]));
            Assert.That(explanation.LeftWordForWord, Is.EqualTo(17.0 / 20).Within(1e-12));
            Assert.That(explanation.RightWordForWord, Is.EqualTo(17.0 / 21).Within(1e-12));
        });
    }

    [Test]
    public void Explain_WordBetweenTwoDifferences_IsNoDifference()
    {
        string[] words = Texts.Words(1, 40);
        string[] edited = [.. words[..20], "x1", words[21], "x2", .. words[23..]];
        string left = string.Join(' ', words);
        string right = string.Join(' ', edited);
        ExplainedPassage passage = Deduplicator.Explain(new("a", left), new("b", right)).Passages.Single();
        Assert.That(passage.Differences.Select(difference => Cut(right, difference.Right)), Is.EqualTo(new[] { "x1", "x2" }));
        Assert.That(passage.Differences.Select(difference => Cut(left, difference.Left)), Is.EqualTo(new[] { words[20], words[22] }));
        Assert.That(passage.Passage.SharedTokens, Is.EqualTo(38));
    }

    [Test]
    public void Explain_QuotationOfEightWords_IsShownButIsNoPair()
    {
        string quote = Texts.Text(1, 8);
        string left = Texts.Text(2, 100) + " " + quote + " " + Texts.Text(3, 100);
        PairExplanation explanation = Deduplicator.Explain(new("a", left), new("b", Texts.Text(4, 100) + " " + quote + " " + Texts.Text(5, 100)));
        Assert.That(explanation.Pair.Relation, Is.EqualTo(DuplicateRelation.None));
        Assert.That(explanation.Passages.Select(passage => left.Substring(passage.Passage.LeftStart, passage.Passage.LeftLength)), Is.EqualTo(new[] { quote }));
        Assert.That(Deduplicator.Explain(new("a", Texts.Text(4, 100)), new("b", Texts.Text(5, 100))).Passages, Is.Empty);
    }

    /// <summary>Equal tokens outside the differences, unequal ones inside, no token in two passages: for texts full of repeats, where that is hard.</summary>
    [Test]
    public void Explain_AnyTwoTexts_AccountsForEveryTokenOfEveryPassage([Range(1, 60)] int seed)
    {
        string[] words = Texts.Words((ulong)seed, 300, vocabulary: 3 + (seed * 4));
        string left = string.Join(' ', words);
        string right = string.Join(' ', [.. Texts.Edit(words, (ulong)seed, 8).Skip(40), .. words.Take(150), .. words.Skip(100).Take(90)]);
        PairExplanation explanation = Deduplicator.Explain(new("a", left), new("b", right));
        bool[] leftTaken = new bool[left.Length];
        bool[] rightTaken = new bool[right.Length];
        Assert.That(explanation.Passages, Is.Not.Empty, $"seed {seed}");
        Assert.That(explanation.LeftWordForWord, Is.InRange(0, 1), $"seed {seed}");
        Assert.That(explanation.RightWordForWord, Is.InRange(0, 1), $"seed {seed}");
        foreach (ExplainedPassage explained in explanation.Passages)
        {
            Passage passage = explained.Passage;
            Take(leftTaken, passage.LeftStart, passage.LeftLength, seed);
            Take(rightTaken, passage.RightStart, passage.RightLength, seed);
            string[] leftEqual = Oracle.Tokens(Without(left, passage.LeftStart, passage.LeftLength, explained.Differences.Select(difference => difference.Left)));
            string[] rightEqual = Oracle.Tokens(Without(right, passage.RightStart, passage.RightLength, explained.Differences.Select(difference => difference.Right)));
            Assert.That(leftEqual, Is.EqualTo(rightEqual), $"{passage}, seed {seed}");
            Assert.That(passage.SharedTokens, Is.EqualTo(leftEqual.Length).And.GreaterThanOrEqualTo(8), $"{passage}, seed {seed}");
            Assert.That(explained.LeftTokens, Is.EqualTo(Oracle.Tokens(left.Substring(passage.LeftStart, passage.LeftLength)).Length), $"{passage}, seed {seed}");
            Assert.That(explained.Differences, Has.None.Matches<PassageDifference>(difference => difference.Left.Length == 0 && difference.Right.Length == 0));
        }
    }

    [Test]
    public void Explain_HeaderAboveEachArticle_IsARepeatOfThatText()
    {
        string header = Texts.Text(1, 20);
        string page = string.Join("\n\n", Enumerable.Range(2, 4).Select(i => header + "\n" + Texts.Text((ulong)i, 80)));
        PairExplanation explanation = Deduplicator.Explain(new("a", Texts.Text(9, 100)), new("b", page));
        Assert.That(explanation.RightBoilerplate.Select(range => Cut(page, range)), Is.EqualTo(Enumerable.Repeat(header, 4)));
        Assert.That(explanation.LeftBoilerplate, Is.Empty);
    }

    [Test]
    public void Explain_HeaderThatRepeatsInOneText_IsBoilerplateInTheOtherToo()
    {
        string header = Texts.Text(1, 20);
        string article = header + "\n" + Texts.Text(2, 80);
        string page = article + "\n" + header + "\n" + Texts.Text(3, 80);
        PairExplanation explanation = Deduplicator.Explain(new("a", article), new("b", page));
        Assert.That(explanation.LeftBoilerplate.Select(range => Cut(article, range)), Is.EqualTo(new[] { header }));
        Assert.That(explanation.RightBoilerplate, Has.Count.EqualTo(2));
    }

    [Test]
    public void Explain_PairOfAReport_TakesTheArticlesInEitherOrder()
    {
        Article article = new("z", Texts.Text(1, 60));
        Article page = new("a", Texts.Text(2, 200) + " " + article.Text);
        DuplicatePair pair = Deduplicator.Run([article, page]).Pairs.Single();
        PairExplanation explanation = Deduplicator.Explain(pair, page, article);
        Assert.That(explanation.Left, Is.SameAs(article), "the contained one is on the left");
        Assert.That(explanation.Pair, Is.SameAs(pair));
        Assert.That(explanation.LeftWordForWord, Is.EqualTo(1));
        Assert.That(() => Deduplicator.Explain(pair, page, new Article("other", "x")), Throws.ArgumentException.With.Message.Contains("other"));
        Assert.That(() => Deduplicator.Explain(page, page), Throws.ArgumentException);
    }

    [TestCase("", "")]
    [TestCase("word", "")]
    [TestCase("word", "word")]
    [TestCase("\uD800 \uDC00", "\uD800 \uDC00 x")]
    public void Explain_NextToNoText_DoesNotFail(string left, string right)
    {
        PairExplanation explanation = Deduplicator.Explain(new("a", left), new("b", right));
        Assert.That(explanation.LeftBoilerplate.Concat(explanation.RightBoilerplate), Is.Empty);
    }

    [TestCase("spam ")]
    [TestCase("a b c d e f g h i j k l m n o p q r s t u v w x y z aa bb cc dd ee ff gg hh ii jj kk ll mm nn oo pp ")]
    public void Explain_OneRunRepeatedAMillionTimes_EndsSoon(string run)
    {
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        Deduplicator.Explain(new("a", string.Concat(Enumerable.Repeat(run, 2_000_000 / run.Length))), new("b", "x " + string.Concat(Enumerable.Repeat(run, 1_000_000 / run.Length))));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
    }

    private static string Cut(string text, TextRange range) => text.Substring(range.Start, range.Length);

    private static void Take(bool[] taken, int start, int length, int seed)
    {
        Assert.That(taken.AsSpan(start, length).Contains(true), Is.False, $"two passages overlap at {start}, seed {seed}");
        taken.AsSpan(start, length).Fill(true);
    }

    private static string Without(string text, int start, int length, IEnumerable<TextRange> ranges)
    {
        System.Text.StringBuilder rest = new();
        int at = start;
        foreach (TextRange range in ranges)
        {
            rest.Append(text, at, range.Start - at).Append(' ');
            at = range.Start + range.Length;
        }

        return rest.Append(text, at, start + length - at).ToString();
    }
}
