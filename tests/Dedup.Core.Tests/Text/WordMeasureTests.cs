using Dedup.Core.Tests.Data;
using Dedup.Shingling;
using Dedup.Text;
using NUnit.Framework;

namespace Dedup.Core.Tests.Text;

public sealed class WordMeasureTests
{
    [TestCase("bridge", 4)]
    [TestCase("2026", 4)]
    [TestCase("мост", 4)]
    [TestCase("다리", 4)]
    [TestCase("橋", 2)]
    [TestCase("か", 1)]
    [TestCase("カ", 1)]
    [TestCase("ゔ", 1)]
    [TestCase("が", 1)]
    [TestCase("ー", 1)]
    [TestCase("ที่", 1)]
    [TestCase("港の橋 is 2 m", 2 + 1 + 2 + 4 + 4 + 4)]
    [TestCase("", 0)]
    public void QuartersOf_Text_CountsWordsHanKanaAndLetters(string text, int quarters)
    {
        TokenList tokens = new();
        Tokenizer.Tokenize(text, tokens);
        Assert.That(WordMeasure.QuartersOf(tokens.Hashes), Is.EqualTo(quarters));
        Assert.That(tokens.Quarters, Is.EqualTo(quarters));
    }

    [Test]
    public void IsCharacter_EveryCodePointAlone_AsItsClass()
    {
        TokenList tokens = new();
        for (int c = 0x20; c <= 0xFFFF; c++)
        {
            uint entry = CharacterTable.EntryOf(c);
            bool isCharacter = CharacterTable.ClassOf(entry) == CharacterClass.Character && !char.IsSurrogate((char)c) && c != 0xFFFD;
            if (CharacterTable.ClassOf(entry) is CharacterClass.Word or CharacterClass.Character)
            {
                Tokenizer.Tokenize(((char)c).ToString(), tokens);
                Assert.That(WordMeasure.IsCharacter(tokens.Hashes[0]), Is.EqualTo(isCharacter), $"U+{c:X4}");
            }
        }
    }

    [TestCase("new bridge opened", "1 1 1")]
    [TestCase("橋", "1")]
    [TestCase("橋梁", "2 0")]
    [TestCase("大橋、通車", "2 2 2 0")]
    [TestCase("大 bridge 橋 2", "1 1 1 1")]
    [TestCase("バス bus 車", "2 0 1 1")]
    public void TokensAt_EachToken_AWordOrAPairOfNeighbours(string text, string counts)
    {
        TokenList tokens = new();
        Tokenizer.Tokenize(text, tokens);
        Assert.That(string.Join(' ', Enumerable.Range(0, tokens.Count).Select(i => ShortTextTerms.TokensAt(tokens.Hashes, i))), Is.EqualTo(counts));
    }

    [TestCase("ab cd", "cd ab", true)]
    [TestCase("橋梁", "梁橋", false)]
    [TestCase("橋梁", "桥梁", true)]
    public void Collect_Terms_OrderCountsWithinAPair(string left, string right, bool equal)
    {
        Assert.That(TermsOf(left).ToHashSet().SetEquals(TermsOf(right)), Is.EqualTo(equal));

        static List<ulong> TermsOf(string text)
        {
            TokenList tokens = new();
            Tokenizer.Tokenize(text, tokens);
            List<ulong> terms = [];
            ShortTextTerms.Collect(tokens.Hashes, terms);
            return terms;
        }
    }

    [Test]
    public void Quarters_TextsOneAfterAnother_AsTheirTokensMeasured([Values(0, 1, 12, 50, 100)] int percentOfOtherScripts)
    {
        // Pieces that are folded in blocks, by the letter, or not at all; words longer than a chunk; marks without a letter.
        string[] words = ["bridge", " ", "caf\u00E9", "\u041C\u043E\u0441\u0442 ", "\uB2E4\uB9AC", "\u2019", "\uFB01", "\U0001F600", "\U00010400", "\u0301 ", new('x', 3000)];
        string[] others = ["\u6F22", "\u3042", "\u30AB\u3099", "\u3031", "\uFF76\uFF9E", "\u0E17\u0E35\u0E48", "\u1780", "\U00020000", "\u3300", "\u3042\u30FD"];
        Seeded random = new((ulong)percentOfOtherScripts);
        TokenList tokens = new();
        for (int pieces = 0; pieces < 200; pieces++)
        {
            string text = string.Concat(Enumerable.Range(0, pieces).Select(_ => random.Below(100) < percentOfOtherScripts ? others[random.Below(others.Length)] : words[random.Below(words.Length)]));
            Tokenizer.Tokenize(text, tokens);
            int middle = random.Below(tokens.Count + 1);
            Assert.That(tokens.Quarters, Is.EqualTo(WordMeasure.QuartersOf(tokens.Hashes)), text);
            Assert.That(tokens.QuartersOf(0, middle), Is.EqualTo(WordMeasure.QuartersOf(tokens.Hashes[..middle])), text);
        }
    }
}
