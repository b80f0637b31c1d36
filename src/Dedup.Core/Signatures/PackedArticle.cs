using System.Runtime.InteropServices;

namespace Dedup.Signatures;

/// <summary>What finding candidates needs of an article, in half the memory of a <see cref="SignedArticle"/>: a pile has one of each article at once. Made by an <see cref="ArticlePacker"/>. Immutable.</summary>
/// <remarks>
/// Components and hashes are cut to fewer bits. What was equal still is, and what was in order still is; of unequal ones so few become equal that hardly one pair more is compared. A pair could be lost only where a hash of one
/// article agrees with the bound of the other in all bits that are kept, and lies above it.
/// </remarks>
internal readonly struct PackedArticle
{
    /// <summary>The halves of the signatures, the hashes, and the positions, one after another.</summary>
    private readonly ArraySegment<uint> words;
    private readonly int hashes;
    private readonly uint bound;
    private readonly ushort shingleHalves;
    private readonly ushort wordHalves;
    private readonly bool isLong;

    /// <summary>Takes in memory that is filled already.</summary>
    /// <param name="words">It.</param>
    /// <param name="shingleHalves">Halves of the signature of shingles.</param>
    /// <param name="wordHalves">Halves of the signature of words.</param>
    /// <param name="hashes">Hashes of the sketch.</param>
    /// <param name="bound">Bound of the sketch.</param>
    /// <param name="isLong">Whether a position takes a whole word, not a half.</param>
    internal PackedArticle(ArraySegment<uint> words, int shingleHalves, int wordHalves, int hashes, uint bound, bool isLong)
    {
        this.words = words;
        this.shingleHalves = (ushort)shingleHalves;
        this.wordHalves = (ushort)wordHalves;
        this.hashes = hashes;
        this.bound = bound;
        this.isLong = isLong;
    }

    /// <summary>MinHash of the shingles, as halves; empty when there is none.</summary>
    internal ReadOnlySpan<ushort> Signature => MemoryMarshal.Cast<uint, ushort>(words)[..shingleHalves];

    /// <summary>MinHash of the words or pairs of characters, as halves; empty when there is none.</summary>
    internal ReadOnlySpan<ushort> WordSignature => MemoryMarshal.Cast<uint, ushort>(words.AsSpan(WordsOf(shingleHalves)))[..wordHalves];

    /// <summary>Whether shingles were sampled.</summary>
    internal bool HasSketch => hashes > 0;

    /// <summary>How many shingles were sampled.</summary>
    internal int HashCount => hashes;

    /// <summary>The sampled shingles; none when <see cref="HasSketch"/> is false.</summary>
    internal SketchView<uint> Sketch
    {
        get
        {
            ReadOnlySpan<uint> sketch = words.AsSpan(SignatureWords);
            ReadOnlySpan<uint> positions = sketch[hashes..];
            return isLong
                ? new(sketch[..hashes], MemoryMarshal.Cast<uint, int>(positions), bound)
                : new(sketch[..hashes], MemoryMarshal.Cast<uint, ushort>(positions)[..hashes], bound);
        }
    }

    /// <summary>Bytes of both signatures.</summary>
    internal long SignatureBytes => (long)SignatureWords * sizeof(uint);

    /// <summary>Bytes of the hashes and positions.</summary>
    internal long SketchBytes => (long)(words.Count - SignatureWords) * sizeof(uint);

    private int SignatureWords => WordsOf(shingleHalves) + WordsOf(wordHalves);

    /// <summary>So many words hold so many halves.</summary>
    internal static int WordsOf(int halves) => (halves + 1) / 2;
}
