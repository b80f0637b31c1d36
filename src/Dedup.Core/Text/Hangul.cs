using System.Runtime.CompilerServices;

namespace Dedup.Text;

/// <summary>Hangul syllables as their conjoining letters, by the arithmetic of the Unicode Standard, section 3.12.</summary>
internal static class Hangul
{
    /// <summary>The bytes of a conjoining letter in UTF-8.</summary>
    internal const int LetterBytes = 3;

    private const int LetterBits = 8 * LetterBytes;

    private const int FirstSyllable = 0xAC00;
    private const int FirstLeading = 0x1100;
    private const int FirstVowel = 0x1161;
    private const int BeforeTrailings = 0x11A7;
    private const int Vowels = 21;
    private const int Trailings = 28;

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

    /// <summary>The UTF-8 bytes of the first two letters, and those of the third one or 0; the first byte lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Pack(int syllable, out ulong trailing)
    {
        (int first, int second, int third) = Decompose(syllable);
        trailing = third == 0 ? 0 : Pack(third);
        return Pack(first) | (Pack(second) << LetterBits);
    }

    /// <summary>Conjoining letters are U+11xx: always E1, then 84 to 87, then the last six bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Pack(int letter) => 0x8080E1u | (((uint)(letter >> 6) & 0x3F) << 8) | (((uint)letter & 0x3F) << 16);
}
