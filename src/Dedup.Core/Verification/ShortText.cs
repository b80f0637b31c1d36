using System.Text;
using Dedup.Shingling;
using Dedup.Text;
using FuzzySharp;

namespace Dedup.Verification;

/// <summary>A headline or a brief too short to shingle, as its set of folded terms: words, or pairs of neighbouring characters (<see cref="ShortTextTerms"/>). Immutable.</summary>
/// <remarks>
/// Two of them are compared by the Jaccard similarity of their terms, by their numbers, and by the token-set ratio: the edit similarity (FuzzySharp) of the shared terms
/// followed by each side's own terms, all in ordinal order. Cost is quadratic in the length, which is why long texts never come here.
/// </remarks>
internal sealed class ShortText
{
    /// <summary>The terms, and how many quarters of a word each of them counts.</summary>
    private readonly SortedDictionary<string, int> terms = new(StringComparer.Ordinal);
    private readonly SortedSet<string> numbers = new(StringComparer.Ordinal);

    /// <summary>Reads the first <paramref name="mostTokens"/> tokens of a text.</summary>
    internal ShortText(string text, TokenList scratch, int mostTokens)
    {
        Tokenizer.Tokenize(text, scratch);
        ReadOnlySpan<ulong> tokens = scratch.Hashes[..Math.Min(mostTokens, scratch.Count)];
        StringBuilder folded = new();
        for (int i = 0; i < tokens.Length; i++)
        {
            int end = i + ShortTextTerms.TokensAt(tokens, i);
            folded.Clear();
            for (int token = i; token < end; token++)
            {
                FoldedText.Append(text.AsSpan(scratch.Starts[token], scratch.Ends[token] - scratch.Starts[token]), folded);
            }

            if (folded.Length > 0)
            {
                AddTerm(folded.ToString(), tokens, i, end);
            }
        }
    }

    internal int TermCount => terms.Count;

    /// <summary>Whether the same words with digits stand in both: "up 5 pct" is not "up 6 pct".</summary>
    internal bool HasSameNumbers(ShortText other) => numbers.SetEquals(other.numbers);

    internal int CountShared(ShortText other) => terms.Keys.Count(other.terms.ContainsKey);

    /// <summary>How much text the shared terms are, in quarters of a word; of a term that counts differently in the two, the less.</summary>
    internal int SharedQuarters(ShortText other) =>
        terms.Sum(term => other.terms.TryGetValue(term.Key, out int quarters) ? Math.Min(term.Value, quarters) : 0);

    /// <summary>0 to 1; 1 as soon as the terms of one are all among the terms of the other.</summary>
    internal double TokenSetRatio(ShortText other)
    {
        string shared = string.Join(' ', terms.Keys.Where(other.terms.ContainsKey));
        string left = Join(shared, terms.Keys.Where(term => !other.terms.ContainsKey(term)));
        string right = Join(shared, other.terms.Keys.Where(term => !terms.ContainsKey(term)));
        int ratio = Fuzz.Ratio(left, right);
        if (shared.Length > 0)
        {
            ratio = Math.Max(ratio, Math.Max(Fuzz.Ratio(shared, left), Fuzz.Ratio(shared, right)));
        }

        return ratio / 100.0;
    }

    private void AddTerm(string term, ReadOnlySpan<ulong> tokens, int start, int end)
    {
        // The next pair counts the second character of this one, unless this is the last pair of its run.
        bool isLast = end == tokens.Length || ShortTextTerms.TokensAt(tokens, end - 1) != 2;
        int quarters = (int)WordMeasure.QuartersOf(tokens[start..(isLast ? end : start + 1)]);
        terms[term] = Math.Max(quarters, terms.GetValueOrDefault(term));
        if (WordHash.KindOf(tokens[start]) == TokenKind.Number)
        {
            numbers.Add(term);
        }
    }

    private static string Join(string shared, IEnumerable<string> own)
    {
        string rest = string.Join(' ', own);
        return shared.Length == 0 ? rest : rest.Length == 0 ? shared : shared + " " + rest;
    }
}
