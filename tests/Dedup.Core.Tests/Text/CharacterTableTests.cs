using Dedup.Core.Tests.Data;
using Dedup.Text;
using NUnit.Framework;

namespace Dedup.Core.Tests.Text;

[TestFixture]
public sealed class CharacterTableTests
{
    private static readonly string Database = "/usr/share/unicode";

    [Test]
    public void EntryOf_AsciiCharacters_LettersAndDigitsAreWordsAndTheRestSeparators()
    {
        for (int c = 0; c < 0x80; c++)
        {
            bool isWord = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
            uint entry = CharacterTable.EntryOf(c);
            Assert.Multiple(() =>
            {
                Assert.That(CharacterTable.ClassOf(entry), Is.EqualTo(isWord ? CharacterClass.Word : CharacterClass.Separator), $"U+{c:X4}");
                Assert.That(CharacterTable.CodePointOf(entry), Is.EqualTo(c is >= 'A' and <= 'Z' ? c + 32 : c), $"U+{c:X4}");
                Assert.That(CharacterTable.KindOf(entry) == TokenKind.Number, Is.EqualTo(c is >= '0' and <= '9'), $"U+{c:X4}");
            });
        }
    }

    [TestCase(0x00E9, 'e', TestName = "EntryOf_LatinSmallEWithAcute_Word")]
    [TestCase(0x00B2, '2', TestName = "EntryOf_SuperscriptTwo_Word")]
    [TestCase(0x0436, 0x0436, TestName = "EntryOf_Cyrillic_Word")]
    [TestCase(0x05D0, 0x05D0, TestName = "EntryOf_Hebrew_Word")]
    [TestCase(0x0661, '1', TestName = "EntryOf_ArabicIndicDigit_Word")]
    [TestCase(0x0915, 0x0915, TestName = "EntryOf_Devanagari_Word")]
    [TestCase(0x096A, '4', TestName = "EntryOf_DevanagariDigit_Word")]
    [TestCase(0x0E53, '3', TestName = "EntryOf_ThaiDigit_WordThoughThaiIsUnspaced")]
    [TestCase(0x1100, 0x1100, TestName = "EntryOf_HangulJamo_Word")]
    [TestCase(0x10400, 0x10428, TestName = "EntryOf_Deseret_Word")]
    [TestCase(0x1E900, 0x1E922, TestName = "EntryOf_Adlam_Word")]
    [TestCase(0x1D400, 'a', TestName = "EntryOf_MathematicalBold_Word")]
    public void EntryOf_SpacedScript_WordOfFoldedLetter(int codePoint, int becomes) => AssertEntry(codePoint, CharacterClass.Word, becomes);

    [TestCase(0x4E00, 0x4E00, TestName = "EntryOf_Han_Character")]
    [TestCase(0x20000, 0x20000, TestName = "EntryOf_HanExtensionB_Character")]
    [TestCase(0x2EBF0, 0x2EBF0, TestName = "EntryOf_HanAddedAfterUnicode15_Character")]
    [TestCase(0xF900, 0x5C82, TestName = "EntryOf_HanCompatibility_Character")]
    [TestCase(0x2F00, 0x4E00, TestName = "EntryOf_KangxiRadical_Character")]
    [TestCase(0x3007, 0x3007, TestName = "EntryOf_IdeographicZero_Character")]
    [TestCase(0x570B, 0x56EF, TestName = "EntryOf_TraditionalHan_SmallestVariant")]
    [TestCase(0x56FD, 0x56EF, TestName = "EntryOf_SimplifiedHan_SmallestVariant")]
    [TestCase(0x30A2, 0x3042, TestName = "EntryOf_Katakana_Hiragana")]
    [TestCase(0xFF71, 0x3042, TestName = "EntryOf_HalfwidthKatakana_Hiragana")]
    [TestCase(0x30AC, 0x304C, TestName = "EntryOf_VoicedKatakana_VoicedHiragana")]
    [TestCase(0x3063, 0x3064, TestName = "EntryOf_SmallKana_LargeKana")]
    [TestCase(0x3090, 0x3044, TestName = "EntryOf_ObsoleteKana_ModernKana")]
    [TestCase(0x30FC, 0x30FC, TestName = "EntryOf_LongVowelMark_Character")]
    [TestCase(0x0E01, 0x0E01, TestName = "EntryOf_Thai_Character")]
    [TestCase(0x0E81, 0x0E81, TestName = "EntryOf_Lao_Character")]
    [TestCase(0x1780, 0x1780, TestName = "EntryOf_Khmer_Character")]
    [TestCase(0x1000, 0x1000, TestName = "EntryOf_Myanmar_Character")]
    [TestCase(0xD800, 0xD800), TestCase(0xDBFF, 0xDBFF), TestCase(0xDC00, 0xDC00), TestCase(0xDFFF, 0xDFFF)]
    [TestCase(0xFFFD, 0xFFFD, TestName = "EntryOf_ReplacementCharacter_Character")]
    public void EntryOf_UnspacedScriptOrDamage_Character(int codePoint, int becomes) => AssertEntry(codePoint, CharacterClass.Character, becomes);

