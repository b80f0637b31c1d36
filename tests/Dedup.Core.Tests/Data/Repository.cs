using System.IO.Compression;
using System.Text.Json;
using NUnit.Framework;

namespace Dedup.Core.Tests.Data;

/// <summary>Where things are: the checkout, and the corpora that may lie beside it and are never part of it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>A path in the folder of corpora beside the checkout; the test that asks is skipped, visibly, when it is not there.</summary>
    public static string Shared(string path)
    {
        string full = Path.Combine(Root, "..", "shared", path);
        if (!File.Exists(full) && !Directory.Exists(full))
        {
            Assert.Ignore($"Skipped: ../shared/{path} is not beside this checkout.");
        }

        return full;
    }

    public static List<Article> ReadArticles(string gzippedJsonLines)
    {
        List<Article> articles = [];
        using StreamReader reader = new(new GZipStream(File.OpenRead(gzippedJsonLines), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            articles.Add(new Article(document.RootElement.GetProperty("id").GetString()!, document.RootElement.GetProperty("text").GetString()!));
        }

        return articles;
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dedup.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException($"No Dedup.sln above {AppContext.BaseDirectory}: run the tests from a checkout.");
    }
}
