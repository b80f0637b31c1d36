using System.Collections.Frozen;
using Dedup.Text;

namespace Dedup.UnicodeTables;

/// <summary>From Unicode properties to what a code point becomes in a token: the definition behind the table in Core.</summary>
internal sealed class CharacterRules(UnicodeDatabase database, HanVariants variants)
{
    private const int FirstSyllable = 0xAC00;
    private const int LastSyllable = 0xD7A3;
    private const int VoicedMark = 0x3099;
    private const int SemiVoicedMark = 0x309A;
    private const int Space = ' ';

    /// <summary>Scripts whose characters are tokens of one kind, by their names in Scripts.txt and, where they share characters, in ScriptExtensions.txt.</summary>
    private static readonly FrozenSet<string> HanScripts = new[] { "Han", "Hani", "Yi", "Tangut", "Nushu", "Khitan_Small_Script", "Egyptian_Hieroglyphs" }.ToFrozenSet();

    private static readonly FrozenSet<string> KanaScripts = new[] { "Hiragana", "Hira", "Katakana", "Kana" }.ToFrozenSet();

    /// <summary>Scripts whose marks are left out by many writers, or added by few, and are not needed to read a word.</summary>
    private static readonly FrozenSet<string> ScriptsOfOptionalMarks = new[] { "Inherited", "Latin", "Greek", "Cyrillic", "Hebrew", "Arabic", "Syriac" }.ToFrozenSet();

    internal static bool IsSyllable(int codePoint) => codePoint is >= FirstSyllable and <= LastSyllable;

    /// <summary>The code points that this one stands for, none of which stands for others; empty when it is skipped.</summary>
    internal int[] Normalise(int codePoint)
    {
        List<int> sequence = [codePoint];
        for (bool changed = true; changed;)
        {
            List<int> next = [.. sequence.SelectMany(Decompose).SelectMany(FoldCase).SelectMany(LetterFolds.Fold).Select(c => variants[ToAsciiDigit(c)])];
            changed = !next.SequenceEqual(sequence);
            sequence = next;
        }

        sequence.RemoveAll(IsSkipped);
        return [.. sequence];
    }

    /// <summary>The class of a code point that stands for itself.</summary>
    internal CharacterClass Classify(int codePoint)
    {
        if (IsSkipped(codePoint))
        {
            return CharacterClass.Ignored;
        }

        // A lone surrogate and the replacement character are damage in the text. As tokens, not separators, two texts damaged in different places stay different.
        if (codePoint is (>= 0xD800 and <= 0xDFFF) or 0xFFFD)
        {
            return CharacterClass.Character;
        }

        switch (codePoint)
        {
            case 'ゝ' or 'ゞ' or '々' or '〻':
                return CharacterClass.Repeat;

            // Apostrophes that count as letters; the usual ones separate.
            case 0x02BB or 0x02BC:
                return CharacterClass.Separator;
        }

        if (IsSyllable(codePoint))
        {
            return CharacterClass.Hangul;
        }

        // Han characters are still being added, and a text can be newer than the table.
        if (IsFutureHan(codePoint))
        {
            return CharacterClass.Character;
        }

        return database.GeneralCategory[codePoint][0] switch
        {
            'M' => CharacterClass.Mark,
            'L' or 'N' => IsUnspaced(codePoint) ? CharacterClass.Character : CharacterClass.Word,
            _ => CharacterClass.Separator,
        };
    }

    internal TokenKind KindOf(int codePoint) =>
        codePoint is >= '0' and <= '9' ? TokenKind.Number
        : database.ComplexContext[codePoint] ? TokenKind.Letter
        : IsFutureHan(codePoint) || IsOf(codePoint, HanScripts) ? TokenKind.Han
        : TokenKind.Word;

    private bool IsUnspaced(int codePoint) => database.ComplexContext[codePoint] || IsOf(codePoint, HanScripts) || IsOf(codePoint, KanaScripts) || IsSharedByKana(codePoint);

    private bool IsOf(int codePoint, FrozenSet<string> scripts)
    {
        string extensions = database.ScriptExtensions[codePoint];
        return scripts.Contains(database.Script[codePoint]) || (extensions.Length > 0 && extensions.Split(' ').All(scripts.Contains));
    }

    /// <summary>The characters that kana share with Han or with each other, as the long vowel mark.</summary>
    private bool IsSharedByKana(int codePoint)
    {
        string extensions = database.ScriptExtensions[codePoint];
        return extensions.Length > 0 && extensions.Split(' ').All(script => HanScripts.Contains(script) || KanaScripts.Contains(script));
    }

    private bool IsFutureHan(int codePoint) =>
        codePoint is >= 0x20000 and <= 0x3FFFF && database.GeneralCategory[codePoint] == "Cn" && !database.Noncharacter[codePoint];

    /// <summary>True for what shows nothing, for the Arabic and Mongolian signs that only stretch a word, and for optional marks: accents, Hebrew points, Arabic vowels.</summary>
    private bool IsSkipped(int codePoint) =>
        database.DefaultIgnorable[codePoint]
        || codePoint is 0x0640 or 0x180A
        || (codePoint is not (VoicedMark or SemiVoicedMark)
            && database.GeneralCategory[codePoint] is "Mn" or "Me"
            && ScriptsOfOptionalMarks.Contains(database.Script[codePoint]));

    private int ToAsciiDigit(int codePoint) => database.Digit[codePoint] is >= 0 and int value ? '0' + value : codePoint;

    private IEnumerable<int> FoldCase(int codePoint) => database.FullFolding[codePoint] ?? [codePoint];

    private IEnumerable<int> Decompose(int codePoint)
    {
        int[]? parts = database.Decomposition[codePoint];
        if (parts is null || IsLeftWhole(codePoint, parts))
        {
            return [codePoint];
        }

        // A space before, so that 1½ does not become 11/2.
        return database.DecompositionTag[codePoint] == "fraction" ? [Space, .. parts, Space] : parts;
    }

    private bool IsLeftWhole(int codePoint, int[] parts)
    {
        // Kana with a voicing mark are composed, not decomposed: one code point then stays one token's worth.
        if (parts.Length == 2 && parts[1] is VoicedMark or SemiVoicedMark && codePoint is (>= 'ぁ' and <= 'ゞ') or (>= 'ァ' and <= 'ヴ') or 'ヾ')
        {
            return true;
        }

        // Symbols stand for letters where they are typed in their place (㎏, ㈱, ℃), not where they comment on a word (™).
        bool isSymbol = database.GeneralCategory[codePoint][0] is not ('L' or 'M' or 'N');
        return isSymbol && (database.DecompositionTag[codePoint] is "super" or "sub" or "" || !parts.Any(HasLetter));
    }

    private bool HasLetter(int codePoint) => database.GeneralCategory[codePoint][0] is 'L' or 'N' || database.Decomposition[codePoint]?.Any(HasLetter) == true;
}
