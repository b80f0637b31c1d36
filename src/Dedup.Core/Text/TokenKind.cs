namespace Dedup.Text;

/// <summary>What sort of token it is: the two lowest bits of its hash. The values are part of the token's definition: never renumber.</summary>
internal enum TokenKind : byte
{
    /// <summary>A word, or a character of no other kind (kana, a lone surrogate).</summary>
    Word = 0,

    /// <summary>A word with a decimal digit of any script.</summary>
    Number = 1,

    /// <summary>A Han character, or one of a script that packs as much into a character (Yi, Tangut, ...).</summary>
    Han = 2,

    /// <summary>A letter of Thai, Lao, Khmer, Myanmar or another script of South-East Asia without spaces, with its marks.</summary>
    Letter = 3,
}
