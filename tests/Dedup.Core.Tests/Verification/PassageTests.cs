using Dedup.Core.Tests.Data;
using NUnit.Framework;

namespace Dedup.Core.Tests.Verification;

public sealed class PassageTests
{
    [Test]
    public void Compare_QuotedPassage_IsFoundExactlyInBothTexts([Values(40, 60, 200)] int words)
    {
        string quote = string.Join(' ', Texts.Words(1, words));
        string left = Texts.Text(2, 150) + " “" + quote + ".” " + Texts.Text(3, 100);
        string right = Texts.Text(4, 30) + "\n\n“" + quote + ".” " + Texts.Text(5, 300);
        DuplicatePair pair = Deduplicator.Compare(new("a", left), new("b", right));
        Assert.That(pair.Passages, Has.Count.EqualTo(1));
        Passage passage = pair.Passages[0];
        Assert.Multiple(() =>
        {
            Assert.That(left.Substring(passage.LeftStart, passage.LeftLength), Is.EqualTo("“" + quote + ".”"));
            Assert.That(right.Substring(passage.RightStart, passage.RightLength), Is.EqualTo("“" + quote + ".”"));
            Assert.That(passage.SharedTokens, Is.EqualTo(words));
        });
    }

    [TestCase("aaa: “", "bbb: “", ".” ccc", ".” ddd", "“", ".”", Description = "punctuation that touches the passage belongs to it, what lies past a blank does not")]
    [TestCase("(“ ", "(“ ", "", "", "(“ ", "", Description = "up to the very start of the texts")]
    [TestCase("(“ ", "aaa. (“ ", ".\n\n.", ".\n\n.\n\nddd", "(“ ", ".\n\n.", Description = "up to the start and end of one text")]
    [TestCase("  ", "  ", " \n", " \n", "", "", Description = "never blank space")]
    public void Compare_Punctuation_BelongsToThePassageItTouches(string beforeLeft, string beforeRight, string afterLeft, string afterRight, string before, string after)
    {
        string quote = Texts.Text(1, 60);
        string left = beforeLeft + quote + afterLeft;
        DuplicatePair pair = Deduplicator.Compare(new("a", left), new("b", beforeRight + quote + afterRight));
        Passage passage = pair.Passages.Single();
        Assert.That(left.Substring(passage.LeftStart, passage.LeftLength), Is.EqualTo(before + quote + after));
        Assert.That((beforeRight + quote + afterRight).Substring(passage.RightStart, passage.RightLength), Is.EqualTo(before + quote + after));
    }

    [Test]
    public void Compare_PassageBelowTheLimit_IsNoPair()
    {
        string quote = Texts.Text(1, 39);
        DuplicatePair pair = Deduplicator.Compare(new("a", Texts.Text(2, 200) + " " + quote), new("b", quote + " " + Texts.Text(3, 200)));
        Assert.That(pair.Relation, Is.EqualTo(DuplicateRelation.None));
    }

    [Test]
    public void Compare_PassageWithSmallEdits_IsOnePassage()
    {
        string[] quote = Texts.Words(1, 60);
        string[] edited = [.. quote[..20], "inserted", "words", .. quote[20..35], "replaced", .. quote[36..48], .. quote[50..]];
        DuplicatePair pair = Deduplicator.Compare(
            new("a", Texts.Text(2, 200) + " " + string.Join(' ', quote)), new("b", string.Join(' ', edited) + " " + Texts.Text(3, 200)));
        Assert.Multiple(() =>
        {
            Assert.That(pair.Relation, Is.EqualTo(DuplicateRelation.SharesPassage));
            Assert.That(pair.Passages, Has.Count.EqualTo(1));
            Assert.That(pair.Passages[0].SharedTokens, Is.EqualTo(57));
            Assert.That(pair.Passages[0].RightLength, Is.EqualTo(string.Join(' ', edited).Length));
        });
    }

    [Test]
    public void Compare_WordsRepeatedAcrossAnInsertion_StayOnePassage()
    {
        string[] quote = Texts.Words(1, 60);
        string[] edited = [.. quote[..30], "aside", .. quote[28..30], .. quote[30..]];
        DuplicatePair pair = Deduplicator.Compare(
            new("a", Texts.Text(2, 200) + " " + string.Join(' ', quote)), new("b", string.Join(' ', edited) + " " + Texts.Text(3, 200)));
        Assert.That(pair.Passages, Has.Count.EqualTo(1));
        Assert.That(pair.Passages[0].SharedTokens, Is.EqualTo(60));
    }

    [Test]
    public void Compare_HeaderRepeatedInThePage_IsOnePassageOnly()
    {
        string header = Texts.Text(1, 60);
        string article = header + " " + Texts.Text(2, 200);
        string page = header + " " + Texts.Text(3, 200) + " " + article + " " + header + " " + Texts.Text(4, 200);
        DuplicatePair pair = Deduplicator.Compare(new("a", article), new("b", page));
        Assert.That(pair.Passages, Has.Count.EqualTo(1));
        Assert.That(page.Substring(pair.Passages[0].RightStart, pair.Passages[0].RightLength), Is.EqualTo(article));
    }

