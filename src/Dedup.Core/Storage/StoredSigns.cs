using Dedup.Signatures;

namespace Dedup.Storage;

/// <summary>What a record says of an article without its text: enough to know whether comparing the texts can bring anything. Immutable.</summary>
/// <param name="Family">Number of the first article with the same tokens; its own where it is the first; <see cref="None"/> without tokens.</param>
/// <param name="TokenCount">Tokens of the text.</param>
/// <param name="Content">Fingerprint of the token stream.</param>
/// <param name="Signature">One byte of each component of the signature.</param>
/// <param name="WordSignature">The same of the signature of single words.</param>
/// <param name="Sketch">The positional sketch, each hash cut to its leading <see cref="HashBytes"/> bytes.</param>
internal sealed record StoredSigns(int Family, int TokenCount, ContentHash Content, byte[]? Signature, byte[]? WordSignature, PositionalSketch? Sketch)
{
    internal const int None = -1;

    internal static StoredSigns Of(SignedArticle signed, int family) =>
        new(family, signed.TokenCount, signed.Content, BytesOf(signed.Signature), BytesOf(signed.WordSignature), Cut(signed.Sketch));

    /// <summary>Bytes of a hash that are stored: two unequal hashes of a pair of sketches of 30 each are then taken for equal in one pair of 10^8.</summary>
    internal const int HashBytes = 5;

    /// <summary>The sketch as it is stored. Only cut sketches are compared with each other.</summary>
    internal static PositionalSketch? Cut(PositionalSketch? sketch)
    {
        if (sketch is null)
        {
            return null;
        }

        ulong[] hashes = sketch.Hashes.ToArray();
        for (int i = 0; i < hashes.Length; i++)
        {
            hashes[i] &= ulong.MaxValue << (64 - (8 * HashBytes));
        }

        return PositionalSketch.Restore(hashes, sketch.Positions.ToArray(), sketch.Bound);
    }

    /// <summary>The byte of each component that is stored; unequal components have equal bytes with probability 1/256, so a count of equal bytes is never less than that of equal components.</summary>
    internal static byte[]? BytesOf(uint[]? signature)
    {
        if (signature is null)
        {
            return null;
        }

        byte[] bytes = new byte[signature.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)((signature[i] * 0x9E3779B1) >> 24);
        }

        return bytes;
    }

    /// <summary>How many bytes of two signatures are equal.</summary>
    internal static int CountEqual(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        int equal = 0;
        for (int i = 0; i < x.Length && i < y.Length; i++)
        {
            equal += x[i] == y[i] ? 1 : 0;
        }

        return equal;
    }
}
