using System.Runtime.CompilerServices;

namespace Dedup.Text;

/// <summary>Hangul syllables as their conjoining letters, by the arithmetic of the Unicode Standard, section 3.12.</summary>
internal static class Hangul
{
    /// <summary>The bytes of a conjoining letter in UTF-8.</summary>
    internal const int LetterBytes = 3;

    private const int LetterBits = 8 * LetterBytes;

    internal const int FirstSyllable = 0xAC00;
    internal const int FirstLeading = 0x1100;
    internal const int FirstVowel = 0x1161;
    internal const int BeforeTrailings = 0x11A7;
    internal const int Vowels = 21;
    internal const int Trailings = 28;

    /// <summary>The letters of a syllable; the last one is 0 where there are two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (int Leading, int Vowel, int Trailing) Decompose(int syllable)
    {
        uint number = (uint)(syllable - FirstSyllable);
        uint pair = number / Trailings;
        uint trailing = number - (pair * Trailings);
        uint leading = pair / Vowels;
        return ((int)(FirstLeading + leading), (int)(FirstVowel + pair - (leading * Vowels)), trailing == 0 ? 0 : (int)(BeforeTrailings + trailing));
    }

    /// <summary>The UTF-8 bytes of the first two letters and those of the third one, the first byte lowest, and how many of the three letters' bytes count.</summary>
    // Without a branch: whether a syllable has a third letter cannot be guessed.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Pack(int syllable, out ulong third, out int bytes)
    {
        uint number = (uint)(syllable - FirstSyllable);
        uint pair = number / Trailings;
        uint trailing = number - (pair * Trailings);
        uint leading = pair / Vowels;
        bytes = (2 * LetterBytes) + (LetterBytes * (int)((0 - trailing) >> 31));
        third = Pack(BeforeTrailings + trailing);
        return Pack(FirstLeading + leading) | (Pack(FirstVowel + pair - (leading * Vowels)) << LetterBits);
    }

    /// <summary>Conjoining letters are U+11xx: always E1, then 84 to 87, then the last six bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Pack(uint letter) => 0x8080E1u | (((letter >> 6) & 0x3F) << 8) | ((letter & 0x3F) << 16);
}
