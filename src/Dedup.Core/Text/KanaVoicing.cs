namespace Dedup.Text;

/// <summary>Hiragana with a voicing mark written as a second code point: か and U+3099 are が. Katakana comes here as hiragana.</summary>
internal static class KanaVoicing
{
    internal const int Voiced = 0x3099;
    private const int SemiVoiced = 0x309A;
    private const int VoicedU = 0x3094;

    internal static bool IsMark(int codePoint) => codePoint is Voiced or SemiVoiced;

    internal static bool IsHiragana(int codePoint) => codePoint is >= 'ぁ' and <= 'ゖ';

    /// <summary>The one code point for the two, or 0 where there is none.</summary>
    internal static int Compose(int kana, int mark)
    {
        bool isVoiced = mark == Voiced;
        return kana switch
        {
            'う' when isVoiced => VoicedU,
            'ゝ' when isVoiced => 'ゞ',
            'つ' or 'て' or 'と' when isVoiced => kana + 1,

            // か to ち: every letter is followed by its voiced one.
            >= 'か' and <= 'ち' when isVoiced && (kana - 'か') % 2 == 0 => kana + 1,

            // は to ほ: each letter, voiced, half voiced.
            >= 'は' and <= 'ほ' when (kana - 'は') % 3 == 0 => kana + (isVoiced ? 1 : 2),
            _ => 0,
        };
    }
}
