using System.Security.Cryptography;
using System.Text;

namespace Dedup.Reporting;

/// <summary>One self-contained page: our style and script, the chart library, and the data as a block that only the script reads.</summary>
/// <remarks>
/// The content security policy allows nothing but this very style and this very script, by their SHA-256: no network, no inline handler, no other script, whatever a text holds. The script puts
/// data into the page as text nodes only.
/// </remarks>
internal static class HtmlPage
{
    private static readonly string[] StyleParts = ["uplot.uPlot.min.css", "page.css"];

    // In the order in which they use each other.
    private static readonly string[] ScriptParts = ["dom.js", "data.js", "list.js", "comparison.js", "chart.js", "overview.js", "clusters.js", "pairs.js", "input.js", "app.js"];

    private static readonly Lazy<(string Before, string After)> Frame = new(BuildFrame);

    /// <summary>Writes the page; <paramref name="writeData"/> writes the data, as one JSON value.</summary>
    internal static void Write(Stream destination, Action<ScriptJson> writeData)
    {
        destination.Write(Encoding.UTF8.GetBytes(Frame.Value.Before));
        using (ScriptJson json = new(destination))
        {
            writeData(json);
        }

        destination.Write(Encoding.UTF8.GetBytes(Frame.Value.After));
    }

    private static (string Before, string After) BuildFrame()
    {
        string style = Join(StyleParts);
        string script = $"{Read("uplot.uPlot.iife.min.js")}\n(() => {{\n\"use strict\";\n{Join(ScriptParts)}}})();\n";
        string before = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '{HashOf(script)}'; style-src '{HashOf(style)}'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <title>Dedup report</title>
            <!-- The charts are drawn by uPlot:
            {Read("uplot.LICENSE")}-->
            <style>{style}</style>
            </head>
            <body>
            <noscript><p>This report needs JavaScript to show its data. It loads nothing from anywhere.</p></noscript>
            <div id="page"></div>
            <script type="application/json" id="data">
            """;
        string after = $"</script>\n<script>{script}</script>\n</body>\n</html>\n";
        return (before, after);
    }

    private static string Join(IEnumerable<string> parts) => string.Concat(parts.Select(part => Read(part) + "\n"));

    private static string HashOf(string content) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    // A checkout may have changed the ends of lines, and a parser of HTML changes them back: the hash is that of line feeds.
    private static string Read(string part)
    {
        using Stream stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("Dedup.Reporting.Page." + part)
            ?? throw new InvalidOperationException($"The part {part} of the page is missing in the library.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
