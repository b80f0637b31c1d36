namespace Dedup.Signatures;

/// <summary>What the words of a <see cref="PackedArticle"/> mean.</summary>
/// <param name="Hashes">Hashes of the sketch, each a word.</param>
/// <param name="Bound">Bound of the sketch.</param>
/// <param name="ShingleHalves">Halves of the signature of shingles.</param>
/// <param name="WordHalves">Halves of the signature of words.</param>
/// <param name="IsLong">Whether a position takes a whole word, not a half.</param>
internal readonly record struct PackedShape(int Hashes, uint Bound, ushort ShingleHalves, ushort WordHalves, bool IsLong)
{
    /// <summary>How many words there are.</summary>
    internal long Words => SignatureWords + (long)Hashes + (IsLong ? Hashes : WordsOf(Hashes));

    /// <summary>How many of them are signatures.</summary>
    internal int SignatureWords => WordsOf(ShingleHalves) + WordsOf(WordHalves);

    /// <summary>So many words hold so many halves.</summary>
    internal static int WordsOf(int halves) => (int)(((uint)halves + 1) / 2);
}
