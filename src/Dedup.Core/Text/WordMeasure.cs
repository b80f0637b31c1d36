namespace Dedup.Text;

/// <summary>How much text a token is, in quarters of a word of a script with spaces: so that "24 words" asks for as much of a Chinese text as of an English one.</summary>
/// <remarks>
/// A Han character counts half a word, a kana or a letter of Thai and its like a quarter. Against English, it is 0.56 for Chinese, 0.53 and 0.25 for the Han characters and
/// kana of Japanese, 0.21 for Thai, 0.28 for Khmer, 0.36 for Myanmar (<c>docs/algorithms/words-per-token.py</c>).
/// </remarks>
internal static class WordMeasure
{
    internal const int QuartersOfAWord = 4;
    private const int QuartersOfHan = 2;
    private const int FirstKana = 0x3031;
    private const int LastKana = 0x30FF;

    // A power of two, several times the number of kana, so that nearly every question takes one look.
    private const int Slots = 512;
    private const int SlotShift = 64 - 9;
    private static readonly ulong[] Kana = FileKana();

    /// <summary>Whether the token is a single character of a script without spaces.</summary>
    internal static bool IsCharacter(ulong token) => WordHash.KindOf(token) switch
    {
        TokenKind.Han or TokenKind.Letter => true,
        TokenKind.Word => Kana[SlotOf(token, Kana)] == token,
        _ => false,
    };

    /// <summary>How many quarters of a word the token counts: 1, 2 or 4.</summary>
    internal static int QuartersOf(ulong token) => WordHash.KindOf(token) == TokenKind.Han ? QuartersOfHan : IsCharacter(token) ? 1 : QuartersOfAWord;

    /// <summary>The tokens of a text together. <see cref="TokenList.QuartersOf"/> knows it of most texts without looking at them.</summary>
    internal static long QuartersOf(ReadOnlySpan<ulong> tokens)
    {
        long quarters = 0;
        foreach (ulong token in tokens)
        {
            quarters += QuartersOf(token);
        }

        return quarters;
    }

    // Kana have the kind of words, because they are shingled like words; what tells them apart is that there are only a hundred of them.
    private static ulong[] FileKana()
    {
        ulong[] table = new ulong[Slots];
        for (int c = FirstKana; c <= LastKana; c++)
        {
            uint entry = CharacterTable.EntryOf(c);
            if (CharacterTable.ClassOf(entry) == CharacterClass.Character)
            {
                WordHash hash = default;
                hash.Clear();
                hash.Append(CharacterTable.CodePointOf(entry));
                ulong token = hash.Finish(CharacterTable.KindOf(entry));
                table[SlotOf(token, table)] = token;
            }
        }

        return table;
    }

    private static int SlotOf(ulong token, ulong[] table)
    {
        int slot = (int)(token >> SlotShift);
        while (table[slot] != 0 && table[slot] != token)
        {
            slot = (slot + 1) % Slots;
        }

        return slot;
    }
}
