using System.Text;

namespace Dedup.Bench.Data;

/// <summary>What editors, scrapers and scanners do to a text, at a rate and from a seed. Spacing and punctuation of what stays is kept.</summary>
internal sealed class TextEdits(ulong seed)
{
    /// <summary>What a scanner takes a, b, c ... z for.</summary>
    private const string Misread = "oheactqblih1nu0ngn5fnyvkv2";

    private readonly NewsWriter writer = new(seed);
    private readonly SeededNumbers numbers = new(seed ^ 0x4564697473);

    /// <summary>A new word before each word, by chance.</summary>
    internal string Insert(string text, double rate) =>
        string.Concat(Pieces(text).Select(piece => numbers.Share() < rate ? $"{writer.Word()} {piece}" : piece));

    /// <summary>Each word left out, by chance, with its punctuation.</summary>
    internal string Delete(string text, double rate) => string.Concat(Pieces(text).Where(_ => numbers.Share() >= rate));

    /// <summary>Each word changed to another, by chance.</summary>
    internal string Replace(string text, double rate) =>
        string.Concat(Pieces(text).Select(piece => numbers.Share() < rate ? writer.Word() + piece[EndOfWord(piece)..] : piece));

    /// <summary>That share of the sentences, drawn by chance, in another order; the others stay in their places.</summary>
    internal string ShuffleSentences(string text, double rate)
    {
        List<string> sentences = Sentences(text);
        int[] moved = [.. Enumerable.Range(0, sentences.Count).Where(_ => numbers.Share() < rate)];
        for (int i = moved.Length - 1; i > 0; i--)
        {
            int other = moved[numbers.Below(i + 1)];
            (sentences[moved[i]], sentences[other]) = (sentences[other], sentences[moved[i]]);
        }

        return string.Concat(sentences);
    }

    /// <summary>A new text in front, its length given as a share of the words there are.</summary>
    internal string Prefix(string text, double rate) => writer.Article(Math.Max(1, (int)(rate * Pieces(text).Count))) + text;

    /// <summary>That share of the words cut off the end.</summary>
    internal static string Truncate(string text, double rate)
    {
        List<string> pieces = Pieces(text);
        return string.Concat(pieces.Take(Math.Max(1, (int)((1 - rate) * pieces.Count))));
    }

    /// <summary>Each small letter misread, by chance.</summary>
    internal string Misprint(string text, double rate)
    {
        var result = new StringBuilder(text);
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiLetterLower(text[i]) && numbers.Share() < rate)
            {
                result[i] = Misread[text[i] - 'a'];
            }
        }

        return result.ToString();
    }

    /// <summary>The words, each with the punctuation and space behind it.</summary>
    private static List<string> Pieces(string text)
    {
        var pieces = new List<string>();
        int start = 0;
        for (int i = 1; i <= text.Length; i++)
        {
            if (i == text.Length || (char.IsWhiteSpace(text[i - 1]) && !char.IsWhiteSpace(text[i])))
            {
                pieces.Add(text[start..i]);
                start = i;
            }
        }

        return pieces;
    }

    private static List<string> Sentences(string text)
    {
        var sentences = new List<string> { string.Empty };
        foreach (string piece in Pieces(text))
        {
            sentences[^1] += piece;
            if (piece.TrimEnd().EndsWith('.'))
            {
                sentences.Add(string.Empty);
            }
        }

        return sentences;
    }

    private static int EndOfWord(string piece) => piece.AsSpan().TrimEnd(" \n.,").Length;
}