    [Test]
    public void Compare_PassagesInAnotherOrder_AreAllFoundInTheOrderOfTheLeftText()
    {
        string[] blocks = [.. Enumerable.Range(1, 4).Select(i => Texts.Text((ulong)i, 60))];
        string left = string.Join(" | ", blocks);
        string right = string.Join(" / ", [blocks[2], blocks[0], blocks[3], blocks[1]]);
        DuplicatePair pair = Deduplicator.Compare(new("a", left), new("b", right));
        Assert.Multiple(() =>
        {
            Assert.That(pair.Passages, Has.Count.EqualTo(4));
            Assert.That(pair.Passages.Select(passage => left.Substring(passage.LeftStart, passage.LeftLength)), Is.EqualTo(blocks));
            Assert.That(pair.Passages.Select(passage => right.Substring(passage.RightStart, passage.RightLength)), Is.EqualTo(blocks));
        });
    }

    /// <summary>Shared words inside a passage really are equal on both sides, for texts full of repeats.</summary>
    [Test]
    public void Compare_TextsFullOfRepeats_GiveRangesWithinTheTextsAndEqualEnds([Range(1, 40)] int seed)
    {
        string[] words = Texts.Words((ulong)seed, 400, vocabulary: 2 + seed);
        string left = string.Join(' ', words);
        string right = string.Join(' ', [.. Texts.Edit(words, (ulong)seed, 10).Skip(50), .. words.Take(200)]);
        foreach (Passage passage in Deduplicator.Compare(new("a", left), new("b", right)).Passages)
        {
            string[] inLeft = Oracle.Tokens(left.Substring(passage.LeftStart, passage.LeftLength));
            string[] inRight = Oracle.Tokens(right.Substring(passage.RightStart, passage.RightLength));
            Assert.Multiple(() =>
            {
                Assert.That(inLeft[0], Is.EqualTo(inRight[0]), $"{passage}, seed {seed}");
                Assert.That(inLeft[^1], Is.EqualTo(inRight[^1]), $"{passage}, seed {seed}");
                Assert.That(passage.SharedTokens, Is.LessThanOrEqualTo(Math.Min(inLeft.Length, inRight.Length)).And.GreaterThanOrEqualTo(40), $"{passage}, seed {seed}");
                Assert.That(LongestCommonSubsequence(inLeft, inRight), Is.GreaterThanOrEqualTo(passage.SharedTokens), $"{passage}, seed {seed}");
            });
        }
    }

    [TestCase("spam ", "spam ")]
    [TestCase("spam eggs ", "eggs spam ")]
    [TestCase("a b c d e f g ", "a b c d e f x ")]
    public void Compare_OneRunRepeatedAMillionTimes_EndsSoon(string left, string right)
    {
        // Quadratic work on 10^5 tokens and more would take minutes; the bound is far from both.
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        DuplicatePair pair = Deduplicator.Compare(
            new("a", string.Concat(Enumerable.Repeat(left, 2_000_000 / left.Length))), new("b", string.Concat(Enumerable.Repeat(right, 1_000_000 / right.Length))));
        Assert.Multiple(() =>
        {
            Assert.That(pair.SharedShingles, Is.LessThan(20));
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
        });
    }

    private static int LongestCommonSubsequence(string[] x, string[] y)
    {
        int[] previous = new int[y.Length + 1];
        foreach (string word in x)
        {
            int[] current = new int[y.Length + 1];
            for (int j = 0; j < y.Length; j++)
            {
                current[j + 1] = string.Equals(word, y[j], StringComparison.Ordinal) ? previous[j] + 1 : Math.Max(previous[j + 1], current[j]);
            }

            previous = current;
        }

        return previous[^1];
    }

    /// <summary>Digests of one site have its header above each of their articles, and need no other pages to show what it is.</summary>
    [TestCase(1, true), TestCase(2, true), TestCase(3, false), TestCase(10, false)]
    public void Compare_HeaderAboveEachArticleOfAPage_IsNoPassage(int times, bool isPassage)
    {
        string header = Texts.Text(1, 60);
        string page = string.Join(' ', Enumerable.Range(0, times).Select(i => header + " " + Texts.Text((ulong)(10 + i), 150)));
        Article article = new("a", Texts.Text(2, 100) + " " + header + " " + Texts.Text(3, 100));

        DuplicatePair pair = Deduplicator.Compare(article, new("b", page));

        Assert.That(pair.Relation, Is.EqualTo(isPassage ? DuplicateRelation.SharesPassage : DuplicateRelation.None));
        Assert.That(pair.Passages, Has.Count.EqualTo(isPassage ? 1 : 0));
        Assert.That(Deduplicator.Compare(article, new("b", page), new() { Verification = new() { PassageArticles = 0 } }).Relation, Is.EqualTo(DuplicateRelation.SharesPassage), "switched off");
    }
}
