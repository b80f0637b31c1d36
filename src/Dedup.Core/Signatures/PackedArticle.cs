using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dedup.Signatures;

/// <summary>What finding candidates needs of an article, in half the memory of a <see cref="SignedArticle"/>: a pile has one of each article at once. Made by an <see cref="ArticlePacker"/>. Immutable.</summary>
/// <remarks>
/// Components and hashes are cut to fewer bits. What was equal still is, and what was in order still is; of unequal ones so few become equal that hardly one pair more is compared. A pair could be lost only where a hash of one
/// article agrees with the bound of the other in all bits that are kept, and lies above it.
/// </remarks>
/// <param name="words">The halves of the signatures, the hashes, and the positions, one after another.</param>
/// <param name="shape">How many there are of each.</param>
internal readonly struct PackedArticle(ArraySegment<uint> words, PackedShape shape)
{
    private readonly ArraySegment<uint> words = words;

    /// <summary>All that is kept, whatever it means.</summary>
    internal ReadOnlySpan<uint> Words => words;

    /// <summary>What the words mean.</summary>
    internal PackedShape Shape { get; } = shape;

    /// <summary>MinHash of the shingles, as halves; empty when there is none.</summary>
    internal ReadOnlySpan<ushort> Signature => MemoryMarshal.Cast<uint, ushort>(words)[..Shape.ShingleHalves];

    /// <summary>MinHash of the words or pairs of characters, as halves; empty when there is none.</summary>
    internal ReadOnlySpan<ushort> WordSignature => MemoryMarshal.Cast<uint, ushort>(words.AsSpan(PackedShape.WordsOf(Shape.ShingleHalves)))[..Shape.WordHalves];

    /// <summary>Whether shingles were sampled.</summary>
    internal bool HasSketch => Shape.Hashes > 0;

    /// <summary>The hashes of the sampled shingles, ascending.</summary>
    internal ReadOnlySpan<uint> Hashes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => words.AsSpan(Shape.SignatureWords, Shape.Hashes);
    }

    /// <summary>The sampled shingles; none when <see cref="HasSketch"/> is false.</summary>
    internal SketchView<uint> Sketch
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ReadOnlySpan<uint> positions = words.AsSpan(Shape.SignatureWords + Shape.Hashes);
            return Shape.IsLong
                ? new(Hashes, MemoryMarshal.Cast<uint, int>(positions), Shape.Bound)
                : new(Hashes, MemoryMarshal.Cast<uint, ushort>(positions)[..Shape.Hashes], Shape.Bound);
        }
    }

    /// <summary>Bytes of both signatures.</summary>
    internal long SignatureBytes => (long)Shape.SignatureWords * sizeof(uint);

    /// <summary>Bytes of the hashes and positions.</summary>
    internal long SketchBytes => (long)(words.Count - Shape.SignatureWords) * sizeof(uint);
}
