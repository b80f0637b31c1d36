using Dedup.Text;
using NUnit.Framework;

namespace Dedup.Core.Tests.Text;

[TestFixture]
public sealed class CharacterTableTests
{
    [Test]
    public void ClassOf_AsciiCharacters_LettersAndDigitsAreWordAndTheRestSeparators()
    {
        for (int c = 0; c < 0x80; c++)
        {
            bool isWord = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
            Assert.That(CharacterTable.ClassOf(c), Is.EqualTo(isWord ? CharacterClass.Word : CharacterClass.Separator), $"U+{c:X4}");
        }
    }

    [Test]
    public void Fold_AsciiCharacters_OnlyCapitalsChange()
    {
        for (int c = 0; c < 0x80; c++)
        {
            Assert.That(CharacterTable.Fold(c), Is.EqualTo(c is >= 'A' and <= 'Z' ? c + 32 : c), $"U+{c:X4}");
        }
    }

    [TestCase(0x00E9, TestName = "ClassOf_LatinSmallEWithAcute_Word")]
    [TestCase(0x00B2, TestName = "ClassOf_SuperscriptTwo_Word")]
    [TestCase(0x00AA, TestName = "ClassOf_FeminineOrdinal_Word")]
    [TestCase(0x0301, TestName = "ClassOf_CombiningAcute_Word")]
    [TestCase(0x0436, TestName = "ClassOf_Cyrillic_Word")]
    [TestCase(0x03B1, TestName = "ClassOf_Greek_Word")]
    [TestCase(0x05D0, TestName = "ClassOf_Hebrew_Word")]
    [TestCase(0x0660, TestName = "ClassOf_ArabicIndicDigit_Word")]
    [TestCase(0x0915, TestName = "ClassOf_Devanagari_Word")]
    [TestCase(0x2167, TestName = "ClassOf_RomanNumeral_Word")]
    [TestCase(0xAC00, TestName = "ClassOf_HangulSyllable_Word")]
    [TestCase(0x1100, TestName = "ClassOf_HangulJamo_Word")]
    [TestCase(0x10400, TestName = "ClassOf_Deseret_Word")]
    [TestCase(0x1E922, TestName = "ClassOf_Adlam_Word")]
    [TestCase(0x1D400, TestName = "ClassOf_MathematicalBold_Word")]
    public void ClassOf_SpacedScript_Word(int codePoint) => AssertClass(codePoint, CharacterClass.Word);

    [TestCase(0x4E00, TestName = "ClassOf_Han_Single")]
    [TestCase(0x20000, TestName = "ClassOf_HanExtensionB_Single")]
    [TestCase(0xF900, TestName = "ClassOf_HanCompatibility_Single")]
    [TestCase(0x3005, TestName = "ClassOf_IdeographicIterationMark_Single")]
    [TestCase(0x3006, TestName = "ClassOf_IdeographicClosingMark_Single")]
    [TestCase(0x3007, TestName = "ClassOf_IdeographicZero_Single")]
    [TestCase(0x303B, TestName = "ClassOf_VerticalIterationMark_Single")]
    [TestCase(0x3042, TestName = "ClassOf_Hiragana_Single")]
    [TestCase(0x30A2, TestName = "ClassOf_Katakana_Single")]
    [TestCase(0x30FC, TestName = "ClassOf_LongVowelMark_Single")]
    [TestCase(0xFF70, TestName = "ClassOf_HalfwidthLongVowelMark_Single")]
    [TestCase(0xFF71, TestName = "ClassOf_HalfwidthKatakana_Single")]
    [TestCase(0x3099, TestName = "ClassOf_CombiningVoicedMark_Single")]
    [TestCase(0xFF9E, TestName = "ClassOf_HalfwidthVoicedMark_Single")]
    [TestCase(0x0E01, TestName = "ClassOf_Thai_Single")]
    [TestCase(0x0E31, TestName = "ClassOf_ThaiVowelMark_Single")]
    [TestCase(0x0E81, TestName = "ClassOf_Lao_Single")]
    [TestCase(0x1780, TestName = "ClassOf_Khmer_Single")]
    [TestCase(0x1000, TestName = "ClassOf_Myanmar_Single")]
    public void ClassOf_UnspacedScript_Single(int codePoint) => AssertClass(codePoint, CharacterClass.Single);

    [TestCase(0xD800), TestCase(0xDBFF), TestCase(0xDC00), TestCase(0xDFFF)]
    public void ClassOf_Surrogate_Single(int codePoint) => AssertClass(codePoint, CharacterClass.Single);

    [TestCase(0x00AD, TestName = "ClassOf_SoftHyphen_Ignored")]
    [TestCase(0x200C, TestName = "ClassOf_ZeroWidthNonJoiner_Ignored")]
    [TestCase(0x200D, TestName = "ClassOf_ZeroWidthJoiner_Ignored")]
    [TestCase(0x2060, TestName = "ClassOf_WordJoiner_Ignored")]
    [TestCase(0xFEFF, TestName = "ClassOf_ByteOrderMark_Ignored")]
    [TestCase(0xFE0F, TestName = "ClassOf_VariationSelectorThoughMark_Ignored")]
    [TestCase(0xE0100, TestName = "ClassOf_SupplementaryVariationSelector_Ignored")]
    [TestCase(0x115F, TestName = "ClassOf_HangulFillerThoughLetter_Ignored")]
    [TestCase(0x17B4, TestName = "ClassOf_KhmerInherentVowelThoughUnspaced_Ignored")]
    public void ClassOf_DefaultIgnorable_Ignored(int codePoint) => AssertClass(codePoint, CharacterClass.Ignored);

