using System.Collections;
using Dedup.Shingling;

namespace Dedup.Verification;

/// <summary>Finds in some chosen texts what many articles of their collection carry: headers, disclaimers, stock phrases. Choose, count, then ask; one thread.</summary>
/// <remarks>Memory follows the chosen texts, 24 to 48 bytes a shingle. Counting is linear in the collection.</remarks>
internal sealed class CommonText(Shingler shingler, int mostArticles)
{
    private readonly ShingleFrequencies frequencies = new();
    private readonly ShingleFrequencies.Scratch scratch = new(shingler);
    private readonly int width = shingler.Options.Width;

    /// <summary>Adds a text to those that will be asked about.</summary>
    internal void Choose(string text)
    {
        scratch.Reader.Read(text);
        frequencies.Choose(scratch.Reader.Shingles);
    }

    /// <summary>Counts an article of the collection, or several that are copies of one another and count once.</summary>
    internal void Count(IEnumerable<Article> copies) => frequencies.CountOnce(copies, scratch);

    /// <summary>The stretches of a chosen text that stand in more articles than the limit.</summary>
    internal IReadOnlyList<TextRange> Find(string text)
    {
        scratch.Reader.Read(text);
        BitArray common = new(scratch.Reader.Tokens.Count);
        ReadOnlySpan<ulong> shingles = scratch.Reader.Shingles;
        for (int position = 0; position < shingles.Length; position++)
        {
            if (frequencies[shingles[position]] > mostArticles)
            {
                for (int token = position; token < position + width; token++)
                {
                    common[token] = true;
                }
            }
        }

        return RepeatedText.RangesOf(common, scratch.Reader.Tokens, RepeatedText.LeastTokens);
    }
}
