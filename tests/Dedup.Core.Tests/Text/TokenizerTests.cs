using System.Text;
using Dedup.Core.Tests.Data;
using Dedup.Text;
using NUnit.Framework;

namespace Dedup.Core.Tests.Text;

public sealed class TokenizerTests
{
    [TestCase("", ExpectedResult = "")]
    [TestCase(" \t\r\n.,;!", ExpectedResult = "")]
    [TestCase("One", ExpectedResult = "0-3")]
    [TestCase("  One, two—three ", ExpectedResult = "2-5 7-10 11-16")]
    [TestCase("don't", ExpectedResult = "0-3 4-5")]
    [TestCase("snake_case 3.14", ExpectedResult = "0-5 6-10 11-12 13-15")]
    [TestCase("naïve Ärger", ExpectedResult = "0-5 6-11")]
    [TestCase("e\u0301te\u0301", ExpectedResult = "0-5")]
    [TestCase("co\u00ADoperate", ExpectedResult = "0-10")]
    [TestCase("\u00ADword\u00AD end", ExpectedResult = "1-5 7-10")]
    [TestCase("東京は雨", ExpectedResult = "0-1 1-2 2-3 3-4")]
    [TestCase("C#と.NET10", ExpectedResult = "0-1 2-3 4-9")]
    [TestCase("한국어 문장", ExpectedResult = "0-3 4-6")]
    [TestCase("ไทย", ExpectedResult = "0-1 1-2 2-3")]
    [TestCase("𠀋a", ExpectedResult = "0-2 2-3")]
    [TestCase("𐐀𐐁 x", ExpectedResult = "0-4 5-6")]
    [TestCase("👍 ok", ExpectedResult = "3-5")]
    public string Tokenize_Text_FindsTokensWhereTheyStand(string text)
    {
        TokenList tokens = Tokenize(text);
        return string.Join(' ', Enumerable.Range(0, tokens.Count).Select(i => $"{tokens.Starts[i]}-{tokens.Ends[i]}"));
    }

    [TestCase("Straße STRASSE", false, Description = "full folding is not done: ß stays a letter of its own")]
    [TestCase("ÉCOLE école", true)]
    [TestCase("ΣΊΣΥΦΟΣ σίσυφος", true)]
    [TestCase("МОСКВА москва", true)]
    [TestCase("ΔΊΚΗ δίκη", true)]
    [TestCase("İstanbul istanbul", false, Description = "simple folding leaves the dotted capital İ alone")]
    [TestCase("ISTANBUL istanbul", true, Description = "in every culture, Turkish too")]
    [TestCase("𐐀𐐁 𐐨𐐩", true)]
    [TestCase("co\u00ADop coop", true)]
    [TestCase("zero\u200Dwidth zerowidth", true)]
    [TestCase("abc abd", false)]
    [TestCase("a aa", false)]
    public void Tokenize_TwoWords_AreEqualAsDocumented(string text, bool equal)
    {
        TokenList tokens = Tokenize(text);
        Assert.That(tokens.Count, Is.EqualTo(2));
        Assert.That(tokens.Hashes[0] == tokens.Hashes[1], Is.EqualTo(equal), text);
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void Tokenize_Utf8AndUtf16OfOneText_AgreeInHashes(FsCheck.UnicodeString text)
    {
        // Through the encoder once, so that both sides start from well-formed text.
        byte[] utf8 = Encoding.UTF8.GetBytes(text.Get ?? string.Empty);
        TokenList fromBytes = new();
        Tokenizer.Tokenize(utf8, fromBytes);
        TokenList fromChars = Tokenize(Encoding.UTF8.GetString(utf8));
        Assert.That(fromBytes.Hashes.ToArray(), Is.EqualTo(fromChars.Hashes.ToArray()), text.Get);
    }

    [Test]
    public void Tokenize_Utf8_PositionsCountBytes()
    {
        TokenList tokens = new();
        Tokenizer.Tokenize("é, naïve"u8, tokens);
        Assert.Multiple(() =>
        {
            Assert.That(tokens.Starts.ToArray(), Is.EqualTo((int[])[0, 4]));
            Assert.That(tokens.Ends.ToArray(), Is.EqualTo((int[])[2, 10]));
        });
    }

    [Test]
    public void Tokenize_InvalidUtf8_SeparatesAndGoesOn()
    {
        TokenList tokens = new();
        Tokenizer.Tokenize([(byte)'a', 0xFF, (byte)'b', 0xC3], tokens);
        Assert.That(tokens.Starts.ToArray(), Is.EqualTo((int[])[0, 2]));
    }

    [Test]
    public void Tokenize_LoneSurrogates_AreTokensThatDiffer()
    {
        TokenList tokens = Tokenize("a\uD800b \uDC00 \uD800");
        Assert.Multiple(() =>
        {
            Assert.That(tokens.Starts.ToArray(), Is.EqualTo((int[])[0, 1, 2, 4, 6]));
            Assert.That(tokens.Hashes[1], Is.Not.EqualTo(tokens.Hashes[3]));
            Assert.That(tokens.Hashes[1], Is.EqualTo(tokens.Hashes[4]));
        });
    }

    [Test]
    public void Tokenize_WordsOfEveryLength_AllDiffer()
    {
        HashSet<ulong> seen = [];
        for (int length = 1; length <= 600; length++)
        {
            Assert.That(seen.Add(Tokenize(new string('x', length)).Hashes[0]), $"length {length}");
        }
    }

    [Test]
    public void Tokenize_AMillionDifferentWords_HaveDifferentHashes()
    {
        TokenList tokens = Tokenize(string.Join(' ', Enumerable.Range(0, 1_000_000)));
        Assert.That(tokens.Hashes.ToArray().Distinct().Count(), Is.EqualTo(1_000_000));
    }

    [Test]
    public void Tokenize_ReusedList_ForgetsTheTextBefore()
    {
        TokenList tokens = Tokenize(Texts.Text(1, 500));
        Tokenizer.Tokenize("just this", tokens);
        Assert.That(tokens.Count, Is.EqualTo(2));
    }

    [Test]
    public void Tokenize_KnownWords_KeepTheirHashes()
    {
        TokenList tokens = Tokenize("dedup Überraschung 東 internationalization supercalifragilisticexpialidocious");
        Assert.That(
            string.Join(' ', tokens.Hashes.ToArray().Select(hash => hash.ToString("X16", System.Globalization.CultureInfo.InvariantCulture))),
            Is.EqualTo("371F672772A208FE C264207B5F4AF3E0 00B2FE61D18E28E3 322D91C874347688 3F5ECD3C2BFB68EA"));
    }

    private static TokenList Tokenize(string text)
    {
        TokenList tokens = new();
        Tokenizer.Tokenize(text, tokens);
        return tokens;
    }
}
