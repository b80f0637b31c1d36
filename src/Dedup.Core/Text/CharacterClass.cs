namespace Dedup.Text;

/// <summary>What a code point does to the token stream. The values are part of the frozen table: never renumber.</summary>
internal enum CharacterClass : byte
{
    /// <summary>Ends a token and belongs to none: spaces, punctuation, symbols, controls, most unassigned code points.</summary>
    Separator = 0,

    /// <summary>Extends the word before it: letters and digits of scripts that separate their words.</summary>
    Word = 1,

    /// <summary>Starts a token that only marks can join: letters of scripts written without spaces, surrogates, U+FFFD.</summary>
    Character = 2,

    /// <summary>Is skipped as if it were not there, also inside a token: soft hyphen, joiners, optional marks.</summary>
    Ignored = 3,

    /// <summary>Joins the token before it, of either kind, in canonical order: vowel signs, viramas, tone marks, nuktas, kana voicing.</summary>
    Mark = 4,

    /// <summary>Stands for several code points, or for one far away: ligatures, ß, ㈱, ½.</summary>
    Expansion = 5,

    /// <summary>Repeats the character before it: 々 and the kana iteration marks.</summary>
    Repeat = 6,

    /// <summary>A Hangul syllable, which stands for its two or three conjoining letters.</summary>
    Hangul = 7,
}
