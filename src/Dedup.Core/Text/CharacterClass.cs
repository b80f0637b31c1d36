namespace Dedup.Text;

/// <summary>What a code point does to the token stream. The values are part of the frozen table: never renumber.</summary>
internal enum CharacterClass : byte
{
    /// <summary>Ends a token and belongs to none: spaces, punctuation, symbols, controls, unassigned code points.</summary>
    Separator = 0,

    /// <summary>Extends the token before it: letters, numbers and marks of scripts that separate their words.</summary>
    Word = 1,

    /// <summary>Is a token of its own: letters, numbers and marks of scripts written without spaces; and surrogates.</summary>
    Single = 2,

    /// <summary>Is skipped as if it were not there, also inside a token: soft hyphen, joiners, variation selectors.</summary>
    Ignored = 3,
}
