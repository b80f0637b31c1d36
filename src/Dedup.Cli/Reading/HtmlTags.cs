using System.Buffers;
using System.Net;
using System.Text;

namespace Dedup.Cli.Reading;

/// <summary>What can be told of a page by its tags alone, in one pass and without a parser.</summary>
internal static class HtmlTags
{
    // Those that need no end tag, so that an open one says nothing about nesting.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Unclosed = new HashSet<string>(
        ["p", "li", "br", "img", "hr", "td", "tr", "th", "dt", "dd", "option", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr", "param", "rp", "rt"],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n\f/>");

    /// <summary>How deep the elements are nested at most, about.</summary>
    public static int Depth(ReadOnlySpan<char> html)
    {
        int depth = 0;
        int deepest = 0;
        while (NextTag(ref html, out ReadOnlySpan<char> name, out bool isEnd, out _))
        {
            if (!Unclosed.Contains(name))
            {
                depth = Math.Max(0, depth + (isEnd ? -1 : 1));
                deepest = Math.Max(deepest, depth);
            }
        }

        return deepest;
    }

    /// <summary>All text between the tags but for scripts and styles.</summary>
    public static string Text(ReadOnlySpan<char> html)
    {
        StringBuilder text = new();
        bool hidden = false;
        while (NextTag(ref html, out ReadOnlySpan<char> name, out bool isEnd, out ReadOnlySpan<char> before))
        {
            text.Append(hidden ? [] : before).Append('\n');
            if (name.Equals("script", StringComparison.OrdinalIgnoreCase) || name.Equals("style", StringComparison.OrdinalIgnoreCase))
            {
                hidden = !isEnd;
            }
        }

        return WebUtility.HtmlDecode(text.Append(hidden ? [] : html).ToString());
    }

    /// <summary>Moves past the next tag.</summary>
    /// <param name="html">What is left of the page; when there is no further tag, all of its text.</param>
    /// <param name="name">The tag's name.</param>
    /// <param name="isEnd">Whether it ends an element.</param>
    /// <param name="before">The text before it.</param>
    private static bool NextTag(ref ReadOnlySpan<char> html, out ReadOnlySpan<char> name, out bool isEnd, out ReadOnlySpan<char> before)
    {
        for (int at = 0; ;)
        {
            int open = html[at..].IndexOf('<');
            if (open < 0 || at + open + 1 >= html.Length)
            {
                name = before = default;
                isEnd = false;
                return false;
            }

            open += at;
            isEnd = html[open + 1] == '/';
            int start = open + (isEnd ? 2 : 1);
            if (start < html.Length && char.IsAsciiLetter(html[start]))
            {
                int length = html[start..].IndexOfAny(NameEnds);
                name = length < 0 ? html[start..] : html.Slice(start, length);
                before = html[..open];
                int close = html[start..].IndexOf('>');
                html = close < 0 ? default : html[(start + close + 1)..];
                return true;
            }

            at = open + 1;
        }
    }
}
