using System.Collections;
using Dedup.Text;

namespace Dedup.Verification;

/// <summary>Finds what stands in one text more than once, far apart: headers, disclaimers and other boilerplate of pages that hold several articles.</summary>
/// <remarks>Each repetition is compared with the one before it only, and a run that was found is not walked again: linear in the text.</remarks>
internal static class RepeatedText
{
    /// <summary>A shorter stretch is a phrase, not boilerplate.</summary>
    internal const int LeastTokens = 12;

    // A phrase that comes back within a sentence or two is style, not a header.
    private const int LeastDistance = 40;

    // A page that shows its article in two layouts has everything twice.
    private const int LeastTimes = 3;

    // One word repeated a million times is one shingle in a million places: past so many the question is given up.
    private const int MostPlacesLookedAt = 256;

    /// <summary>Which tokens stand in a repetition, the first one too.</summary>
    internal static BitArray Mark(ShingledText text)
    {
        ReadOnlySpan<ulong> tokens = text.Tokens.Hashes;
        BitArray repeated = new(tokens.Length);
        int position = 0;
        while (position < text.Shingles.Length)
        {
            int next = text.Table.NextPosition(position);
            int length = next - position >= LeastDistance ? tokens[position..next].CommonPrefixLength(tokens[next..]) : 0;
            if (length >= LeastTokens)
            {
                for (int i = 0; i < length; i++)
                {
                    repeated[position + i] = true;
                    repeated[next + i] = true;
                }
            }

            position += length >= LeastTokens ? length : 1;
        }

        return repeated;
    }

    /// <summary>Whether at least half of a stretch of a text stands there three times or more, far apart: the header above each article of a page.</summary>
    /// <param name="text">The text.</param>
    /// <param name="first">The first token of the stretch.</param>
    /// <param name="end">The token after its last.</param>
    internal static bool IsRecurring(ShingledText text, int first, int end)
    {
        ReadOnlySpan<ulong> shingles = text.Shingles;
        if (text.DistinctCount == shingles.Length)
        {
            return false;
        }

        (first, end) = (Math.Min(first, shingles.Length), Math.Min(end, shingles.Length));
        ShingleTable table = text.Table;
        int recurring = 0;
        for (int position = first; position < end; position++)
        {
            recurring += Recurs(table, table.IsRepeat(position) ? table.FirstPosition(shingles[position]) : position) ? 1 : 0;
        }

        return recurring > 0 && 2 * recurring >= end - first;
    }

    private static bool Recurs(ShingleTable table, int first)
    {
        int counted = first;
        int times = 1;
        int looked = 0;
        for (int at = table.NextPosition(first); at >= 0 && times < LeastTimes && looked < MostPlacesLookedAt; at = table.NextPosition(at))
        {
            looked++;
            if (at - counted >= LeastDistance)
            {
                counted = at;
                times++;
            }
        }

        return times >= LeastTimes;
    }

    /// <summary>The runs of at least so many marked tokens as ranges of characters, in order.</summary>
    internal static List<TextRange> RangesOf(BitArray marked, TokenList tokens, int leastTokens)
    {
        List<TextRange> ranges = [];
        for (int token = 0; token < marked.Length; token++)
        {
            int first = token;
            while (token < marked.Length && marked[token])
            {
                token++;
            }

            if (token > first && token - first >= leastTokens)
            {
                int start = tokens.Starts[first];
                ranges.Add(new TextRange(start, tokens.Ends[token - 1] - start));
            }
        }

        return ranges;
    }
}
