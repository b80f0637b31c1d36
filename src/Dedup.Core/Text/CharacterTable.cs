using System.Diagnostics;

namespace Dedup.Text;

/// <summary>
/// Class and case folding of every code point, frozen at one Unicode version so that a stored token hash means the same
/// on every runtime, in every culture and without ICU.
/// </summary>
/// <remarks>
/// A code point has a <em>kind</em>: one of the distinct (class, fold delta) pairs. The kind is found in two steps,
/// <c>Blocks[BlockNumbers[codePoint / 128] * 128 + codePoint % 128]</c>, where equal blocks of 128 are stored once.
/// How the classes follow from Unicode properties is written in <c>src/Dedup.UnicodeTables/CharacterRules.cs</c>, the
/// tool that makes the data. A new Unicode version changes tokens, so it needs a new version of everything stored.
/// </remarks>
internal static partial class CharacterTable
{
    internal const int MaxCodePoint = 0x10FFFF;

    /// <summary>The class and fold delta of a code point in 0..0x10FFFF (surrogates too) as one number for
    /// <see cref="ClassOfKind"/> and <see cref="FoldDelta"/>.</summary>
    internal static byte KindOf(int codePoint)
    {
        Debug.Assert(codePoint is >= 0 and <= MaxCodePoint, "Not a code point.");
        return Blocks[(BlockNumbers[codePoint >> BlockBits] << BlockBits) | (codePoint & BlockMask)];
    }

    internal static CharacterClass ClassOfKind(byte kind) => (CharacterClass)KindClasses[kind];

    /// <summary>What to add to a code point of this kind to fold its case; 0 for most.</summary>
    internal static int FoldDelta(byte kind) => KindFoldDeltas[kind];

    internal static CharacterClass ClassOf(int codePoint) => ClassOfKind(KindOf(codePoint));

    /// <summary>Simple case folding: CaseFolding.txt, status C and S, one code point to one code point. So ß stays ß, and
    /// İ (U+0130) stays itself, because their foldings are longer (F) or Turkic (T).</summary>
    internal static int Fold(int codePoint) => codePoint + FoldDelta(KindOf(codePoint));
}
