using Dedup.Reporting;

namespace Dedup.Browser.Tests;

/// <summary>Articles and pages to look at, made by seeded code.</summary>
internal static class Pages
{
    /// <summary>Words of no language; the same seed is the same text.</summary>
    internal static string Text(int seed, int words) => string.Join(' ', Words(seed, words));

    internal static string[] Words(int seed, int words)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, words).Select(_ => $"word{random.Next(20_000)}")];
    }

    /// <summary>The samples of the repository.</summary>
    internal static Article[] Samples()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Dedup.sln")))
        {
            root = root.Parent;
        }

        return [.. Directory.EnumerateFiles(Path.Combine(root!.FullName, "samples")).Order(StringComparer.Ordinal).Select(path => new Article("samples/" + Path.GetFileName(path), File.ReadAllText(path)))];
    }

    /// <summary>Writes a report of articles to a stream.</summary>
    internal static Action<Stream> Report(Article[] articles, HtmlReportOptions? options = null) =>
        stream => HtmlReportWriter.Write(stream, Deduplicator.Run(articles), articles, options);

    internal static Action<Stream> Comparison(Article left, Article right) => stream => HtmlReportWriter.Write(stream, Deduplicator.Explain(left, right));
}
