using System.Collections;

namespace Dedup.Verification;

/// <summary>Finds what stands in one text more than once, far apart: headers, disclaimers and other boilerplate of pages that hold several articles.</summary>
/// <remarks>Each repetition is compared with the one before it only, and a run that was found is not walked again: linear in the text.</remarks>
internal static class RepeatedText
{
    private const int LeastTokens = 12;

    // A phrase that comes back within a sentence or two is style, not a header.
    private const int LeastDistance = 40;

    /// <summary>Where the text repeats itself, every repetition and the first one too, in order.</summary>
    internal static IReadOnlyList<TextRange> Find(ShingledText text)
    {
        ReadOnlySpan<ulong> tokens = text.Tokens.Hashes;
        BitArray repeated = new(tokens.Length);
        int position = 0;
        while (position < text.Shingles.Length)
        {
            int next = text.NextPosition(position);
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

        return RangesOf(repeated, text);
    }

    private static List<TextRange> RangesOf(BitArray repeated, ShingledText text)
    {
        List<TextRange> ranges = [];
        for (int token = 0; token < repeated.Length; token++)
        {
            if (!repeated[token])
            {
                continue;
            }

            int first = token;
            while (token + 1 < repeated.Length && repeated[token + 1])
            {
                token++;
            }

            int start = text.Tokens.Starts[first];
            ranges.Add(new TextRange(start, text.Tokens.Ends[token] - start));
        }

        return ranges;
    }
}