    [TestCase(0x00AD, TestName = "EntryOf_SoftHyphen_Ignored")]
    [TestCase(0x200B, TestName = "EntryOf_ZeroWidthSpace_Ignored")]
    [TestCase(0x200C, TestName = "EntryOf_ZeroWidthNonJoiner_Ignored")]
    [TestCase(0x200D, TestName = "EntryOf_ZeroWidthJoiner_Ignored")]
    [TestCase(0x202E, TestName = "EntryOf_RightToLeftOverride_Ignored")]
    [TestCase(0x2060, TestName = "EntryOf_WordJoiner_Ignored")]
    [TestCase(0xFEFF, TestName = "EntryOf_ByteOrderMark_Ignored")]
    [TestCase(0xFE0F, TestName = "EntryOf_VariationSelector_Ignored")]
    [TestCase(0xE0100, TestName = "EntryOf_SupplementaryVariationSelector_Ignored")]
    [TestCase(0x115F, TestName = "EntryOf_HangulFillerThoughLetter_Ignored")]
    [TestCase(0x17B4, TestName = "EntryOf_KhmerInherentVowelThoughUnspaced_Ignored")]
    [TestCase(0x0640, TestName = "EntryOf_Tatweel_Ignored")]
    [TestCase(0x064B, TestName = "EntryOf_ArabicFathatan_Ignored")]
    [TestCase(0x05B4, TestName = "EntryOf_HebrewPoint_Ignored")]
    [TestCase(0x0301, TestName = "EntryOf_CombiningAcute_Ignored")]
    [TestCase(0x20E3, TestName = "EntryOf_EnclosingKeycap_Ignored")]
    public void EntryOf_ShowsNothingOrIsOptional_Ignored(int codePoint) =>
        Assert.That(CharacterTable.ClassOf(CharacterTable.EntryOf(codePoint)), Is.EqualTo(CharacterClass.Ignored), $"U+{codePoint:X4}");

    [TestCase(0x093C, TestName = "EntryOf_Nukta_Mark")]
    [TestCase(0x093F, TestName = "EntryOf_DevanagariVowelSign_Mark")]
    [TestCase(0x0E31, TestName = "EntryOf_ThaiVowelAbove_Mark")]
    [TestCase(0x0E48, TestName = "EntryOf_ThaiTone_Mark")]
    [TestCase(0x17D2, TestName = "EntryOf_KhmerCoeng_Mark")]
    [TestCase(0x3099, TestName = "EntryOf_KanaVoicing_Mark")]
    [TestCase(0xFF9E, TestName = "EntryOf_HalfwidthKanaVoicing_Mark")]
    public void EntryOf_MarkThatIsNeeded_Mark(int codePoint) =>
        Assert.That(CharacterTable.ClassOf(CharacterTable.EntryOf(codePoint)), Is.EqualTo(CharacterClass.Mark), $"U+{codePoint:X4}");

