namespace Dedup.Text;

/// <summary>What a code point does to the token stream, as the fast code tells them apart; see <see cref="CharacterClass"/>. In the order in which that takes the fewest comparisons.</summary>
internal enum PackedClass : byte
{
    /// <summary>Extends the word before it: one letter or digit, or a few.</summary>
    Word = 0,

    /// <summary>A mark that stays where it is among marks.</summary>
    Mark = 1,

    Separator = 2,

    /// <summary>Starts a token that only marks can join.</summary>
    Character = 3,

    Ignored = 4,

    /// <summary>A mark that others may have to pass.</summary>
    OrderedMark = 5,

    Hangul = 6,

    /// <summary>Left to <see cref="TokenAssembler{TSink}"/>: long expansions, repeat signs, kana voicing marks, and what lies beyond the Basic Multilingual Plane.</summary>
    Other = 7,
}
