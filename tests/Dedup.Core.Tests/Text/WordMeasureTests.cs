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
    public void QuartersOf_AnyTokens_EqualsTheDefinition([Values(0, 1, 12, 50, 100)] int percentOfOtherScripts)
    {
        Seeded random = new((ulong)percentOfOtherScripts);
        TokenList others = new();
        Tokenizer.Tokenize("\u3042\u30A2\u3093\u6F22\u0E01\u1780 7 \u3042", others);
        for (int length = 0; length < 200; length++)
        {
            ulong[] tokens = [.. Enumerable.Range(0, length).Select(_ => random.Below(100) < percentOfOtherScripts
                ? others.Hashes[random.Below(others.Count)]
                : random.Next() & ~WordHash.KindMask)];
            Assert.That(WordMeasure.QuartersOf(tokens), Is.EqualTo(WordMeasure.OneByOne(tokens)), $"{length} tokens");
        }
    }
}
