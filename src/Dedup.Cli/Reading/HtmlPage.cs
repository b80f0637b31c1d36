using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Dedup.Cli.Reading;

/// <summary>Takes the main text out of an HTML page, leaving menus, advertisements and footers.</summary>
/// <remarks>
/// SmartReader finds the main text, after Mozilla's Readability (Arc90, 2010). Where it finds none, as on a page of a few words, the whole visible text is taken.
/// </remarks>
internal static class HtmlPage
{
    // The parser takes time in proportion to the depth for every element. Honest pages stay below 100.
    private const int MostParsedDepth = 2000;

    // SmartReader goes down by recursion: a page nested far deeper than any honest one would end the process. Such a page's visible text is taken, by a loop.
    private const int MostDepth = 500;

    // The same holds for time, which it spends on scoring elements.
    private const int MostElements = 200_000;

    private static readonly HtmlParser Parser = new();

    /// <summary>The article of a page.</summary>
    /// <param name="id">What it is called.</param>
    /// <param name="html">The page.</param>
    public static Article Read(string id, string html)
    {
        if (HtmlTags.Depth(html) > MostParsedDepth)
        {
            return new Article(id, Tidy(HtmlTags.Text(html)));
        }

        using IHtmlDocument document = Parser.ParseDocument(html);
        string visible = VisibleText(document, out int depth, out int elements);
        if (depth > MostDepth || elements > MostElements)
        {
            return new Article(id, visible) { Title = NullIfEmpty(document.Title) };
        }

        using SmartReader.Reader reader = new("http://localhost/", document);
        SmartReader.Article main = reader.GetArticle();
        string text = main.IsReadable ? Tidy(main.TextContent) : visible;
        return new Article(id, text.Length == 0 ? visible : text)
        {
            Title = NullIfEmpty(main.Title),
            Source = NullIfEmpty(main.SiteName),
            Date = main.PublicationDate is { } date ? new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Unspecified), TimeSpan.Zero) : null,
        };
    }

    private static string? NullIfEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    /// <summary>One line for each line that holds anything, without the indentation of the markup.</summary>
    private static string Tidy(string? text) =>
        string.Join('\n', (text ?? string.Empty).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static string VisibleText(IHtmlDocument document, out int depth, out int elements)
    {
        StringBuilder text = new();
        int level = 0;
        depth = 0;
        elements = 0;
        INode? node = document.Body;
        INode? root = node;
        while (node is not null)
        {
            if (node is IText leaf)
            {
                text.Append(leaf.Data);
            }
            else if (node is IElement element)
            {
                elements++;
                text.Append(element.LocalName is "b" or "i" or "em" or "strong" or "a" or "span" or "u" or "sub" or "sup" or "mark" ? string.Empty : "\n");
            }

            bool isHidden = node is IElement { LocalName: "script" or "style" or "noscript" or "template" or "svg" };
            if (node.FirstChild is { } child && !isHidden)
            {
                node = child;
                depth = Math.Max(depth, ++level);
                continue;
            }

            while (node is not null && node != root && node.NextSibling is null)
            {
                node = node.Parent;
                level--;
            }

            node = node is null || node == root ? null : node.NextSibling;
        }

        return Tidy(text.ToString());
    }
}