    [TestCase(0x00A0, TestName = "EntryOf_NoBreakSpace_Separator")]
    [TestCase(0x3000, TestName = "EntryOf_IdeographicSpace_Separator")]
    [TestCase(0x2019, TestName = "EntryOf_RightSingleQuote_Separator")]
    [TestCase(0x02BC, TestName = "EntryOf_ModifierLetterApostrophe_Separator")]
    [TestCase(0x20AC, TestName = "EntryOf_EuroSign_Separator")]
    [TestCase(0x2122, TestName = "EntryOf_TradeMarkSign_Separator")]
    [TestCase(0x3001, TestName = "EntryOf_IdeographicComma_Separator")]
    [TestCase(0x30FB, TestName = "EntryOf_KatakanaMiddleDot_Separator")]
    [TestCase(0x1F600, TestName = "EntryOf_Emoji_Separator")]
    [TestCase(0xE000, TestName = "EntryOf_PrivateUse_Separator")]
    [TestCase(0x0378, TestName = "EntryOf_Unassigned_Separator")]
    [TestCase(0x2FFFF, TestName = "EntryOf_NoncharacterAmongHan_Separator")]
    [TestCase(0x10FFFF, TestName = "EntryOf_LastCodePoint_Separator")]
    public void EntryOf_NoLetterNumberOrMark_Separator(int codePoint) =>
        Assert.That(CharacterTable.ClassOf(CharacterTable.EntryOf(codePoint)), Is.EqualTo(CharacterClass.Separator), $"U+{codePoint:X4}");

    [TestCase(0x00DF, "ss", Description = "Full case folding.")]
    [TestCase(0x1E9E, "ss", Description = "Capital sharp s.")]
    [TestCase(0xFB01, "fi", Description = "Ligature.")]
    [TestCase(0x00E6, "ae")]
    [TestCase(0x338F, "kg", Description = "Square kg.")]
    [TestCase(0x00BD, " 1/2 ", Description = "With a separator before: 1½ is not 11/2. The slash is U+2044 in the table.")]
    [TestCase(0x2167, "viii", Description = "Roman numeral.")]
    [TestCase(0x0958, "\u0915\u093C", Description = "A Devanagari letter with a nukta.")]
    [TestCase(0x0E33, "\u0E4D\u0E32", Description = "Thai sara am.")]
    [TestCase(0x30F7, "わ\u3099", Description = "Katakana va, whose hiragana has no composed form.")]
    [TestCase(0x3231, "(株)")]
    public void EntryOf_SeveralCodePoints_Expansion(int codePoint, string becomes)
    {
        uint entry = CharacterTable.EntryOf(codePoint);
        Assert.That(CharacterTable.ClassOf(entry), Is.EqualTo(CharacterClass.Expansion), $"U+{codePoint:X4}");
        string text = string.Concat(CharacterTable.ExpansionOf(entry).ToArray().Select(char.ConvertFromUtf32)).Replace('\u2044', '/');
        Assert.That(text, Is.EqualTo(becomes), $"U+{codePoint:X4}");
    }

    [TestCase('ς', 'σ', Description = "Final sigma.")]
    [TestCase('Ж', 'ж')]
    [TestCase('Ё', 'e', Description = "Its mark is optional, and the letter below looks like the Latin one.")]
    [TestCase('а', 'a', Description = "Cyrillic.")]
    [TestCase('Α', 'a', Description = "Greek.")]
    [TestCase('I', 'i')]
    [TestCase(0x0130, 'i', Description = "Capital dotted I.")]
    [TestCase(0x0131, 'i', Description = "Dotless i.")]
    [TestCase(0x017F, 's', Description = "Long s.")]
    [TestCase(0x212A, 'k', Description = "Kelvin sign.")]
    [TestCase(0x00D8, 'o', Description = "O with stroke.")]
    [TestCase(0x13A0, 0x13A0, Description = "Cherokee folds to its capitals.")]
    [TestCase(0xAB70, 0x13A0, Description = "Cherokee small letter.")]
    [TestCase(0xFF21, 'a', Description = "Full-width A.")]
    [TestCase(0x0622, 0x0627, Description = "Arabic alef with madda.")]
    [TestCase(0x06CC, 0x064A, Description = "Farsi yeh.")]
    [TestCase(0xFE8E, 0x0627, Description = "Arabic presentation form.")]
    public void EntryOf_Letter_FoldsToOne(int codePoint, int expected) => AssertEntry(codePoint, CharacterClass.Word, expected);

