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
    [TestCase("e\u0301tez", ExpectedResult = "0-5")]
    [TestCase("te\u0301", ExpectedResult = "0-2", Description = "an optional mark belongs to no token, so it is left out at the end of one")]
    [TestCase("co\u00ADoperate", ExpectedResult = "0-10")]
    [TestCase("\u00ADword\u00AD end", ExpectedResult = "1-5 7-10")]
    [TestCase("東京は雨", ExpectedResult = "0-1 1-2 2-3 3-4")]
    [TestCase("C#と.NET10", ExpectedResult = "0-1 2-3 4-9")]
    [TestCase("か\u3099く", ExpectedResult = "0-2 2-3")]
    [TestCase("한국어 문장", ExpectedResult = "0-3 4-6")]
    [TestCase("ไทย", ExpectedResult = "0-1 1-2 2-3")]
    [TestCase("ที่นี่", ExpectedResult = "0-3 3-6", Description = "a letter with its vowel and its tone is one token")]
    [TestCase("𠀋a", ExpectedResult = "0-2 2-3")]
    [TestCase("𐐀𐐁 x", ExpectedResult = "0-4 5-6")]
    [TestCase("👍 ok", ExpectedResult = "3-5")]
    [TestCase("1½ cup", ExpectedResult = "0-1 1-2 1-2 3-6")]
    [TestCase("Acme™ now", ExpectedResult = "0-4 6-9")]
    public string Tokenize_Text_FindsTokensWhereTheyStand(string text)
    {
        TokenList tokens = Tokenize(text);
        return string.Join(' ', Enumerable.Range(0, tokens.Count).Select(i => $"{tokens.Starts[i]}-{tokens.Ends[i]}"));
    }

    [TestCase("Straße", "STRASSE")]
    [TestCase("ÉCOLE", "école")]
    [TestCase("École", "ecole", Description = "accents are optional marks")]
    [TestCase("na\u00EFve", "nai\u0308ve")]
    [TestCase("ΣΊΣΥΦΟΣ", "σίσυφος")]
    [TestCase("МОСКВА", "москва")]
    [TestCase("ещё мой", "еще мои")]
    [TestCase("İstanbul", "istanbul")]
    [TestCase("ISTANBUL", "istanbul", Description = "in every culture, Turkish too")]
    [TestCase("ISPARTA", "ısparta")]
    [TestCase("𐐀𐐁", "𐐨𐐩")]
    [TestCase("co\u00ADop", "coop")]
    [TestCase("z\u200De\u200Cr\u200Bo\uFEFFw\u2060idth", "zerowidth")]
    [TestCase("\u202Eright\u202C", "right")]
    [TestCase("pаypаl sеcurе", "paypal secure", Description = "Cyrillic а and е")]
    [TestCase("рау", "pay", Description = "wholly Cyrillic")]
    [TestCase("gοοgle", "google", Description = "Greek omicron")]
    [TestCase("Мocква", "Москва", Description = "Latin letters in a Russian word")]
    [TestCase("Z̸̢̛̫a̶l̴g̵o̷", "zalgo", Description = "piles of marks")]
    [TestCase("Ｆｕｌｌ　Ｗｉｄｔｈ１２３", "full width123")]
    [TestCase("ﬁne oﬃce", "fine office")]
    [TestCase("𝐁𝐨𝐥𝐝 𝒮cript 𝟙𝟚", "bold script 12")]
    [TestCase("Ærø Łódź đường", "aero Lodz duong")]
    [TestCase("“quoted” ‘words’", "\"quoted\" 'words'")]
    [TestCase("п’ять", "п\u02BCять", Description = "apostrophes that count as letters")]
    [TestCase("1️⃣ ① ²", "1 1 2")]
    [TestCase("٠١٢٣ ۴۵ १२ ๑๒ 𞥐𞥑 ４", "0123 45 12 12 01 4", Description = "decimal digits of all scripts")]
    [TestCase("5㎏ 25℃ №7", "5kg 25°C No7")]
    [TestCase("الْعَرَبِيَّةُ", "العربيه", Description = "vowel marks; teh marbuta")]
    [TestCase("المينـــاء إدارة", "الميناء ادارة")]
    [TestCase("کتاب فارسی", "كتاب فارسي", Description = "Persian kaf and yeh")]
    [TestCase("ﻼ ﻊ", "لا ع", Description = "presentation forms")]
    [TestCase("שׁוֹמֶרֶת", "שומרת", Description = "Hebrew points")]
    [TestCase("ख़बर", "ख\u093Cबर")]
    [TestCase("\u09CB", "\u09C7\u09BE")]
    [TestCase("น้ำ", "น\u0E49\u0E4D\u0E32", Description = "Thai sara am")]
    [TestCase("한국", "\u1112\u1161\u11AB\u1100\u116E\u11A8", Description = "conjoining letters")]
    [TestCase("한국", "하\u11AB구\u11A8", Description = "syllables with trailing letters apart")]
    [TestCase("ガギグパピ", "ｶﾞｷﾞｸﾞﾊﾟﾋﾟ")]
    [TestCase("がぎぐ", "か\u3099き\u3099く\u3099")]
    [TestCase("ヴァヷ", "う\u3099あわ\u3099")]
    [TestCase("カタカナ", "かたかな")]
    [TestCase("ちょっと", "ちよつと")]
    [TestCase("ゐる ゑ", "いる え")]
    [TestCase("人々 時々々", "人人 時時時")]
    [TestCase("こゝろ たゞし かゞみ", "こころ ただし かがみ")]
    [TestCase("學國體會讀變澤 說", "学国体会読変沢 説", Description = "old and new Japanese forms")]
    [TestCase("經過維修後於開", "经过维修后于开", Description = "traditional and simplified Chinese")]
    [TestCase("⼀⾧ 豈", "一長 豈", Description = "radicals and compatibility ideographs")]
    [TestCase("㈱ ㍻", "(株) 平成")]
    [TestCase("葛\uDB40\uDD00飾", "葛飾", Description = "a variation selector")]
    public void Tokenize_TwoSpellings_AreTheSameTokens(string left, string right) =>
        Assert.That(Tokenize(left).Hashes.ToArray(), Is.EqualTo(Tokenize(right).Hashes.ToArray()), $"{left} and {right}");

    [TestCase("abc", "abd")]
    [TestCase("a", "aa")]
    [TestCase("resume", "resumes")]
    [TestCase("1½", "11/2")]
    [TestCase("か", "が")]
    [TestCase("は", "ぱ")]
    [TestCase("कि", "की", Description = "vowel signs are no optional marks")]
    [TestCase("มา", "ม้า", Description = "nor are Thai tones")]
    [TestCase("ด้า", "ด่า")]
    [TestCase("가", "각")]
    [TestCase("日", "曰")]
    [TestCase("大", "太")]
    [TestCase("人", "人々")]
    [TestCase("a\uFFFDb", "a b", Description = "damage is no space")]
    [TestCase("1", "l")]
    public void Tokenize_TwoTexts_AreDifferentTokens(string left, string right) =>
        Assert.That(Tokenize(left).Hashes.ToArray(), Is.Not.EqualTo(Tokenize(right).Hashes.ToArray()), $"{left} and {right}");

    [TestCase("one", "Word")]
    [TestCase("mp3", "Number")]
    [TestCase("٣", "Number")]
    [TestCase("①", "Number")]
    [TestCase("Ⅷ", "Word", Description = "a Roman numeral is letters")]
    [TestCase("三", "Han")]
    [TestCase("々", "Han")]
    [TestCase("カ", "Word")]
    [TestCase("ย", "Letter")]
    [TestCase("ที่", "Letter")]
    [TestCase("๓", "Number")]
    [TestCase("က", "Letter")]
    public void Tokenize_Token_HasItsKindInItsHash(string text, string kind) =>
        Assert.That(WordHash.KindOf(Tokenize(text).Hashes[0]).ToString(), Is.EqualTo(kind), text);

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
    public void Tokenize_InvalidUtf8_IsATokenAndGoesOn()
    {
        TokenList tokens = new();
        Tokenizer.Tokenize([(byte)'a', 0xFF, (byte)'b', 0xC3], tokens);
        Assert.That(tokens.Starts.ToArray(), Is.EqualTo((int[])[0, 1, 2, 3]));
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
            Assert.That(Tokenize("\uD800").Hashes[0], Is.Not.EqualTo(Tokenize("\uFFFD").Hashes[0]));
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
            Is.EqualTo("DC69853913B90DE8 1054A55206457A5C AF0DBE2BA8DE2D82 336C8DEB5B0711DC 3C90DBF35A374FD8"));
    }

    private static TokenList Tokenize(string text)
    {
        TokenList tokens = new();
        Tokenizer.Tokenize(text, tokens);
        return tokens;
    }
}
