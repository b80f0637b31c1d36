namespace Dedup.UnicodeTables;

/// <summary>Letters that the Unicode data keeps apart and readers, keyboards or forgers do not: our own choice, applied after decomposition and case folding.</summary>
internal static class LetterFolds
{
    private const int KatakanaToHiragana = 'ぁ' - 'ァ';

    /// <summary>Pairs of a letter and what it is read as.</summary>
    private static readonly string[] Pairs =
    [
        // Look-alikes of Latin letters, in the shape of the small letter or, where that has none, of the capital: Cyrillic, Greek, Armenian, Latin.
        "аa вb еe ѕs іi јj кk мm нh оo рp сc тt уy хx һh ԁd ԛq ԝw ӏl",
        "αa βb γy εe ζz ηn ιi κk μm νv οo ρp τt υu χx ωw",
        "օo սu ոn ɑa ɡg ıi",

        // Letters with a stroke: plain in copies that know no others.
        "øo đd łl ħh ŧt",

        // Arabic: alef wasla, the two shapes of yeh and of kaf, heh with the dots of teh marbuta, Urdu heh.
        "ٱا ىي یي کك ةه ہه",

        // Kana: what the reforms of spelling changed, small and obsolete letters. Katakana comes here as hiragana.
        "ぁあ ぃい ぅう ぇえ ぉお っつ ゃや ゅゆ ょよ ゎわ ゐい ゑえ ゕか ゖけ",
        "ㇰく ㇱし ㇲす ㇳと ㇴぬ ㇵは ㇶひ ㇷふ ㇸへ ㇹほ ㇺむ ㇻら ㇼり ㇽる ㇾれ ㇿろ",
    ];

    private static readonly Dictionary<int, int[]> ByLetter = Read();

    /// <summary>What the letter stands for; the letter itself for most.</summary>
    internal static int[] Fold(int letter)
    {
        if (letter is (>= 'ァ' and <= 'ヶ') or 'ヽ' or 'ヾ')
        {
            letter += KatakanaToHiragana;
        }

        return ByLetter.TryGetValue(letter, out int[]? fold) ? fold : [letter];
    }

    private static Dictionary<int, int[]> Read()
    {
        Dictionary<int, int[]> folds = new() { ['æ'] = ['a', 'e'], ['œ'] = ['o', 'e'] };
        foreach (string pair in Pairs.SelectMany(line => line.Split(' ')))
        {
            folds.Add(pair[0], [pair[1]]);
        }

        return folds;
    }
}
