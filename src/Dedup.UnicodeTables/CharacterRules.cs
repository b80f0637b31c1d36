using System.Collections.Frozen;
using Dedup.Text;

namespace Dedup.UnicodeTables;

/// <summary>From Unicode properties to <see cref="CharacterClass"/>: the definition behind the table in Core.</summary>
internal static class CharacterRules
{
    /// <summary>Scripts whose texts do not put a space between words, by their name in Scripts.txt.</summary>
    private static readonly FrozenSet<string> UnspacedScripts =
        new[] { "Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar" }.ToFrozenSet();

    /// <summary>The same scripts by their name in ScriptExtensions.txt.</summary>
    private static readonly FrozenSet<string> UnspacedScriptCodes =
        new[] { "Hani", "Hira", "Kana", "Thai", "Laoo", "Khmr", "Mymr" }.ToFrozenSet();

    internal static CharacterClass Classify(UnicodeDatabase database, int codePoint)
    {
        // First, because some are letters (the Hangul fillers) or marks (variation selectors) and yet show nothing.
        if (database.DefaultIgnorable[codePoint])
        {
            return CharacterClass.Ignored;
        }

        // A lone surrogate is damage in the text. As tokens, not separators, two texts damaged in different places stay different.
        if (codePoint is >= 0xD800 and <= 0xDFFF)
        {
            return CharacterClass.Single;
        }

        if (database.GeneralCategory[codePoint][0] is not ('L' or 'M' or 'N'))
        {
            return CharacterClass.Separator;
        }

        return IsUnspaced(database, codePoint) ? CharacterClass.Single : CharacterClass.Word;
    }

    /// <summary>
    /// True also for characters shared by several scripts when all of them are unspaced: the long vowel mark U+30FC, the
    /// combining voicing marks U+3099..309A, the half-width ones U+FF9E..FF9F, repeat marks, Han numbers.
    /// </summary>
    private static bool IsUnspaced(UnicodeDatabase database, int codePoint)
    {
        string extensions = database.ScriptExtensions[codePoint];
        return UnspacedScripts.Contains(database.Script[codePoint])
            || (extensions.Length > 0 && extensions.Split(' ').All(UnspacedScriptCodes.Contains));
    }
}
