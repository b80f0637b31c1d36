using System.Text;
using Dedup.Text;
using FuzzySharp;

namespace Dedup.Verification;

/// <summary>A headline or a brief too short to shingle, as its set of folded words. Immutable.</summary>
/// <remarks>
/// Two of them are compared by the Jaccard similarity of their words, by their numbers, and by the token-set ratio: the edit similarity (FuzzySharp) of the shared words
/// followed by each side's own words, all in ordinal order. Cost is quadratic in the length, which is why long texts never come here.
/// </remarks>
internal sealed class ShortText
{
    private readonly SortedSet<string> words = new(StringComparer.Ordinal);
    private readonly SortedSet<string> numbers = new(StringComparer.Ordinal);

    /// <summary>Reads the first <paramref name="mostTokens"/> tokens of a text.</summary>
    internal ShortText(string text, TokenList scratch, int mostTokens)
    {
        Tokenizer.Tokenize(text, scratch);
        StringBuilder word = new();
        for (int i = 0; i < Math.Min(mostTokens, scratch.Count); i++)
        {
            word.Clear();
            bool hasDigit = FoldedText.Append(text.AsSpan(scratch.Starts[i], scratch.Ends[i] - scratch.Starts[i]), word);
            words.Add(word.ToString());
            if (hasDigit)
            {
                numbers.Add(word.ToString());
            }
        }
    }

    internal int WordCount => words.Count;

    /// <summary>Whether the same words with digits stand in both: "up 5 pct" is not "up 6 pct".</summary>
    internal bool HasSameNumbers(ShortText other) => numbers.SetEquals(other.numbers);

    internal int CountShared(ShortText other) => words.Count(other.words.Contains);

    /// <summary>0 to 1; 1 as soon as the words of one are all among the words of the other.</summary>
    internal double TokenSetRatio(ShortText other)
    {
        string shared = string.Join(' ', words.Where(other.words.Contains));
        string left = Join(shared, words.Where(word => !other.words.Contains(word)));
        string right = Join(shared, other.words.Where(word => !words.Contains(word)));
        int ratio = Fuzz.Ratio(left, right);
        if (shared.Length > 0)
        {
            ratio = Math.Max(ratio, Math.Max(Fuzz.Ratio(shared, left), Fuzz.Ratio(shared, right)));
        }

        return ratio / 100.0;
    }

    private static string Join(string shared, IEnumerable<string> own)
    {
        string rest = string.Join(' ', own);
        return shared.Length == 0 ? rest : rest.Length == 0 ? shared : shared + " " + rest;
    }
}
