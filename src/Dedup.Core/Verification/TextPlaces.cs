using System.Text;
using Dedup.Internals;
using Dedup.Text;

namespace Dedup.Verification;

/// <summary>Where the tokens of a text stand in UTF-16 units, and what stands between them, whatever form the text is kept in: nothing is converted but what is asked for. Reusable scratch: one thread at a time.</summary>
/// <param name="tokens">The tokens of the text read last; their positions count units of its form.</param>
internal sealed class TextPlaces(TokenList tokens)
{
    /// <summary>From one known place to the next, so that no more is counted for a place.</summary>
    private const int TokensBetween = 64;

    private string? text;
    private byte[] buffer = [];
    private ReadOnlyMemory<byte> utf8;
    private int length;

    /// <summary>UTF-16 units before each <see cref="TokensBetween"/>-th token, as far as counted.</summary>
    private readonly List<int> known = [];
    private char[] before = [];
    private char[] after = [];

    /// <summary>Takes in a text as a string.</summary>
    internal void Read(string newText)
    {
        text = newText;
        length = newText.Length;
    }

    /// <summary>Takes in a text that is kept in UTF-8, or says that it is not.</summary>
    internal bool TryReadUtf8(Article article, out ReadOnlySpan<byte> content)
    {
        bool isUtf8 = article.TryReadUtf8(ref buffer, out utf8);
        content = utf8.Span;
        if (!isUtf8)
        {
            return false;
        }

        text = null;
        length = article.TextLength;
        known.Clear();
        return true;
    }

    /// <summary>Where a token starts.</summary>
    internal int StartOf(int token) => UnitsBefore(tokens.Starts[token], token);

    /// <summary>The edges of a stretch of tokens, valid until the next call.</summary>
    internal PassageEdges EdgesOf(int firstToken, int endToken)
    {
        // The tokens of one character (U+FDFA is four) stand in the same place: with such a neighbour nothing lies between, and it ends behind the start, or starts before the end.
        int start = tokens.Starts[firstToken];
        int floor = firstToken == 0 ? 0 : Math.Min(tokens.Ends[firstToken - 1], start);
        int end = tokens.Ends[endToken - 1];
        int ceiling = endToken == tokens.Count ? (text is null ? utf8.Length : length) : Math.Max(tokens.Starts[endToken], end);
        return new PassageEdges(Slice(floor, start, ref before), StartOf(firstToken), UnitsBefore(end, endToken - 1), Slice(end, ceiling, ref after), length);
    }

    /// <summary>UTF-16 units before a place at or behind the start of a token.</summary>
    private int UnitsBefore(int place, int token)
    {
        // As many units as bytes: nothing but ASCII.
        if (text is not null || utf8.Length == length)
        {
            return place;
        }

        while (known.Count <= token / TokensBetween)
        {
            int next = tokens.Starts[known.Count * TokensBetween];
            known.Add(known.Count == 0 ? CountUnits(0, next) : known[^1] + CountUnits(tokens.Starts[(known.Count - 1) * TokensBetween], next));
        }

        return known[token / TokensBetween] + CountUnits(tokens.Starts[token / TokensBetween * TokensBetween], place);
    }

    private int CountUnits(int start, int end) => Utf16Length.Of(utf8.Span[start..end]);

    private ReadOnlySpan<char> Slice(int start, int end, ref char[] characters)
    {
        if (text is not null)
        {
            return text.AsSpan(start..end);
        }

        if (characters.Length < end - start)
        {
            characters = new char[Math.Max(end - start, 2 * characters.Length)];
        }

        return characters.AsSpan(0, Encoding.UTF8.GetChars(utf8.Span[start..end], characters));
    }
}
