using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dedup.Internals;

namespace Dedup.Signatures;

/// <summary>Packs what was signed for as long as a run lasts. Holds memory that is being filled: one per thread.</summary>
/// <param name="scale">The inverse density of the sketches; any when there are none.</param>
/// <param name="rows">Components to a band; any when there are no signatures.</param>
internal sealed class ArticlePacker(int scale, int rows)
{
    private const int AtOnce = 1 << 16;

    /// <summary>Half of all values are for the sample, the others for the anchors above its usual bound, or the few leading bits that samples differ in would leave many equal by chance.</summary>
    private const int BitsOfEither = 31;

    private const uint FirstAbove = 1u << BitsOfEither;

    private readonly Slab<uint> slab = new(AtOnce);
    private readonly ulong usualBound = ulong.MaxValue / (ulong)scale;
    private readonly int shift = Math.Max(0, 64 - BitOperations.LeadingZeroCount(ulong.MaxValue / (ulong)scale) - BitsOfEither);

    /// <summary>Halves of a component. A band of one row needs the whole of it, or in a pile of millions its bucket would be full of articles that are there by chance.</summary>
    internal static int HalvesPerComponent(int rows) => rows == 1 ? 2 : 1;

    /// <summary>Packs an article; nothing of <paramref name="article"/> is kept.</summary>
    internal PackedArticle Pack(SignedArticle article)
    {
        ReadOnlySpan<uint> ofWords = article.WordSignature;
        PositionalSketch? sketch = article.Sketch;
        ReadOnlySpan<ulong> hashes = sketch is null ? [] : sketch.Hashes;
        PackedShape shape = new(
            hashes.Length,
            sketch is null ? 0 : sketch.Bound == ulong.MaxValue ? uint.MaxValue : Pack(sketch.Bound),
            (ushort)(article.Signature.Length * HalvesPerComponent(rows)),
            (ushort)(ofWords.Length * HalvesPerComponent(rows)),
            IsLong: article.TokenCount > ushort.MaxValue + 1);
        ArraySegment<uint> words = slab.Take((int)shape.Words);
        Span<uint> rest = words;
        WriteHalves(article.Signature, ref rest, shape.ShingleHalves);
        WriteHalves(ofWords, ref rest, shape.WordHalves);
        for (int i = 0; i < hashes.Length; i++)
        {
            rest[i] = Pack(hashes[i]);
        }

        WritePositions(sketch is null ? [] : sketch.Positions, rest[hashes.Length..], shape.IsLong);
        return new PackedArticle(words, shape);
    }

    /// <summary>A hash in 32 bits: never less for a greater hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint Pack(ulong hash) => hash <= usualBound ? (uint)(hash >> shift) : FirstAbove | (uint)((hash - usualBound - 1) >> (64 - BitsOfEither));

    private static void WriteHalves(ReadOnlySpan<uint> signature, ref Span<uint> rest, int halves)
    {
        int words = PackedShape.WordsOf(halves);
        if (halves > signature.Length)
        {
            MinHash.Spread(signature, rest);
        }
        else
        {
            MinHash.Halve(signature, MemoryMarshal.Cast<uint, ushort>(rest[..words]));
        }

        rest = rest[words..];
    }

    private static void WritePositions(ReadOnlySpan<int> positions, Span<uint> room, bool isLong)
    {
        if (isLong)
        {
            positions.CopyTo(MemoryMarshal.Cast<uint, int>(room));
            return;
        }

        Span<ushort> halves = MemoryMarshal.Cast<uint, ushort>(room);
        for (int i = 0; i < positions.Length; i++)
        {
            halves[i] = (ushort)positions[i];
        }
    }
}
