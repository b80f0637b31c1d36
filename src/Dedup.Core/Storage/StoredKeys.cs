using Dedup.Candidates;
using Dedup.Internals;
using Dedup.Signatures;

namespace Dedup.Storage;

/// <summary>The keys that articles are filed under in the tables of a segment: 40 bits that are spread evenly. Stored, so fixed for ever.</summary>
/// <remarks>Two unequal things share a key with probability 2^-40. Whatever is found by a key is compared afterwards, so that costs a look and changes no answer that is not a chance hit already.</remarks>
internal static class StoredKeys
{
    internal const int Bits = 40;

    private const ulong BandSeed = 0x62616E642E763100;
    private const ulong IdSeed = 0x69642E7631000000;
    private const ulong Multiplier = 0xA0761D6478BD642F;

    /// <summary>The key of one band of a signature.</summary>
    internal static ulong OfBand(LshBanding banding, int band, ReadOnlySpan<uint> signature)
    {
        ulong key = Mixing.SplitMix(BandSeed, band);
        foreach (uint component in signature.Slice(band * banding.Rows, banding.Rows))
        {
            key = Mixing.Fold(key ^ component, Multiplier) + component;
        }

        return Cut(Mixing.Finish(key));
    }

    /// <summary>The key of a sampled shingle. Sampled hashes are small ones, so they are spread first.</summary>
    internal static ulong OfHash(ulong hash) => Cut(Mixing.Finish(hash));

    /// <summary>The key of an id.</summary>
    internal static ulong OfId(string id)
    {
        ulong key = IdSeed + (ulong)id.Length;
        foreach (char unit in id)
        {
            key = Mixing.Fold(key ^ unit, Multiplier) + unit;
        }

        return Cut(Mixing.Finish(key));
    }

    /// <summary>The key of a whole token stream.</summary>
    internal static ulong OfContent(ContentHash content) => Cut(content.First);

    private static ulong Cut(ulong hash) => hash >> (64 - Bits);
}