    [Test]
    public void EntryOf_EveryCodePoint_StandsForCodePointsThatStandForThemselves()
    {
        for (int c = 0; c <= CharacterTable.MaxCodePoint; c++)
        {
            uint entry = CharacterTable.EntryOf(c);
            if (CharacterTable.ClassOf(entry) == CharacterClass.Expansion)
            {
                foreach (int part in CharacterTable.ExpansionOf(entry))
                {
                    AssertFixed(c, part, CharacterTable.EntryOf(part));
                }
            }
            else if (CharacterTable.ClassOf(entry) is not (CharacterClass.Ignored or CharacterClass.Separator))
            {
                AssertFixed(c, CharacterTable.CodePointOf(entry), entry);
            }
        }

        static void AssertFixed(int codePoint, int becomes, uint entry)
        {
            uint own = CharacterTable.EntryOf(becomes);
            if (own != entry || CharacterTable.ClassOf(own) == CharacterClass.Expansion || CharacterTable.CodePointOf(own) != becomes)
            {
                Assert.Fail($"U+{codePoint:X4} becomes U+{becomes:X4}, which has entry {own:X8}, not {entry:X8}.");
            }
        }
    }

    /// <summary>The bits are frozen: stored token hashes depend on them. Another checksum means another Unicode version or other rules, and then a new version of everything
    /// stored.</summary>
    [Test]
    public void Table_AllCodePoints_HasPinnedChecksum()
    {
        ulong checksum = 14695981039346656037; // FNV-1a, 64 bits
        for (int c = 0; c <= CharacterTable.MaxCodePoint; c++)
        {
            uint entry = CharacterTable.EntryOf(c);
            bool isExpansion = CharacterTable.ClassOf(entry) == CharacterClass.Expansion;
            checksum = (checksum ^ (isExpansion ? entry >> 21 : entry)) * 1099511628211;
            foreach (int part in isExpansion ? CharacterTable.ExpansionOf(entry) : [])
            {
                checksum = (checksum ^ (uint)part) * 1099511628211;
            }
        }

        Assert.Multiple(() =>
        {
            Assert.That(CharacterTable.UnicodeVersion, Is.EqualTo("15.0.0"));
            Assert.That(checksum, Is.EqualTo(0xAFB1C0A743FF3179UL), $"0x{checksum:X16}");
        });
    }

    /// <summary>Against the data itself, by a plain reading of it: every letter, mark and number is the same token as its decomposition and as its case folding.</summary>
    [Test]
    public void Tokens_EveryAssignedLetterMarkAndNumber_EqualThoseOfItsDecompositionAndCaseFolding()
    {
        UnicodeFiles files = UnicodeFiles.Read(Database);
        List<string> wrong = [];
        for (int c = 0x80; c <= CharacterTable.MaxCodePoint; c++)
        {
            if (!files.IsLetterMarkOrNumber(c) || files.IsFraction(c))
            {
                continue;
            }

            string itself = char.ConvertFromUtf32(c);
            foreach (string other in (string[])[files.DecomposeCanonically(c), files.DecomposeFully(c), files.FoldCase(c)])
            {
                // After a letter, so that a mark has something to stand on.
                if (FoldedOf("ж" + itself) != FoldedOf("ж" + other))
                {
                    wrong.Add($"U+{c:X4}");
                }
            }
        }

        Assert.That(wrong.Distinct(), Is.Empty);
    }

    private static string FoldedOf(string text) => string.Join('|', ReferenceTokenizer.Tokens(text).Select(token => token.Text));

    private static void AssertEntry(int codePoint, CharacterClass expected, int becomes)
    {
        uint entry = CharacterTable.EntryOf(codePoint);
        Assert.Multiple(() =>
        {
            Assert.That(CharacterTable.ClassOf(entry), Is.EqualTo(expected), $"U+{codePoint:X4}");
            Assert.That(CharacterTable.CodePointOf(entry), Is.EqualTo(becomes), $"U+{codePoint:X4} becomes U+{CharacterTable.CodePointOf(entry):X4}");
        });
    }
}
