using Dedup.Signatures;
using Dedup.Text;

namespace Dedup.Cleaning;

/// <summary>Cuts a page that holds several articles, a digest, at the header that stands above each of them, or at the footer below. Thread-safe.</summary>
/// <remarks>
/// <para>
/// A header is a run of equal lines, twelve tokens or more together, that stands in the page at least three times, with 40 tokens or more between two in lines that do not repeat, and for the first time at its top: with at most two lines above it, the title.
/// The article begins with its title: with the lines that come after the end of the footer of the article before, or else as many lines above its header as the first article has. Without a header, a
/// footer does: such a run at the very end of the page. Lines are equal when their tokens are.
/// </para>
/// <para>Linear in the text. A page without line ends, or of two articles, or whose first header comes late, is one article.</para>
/// </remarks>
public static class PageSplitter
{
    private const int LeastTimes = 3;
    private const int LeastTokens = 12;
    private const int LeastDistance = 40;
    private const int MostTitleLines = 2;

    /// <summary>Finds the articles of a page.</summary>
    /// <param name="text">The page.</param>
    /// <returns>Their ranges in UTF-16 units, in order and without gaps; one for the whole text when it is not a page of several.</returns>
    public static IReadOnlyList<TextRange> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Line[] lines = ReadLines(text);
        bool[] repeated = MarkRepeated(lines);
        int first = Array.IndexOf(repeated, true);
        int last = Array.LastIndexOf(repeated, true);
        List<int> starts = first is >= 0 and <= MostTitleLines ? SplitAtHeaders(lines, repeated, first) : [];
        if (starts.Count == 0 && last >= 0 && last == lines.Length - 1)
        {
            starts = SplitAtFooters(lines, repeated, last);
        }

        TextRange[] parts = new TextRange[starts.Count + 1];
        for (int part = 0; part < parts.Length; part++)
        {
            int start = part == 0 ? 0 : starts[part - 1];
            parts[part] = new TextRange(start, (part < starts.Count ? starts[part] : text.Length) - start);
        }

        return parts;
    }

    private static List<int> SplitAtHeaders(Line[] lines, bool[] repeated, int first)
    {
        int count = 0;
        for (int tokens = 0; tokens < LeastTokens; count++)
        {
            if (first + count == lines.Length || !repeated[first + count])
            {
                return [];
            }

            tokens += lines[first + count].TokenCount;
        }

        List<int> headers = FindAll(lines, repeated, first, count);
        return headers.Count < LeastTimes ? [] : [.. headers.Skip(1).Select((header, i) => lines[header - TitleLines(header, headers[i])].Start)];

        int TitleLines(int header, int headerBefore)
        {
            int above = 0;
            while (above <= MostTitleLines && !repeated[header - 1 - above])
            {
                above++;
            }

            // What repeats there is a footer, unless it is the header before itself, over an article of one or two lines.
            int top = header - 1 - above;
            while (top > headerBefore && repeated[top])
            {
                top--;
            }

            return above <= MostTitleLines && top > headerBefore ? above : first;
        }
    }

    private static List<int> SplitAtFooters(Line[] lines, bool[] repeated, int last)
    {
        int count = 0;
        for (int tokens = 0; tokens < LeastTokens; count++)
        {
            if (last < count || !repeated[last - count])
            {
                return [];
            }

            tokens += lines[last - count].TokenCount;
        }

        List<int> footers = FindAll(lines, repeated, last + 1 - count, count);
        return footers.Count < LeastTimes ? [] : [.. footers.SkipLast(1).Select(footer => lines[footer + count].Start)];
    }

    /// <summary>Where the same lines stand, with enough between them that does not repeat.</summary>
    private static List<int> FindAll(Line[] lines, bool[] repeated, int first, int count)
    {
        List<int> found = [];
        int ownTokens = 0;
        ReadOnlySpan<Line> wanted = lines.AsSpan(first, count);
        for (int at = 0; at + count <= lines.Length; at++)
        {
            bool isEqual = true;
            for (int i = 0; i < count && isEqual; i++)
            {
                isEqual = lines[at + i].Content == wanted[i].Content;
            }

            if (isEqual && (found.Count == 0 || ownTokens >= LeastDistance))
            {
                found.Add(at);
                ownTokens = 0;
            }

            ownTokens += repeated[at] ? 0 : lines[at].TokenCount;
        }

        return found;
    }

    private static bool[] MarkRepeated(Line[] lines)
    {
        Dictionary<ContentHash, int> times = [];
        foreach (Line line in lines)
        {
            times[line.Content] = times.GetValueOrDefault(line.Content) + 1;
        }

        return Array.ConvertAll(lines, line => times[line.Content] >= LeastTimes);
    }

    /// <summary>The lines that have a token.</summary>
    private static Line[] ReadLines(string text)
    {
        TokenList tokens = new();
        Tokenizer.Tokenize(text, tokens);
        List<Line> lines = [];
        int token = 0;
        while (token < tokens.Count)
        {
            int start = text.LastIndexOfAny(LineEnds, tokens.Starts[token]) + 1;
            int end = text.IndexOfAny(LineEnds, tokens.Ends[token]) is >= 0 and int found ? found : text.Length;
            int firstToken = token;
            while (token < tokens.Count && tokens.Starts[token] < end)
            {
                token++;
            }

            lines.Add(new Line(start, firstToken, token, ContentHash.Compute(tokens.Hashes[firstToken..token])));
        }

        return [.. lines];
    }

    private static readonly char[] LineEnds = ['\n', '\r'];

    private readonly record struct Line(int Start, int FirstToken, int EndToken, ContentHash Content)
    {
        internal int TokenCount => EndToken - FirstToken;
    }
}
