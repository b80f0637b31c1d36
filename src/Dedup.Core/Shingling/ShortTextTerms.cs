using Dedup.Internals;
using Dedup.Text;

namespace Dedup.Shingling;

/// <summary>What a short text is a set of: its words, and of scripts without spaces its pairs of neighbouring characters.</summary>
/// <remarks>
/// A character says about as little as a syllable; two headlines on different events have half of theirs in common. A pair of them comes nearest to a word. A character that has no neighbour of such a
/// script is a term of its own. What separates characters (punctuation, spaces) does not count, here as everywhere.
/// </remarks>
internal static class ShortTextTerms
{
    private const ulong Coefficient = 0x5465726D73303031;

    /// <summary>How many tokens the term that starts at a token takes in: 1 or 2, or 0 where none starts, at the last of several characters.</summary>
    internal static int TokensAt(ReadOnlySpan<ulong> tokens, int at)
    {
        if (!WordMeasure.IsCharacter(tokens[at]))
        {
            return 1;
        }

        bool hasNext = at + 1 < tokens.Length && WordMeasure.IsCharacter(tokens[at + 1]);
        bool hasPrevious = at > 0 && WordMeasure.IsCharacter(tokens[at - 1]);
        return hasNext ? 2 : hasPrevious ? 0 : 1;
    }

    /// <summary>Replaces the list by a hash for each term, in the order of the text, repeats included. That of a word is the hash of its token.</summary>
    internal static void Collect(ReadOnlySpan<ulong> tokens, List<ulong> terms)
    {
        terms.Clear();
        for (int i = 0; i < tokens.Length; i++)
        {
            int count = TokensAt(tokens, i);
            if (count > 0)
            {
                terms.Add(count == 1 ? tokens[i] : Mixing.Fold(tokens[i] ^ Coefficient, tokens[i + 1]));
            }
        }
    }
}
