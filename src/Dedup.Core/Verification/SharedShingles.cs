using System.Numerics;

namespace Dedup.Verification;

/// <summary>Where the shingles of one text first stand in another, looked up once for all that is asked of the two. Reusable scratch: one thread at a time.</summary>
internal sealed class SharedShingles
{
    // Of the walked text with more shingles of its own than one in so many, all are filed: it is no copy, and likely to be asked about others.
    private const int FewOthers = 4;
    private const int AskedBehindRun = 16;

    private int[] places = [];
    private ulong[] own = [];
    private bool[] isShared = [];
    private readonly ShingleTable ownTable = new();
    private int walked;
    private int asked;

    /// <summary>For each shingle of the walked text its first position in the other one, or -1.</summary>
    internal ReadOnlySpan<int> Places => places.AsSpan(0, walked);

    /// <summary>For each position of the other text whether a shingle stands there first that both have.</summary>
    internal ReadOnlySpan<bool> IsShared => isShared.AsSpan(0, asked);

    /// <summary>How many distinct shingles the two texts have in common.</summary>
    internal int DistinctCount { get; private set; }

    /// <summary>Walks one text and asks the other; the cost is linear in both.</summary>
    internal void Walk(ShingledText text, ShingledText other)
    {
        ReadOnlySpan<ulong> shingles = text.Shingles;
        (walked, asked) = (shingles.Length, other.Shingles.Length);
        MakeRoom();
        ShingleTable table = other.Table;
        Span<int> found = places.AsSpan(0, walked);
        Span<bool> met = isShared.AsSpan(0, asked);
        found.Fill(-1);
        met.Clear();
        int place = -1;
        int shared = 0;
        int distinct = 0;
        int start = 0;
        while (start < shingles.Length)
        {
            int run = table.Follow(shingles[start..], place + 1);
            foreach (ref int at in found.Slice(start, run))
            {
                at = ++place;
                distinct += met[place] ? 0 : 1;
                met[place] = true;
            }

            start += run;
            shared += run;
            if (run == ShingleTable.AskedAtOnce)
            {
                continue;
            }

            // Behind the end of a run the next one mostly starts soon.
            ReadOnlySpan<ulong> block = shingles[start..Math.Min(start + (run > 0 ? AskedBehindRun : ShingleTable.AskedAtOnce), shingles.Length)];
            for (ulong left = table.MayHave(block); left != 0; left &= left - 1)
            {
                int i = BitOperations.TrailingZeroCount(left);
                place = table.FirstPosition(block[i], place);
                if (place >= 0)
                {
                    found[start + i] = place;
                    shared++;
                    distinct += met[place] ? 0 : 1;
                    met[place] = true;
                }
            }

            start += block.Length;
        }

        DistinctCount = distinct;
        if (!text.IsCounted && walked - shared <= walked / FewOthers)
        {
            text.DistinctCount = distinct + CountDistinct(shingles, found);
        }
    }

    /// <summary>How many distinct shingles have no place in the other text.</summary>
    private int CountDistinct(ReadOnlySpan<ulong> shingles, ReadOnlySpan<int> found)
    {
        int count = 0;
        for (int position = 0; position < shingles.Length; position++)
        {
            if (found[position] < 0)
            {
                own[count++] = shingles[position];
            }
        }

        ownTable.Fill(own, count);
        return ownTable.DistinctCount;
    }

    private void MakeRoom()
    {
        if (places.Length < walked)
        {
            places = new int[Math.Max(walked, 2 * places.Length)];
            own = new ulong[places.Length];
        }

        if (isShared.Length < asked)
        {
            isShared = new bool[Math.Max(asked, 2 * isShared.Length)];
        }
    }
}
