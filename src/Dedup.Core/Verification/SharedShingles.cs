namespace Dedup.Verification;

/// <summary>Where the shingles of one text first stand in another, looked up once for all that is asked of the two. Reusable scratch: one thread at a time.</summary>
internal sealed class SharedShingles
{
    private int[] places = new int[1024];
    private int walked;

    /// <summary>For each shingle of the walked text its first position in the other one, or -1.</summary>
    internal ReadOnlySpan<int> Places => places.AsSpan(0, walked);

    /// <summary>How many distinct shingles the two texts have in common.</summary>
    internal int DistinctCount { get; private set; }

    /// <summary>Walks one text and asks the other; the cost is linear in the walked one.</summary>
    internal void Walk(ShingledText text, ShingledText asked)
    {
        ReadOnlySpan<ulong> shingles = text.Shingles;
        walked = shingles.Length;
        if (places.Length < walked)
        {
            places = new int[Math.Max(walked, 2 * places.Length)];
        }

        int distinct = 0;
        for (int position = 0; position < shingles.Length; position++)
        {
            int place = asked.FirstPosition(shingles[position]);
            places[position] = place;
            distinct += place >= 0 && !text.IsRepeat(position) ? 1 : 0;
        }

        DistinctCount = distinct;
    }
}