    [TestCase(0x00A0, TestName = "ClassOf_NoBreakSpace_Separator")]
    [TestCase(0x3000, TestName = "ClassOf_IdeographicSpace_Separator")]
    [TestCase(0x2019, TestName = "ClassOf_RightSingleQuote_Separator")]
    [TestCase(0x20AC, TestName = "ClassOf_EuroSign_Separator")]
    [TestCase(0x2F00, TestName = "ClassOf_KangxiRadicalWhichIsASymbol_Separator")]
    [TestCase(0x3001, TestName = "ClassOf_IdeographicComma_Separator")]
    [TestCase(0x30FB, TestName = "ClassOf_KatakanaMiddleDot_Separator")]
    [TestCase(0xFFFD, TestName = "ClassOf_ReplacementCharacter_Separator")]
    [TestCase(0x1F600, TestName = "ClassOf_Emoji_Separator")]
    [TestCase(0xE000, TestName = "ClassOf_PrivateUse_Separator")]
    [TestCase(0x0378, TestName = "ClassOf_Unassigned_Separator")]
    [TestCase(0x10FFFF, TestName = "ClassOf_LastCodePoint_Separator")]
    public void ClassOf_NoLetterNumberOrMark_Separator(int codePoint) => AssertClass(codePoint, CharacterClass.Separator);

    [TestCase('É', 'é')]
    [TestCase('é', 'é')]
    [TestCase('ß', 'ß', Description = "Its full folding, ss, is longer.")]
    [TestCase(0x1E9E, 'ß', Description = "Capital sharp s.")]
    [TestCase('Σ', 'σ')]
    [TestCase('ς', 'σ', Description = "Final sigma.")]
    [TestCase('σ', 'σ')]
    [TestCase('Ж', 'ж')]
    [TestCase('Ё', 'ё')]
    [TestCase('Α', 'α', Description = "Greek capital alpha, not Latin A.")]
    [TestCase('I', 'i', Description = "The Turkic folding to dotless i is not used.")]
    [TestCase(0x0130, 0x0130, Description = "Capital dotted I folds only in full (i + dot) or Turkic folding.")]
    [TestCase(0x0131, 0x0131, Description = "Dotless i is its own letter.")]
    [TestCase(0x017F, 's', Description = "Long s.")]
    [TestCase(0x212A, 'k', Description = "Kelvin sign.")]
    [TestCase(0x00B5, 0x03BC, Description = "Micro sign to Greek mu.")]
    [TestCase(0x2167, 0x2177, Description = "Roman numeral eight.")]
    [TestCase(0x13A0, 0x13A0, Description = "Cherokee folds to its capitals.")]
    [TestCase(0xAB70, 0x13A0, Description = "Cherokee small letter.")]
    [TestCase(0xFF21, 0xFF41, Description = "Full-width A.")]
    [TestCase(0x10400, 0x10428, Description = "Deseret.")]
    [TestCase(0x1E900, 0x1E922, Description = "Adlam.")]
    [TestCase(0x4E00, 0x4E00)]
    [TestCase(0xD83D, 0xD83D)]
    [TestCase(0x10FFFF, 0x10FFFF)]
    public void Fold_KnownCharacter_GivesSimpleFolding(int codePoint, int expected) =>
        Assert.That(CharacterTable.Fold(codePoint), Is.EqualTo(expected), $"U+{codePoint:X4}");

    [Test]
    public void Fold_EveryCodePoint_IsIdempotentStaysInRangeAndKeepsTheClass()
    {
        for (int c = 0; c <= CharacterTable.MaxCodePoint; c++)
        {
            int folded = CharacterTable.Fold(c);
            if (folded is < 0 or > CharacterTable.MaxCodePoint
                || CharacterTable.Fold(folded) != folded
                || CharacterTable.ClassOf(folded) != CharacterTable.ClassOf(c))
            {
                Assert.Fail($"U+{c:X4} folds to U+{folded:X4}.");
            }
        }
    }

    [Test]
    public void KindOf_EveryCodePoint_AgreesWithClassAndFold()
    {
        for (int c = 0; c <= CharacterTable.MaxCodePoint; c++)
        {
            byte kind = CharacterTable.KindOf(c);
            if (kind >= CharacterTable.KindCount
                || CharacterTable.ClassOfKind(kind) != CharacterTable.ClassOf(c)
                || c + CharacterTable.FoldDelta(kind) != CharacterTable.Fold(c))
            {
                Assert.Fail($"U+{c:X4} has kind {kind}.");
            }
        }
    }

    /// <summary>The bits are frozen: stored token hashes depend on them. Another checksum means another Unicode version or
    /// other rules, and then a new version of everything stored.</summary>
    [Test]
    public void Table_AllCodePoints_HasPinnedChecksum()
    {
        ulong checksum = 14695981039346656037; // FNV-1a, 64 bits
        for (int c = 0; c <= CharacterTable.MaxCodePoint; c++)
        {
            checksum = (checksum ^ (byte)CharacterTable.ClassOf(c)) * 1099511628211;
            checksum = (checksum ^ (uint)CharacterTable.Fold(c)) * 1099511628211;
        }

        Assert.Multiple(() =>
        {
            Assert.That(CharacterTable.UnicodeVersion, Is.EqualTo("15.0.0"));
            Assert.That(checksum, Is.EqualTo(0x402CC92F1152CA70UL), $"0x{checksum:X16}");
        });
    }

    private static void AssertClass(int codePoint, CharacterClass expected) =>
        Assert.That(CharacterTable.ClassOf(codePoint), Is.EqualTo(expected), $"U+{codePoint:X4}");
}
