using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Dedup.Bench.Quality;

/// <summary>A corpus with known duplicates, read from a folder: <c>docs.jsonl.gz</c> with <c>clusters.tsv</c>, <c>pairs.tsv</c> or both.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Articles">The articles; their numbers are their places here.</param>
/// <param name="Judged">The labelled pairs with their articles in the order of the file, which in some sets says who took from whom.</param>
/// <param name="Truth">Which pairs are duplicates.</param>
internal sealed record LabelledSet(string Name, List<Article> Articles, List<LabelledPair> Judged, PairTruth Truth)
{
    private const string Documents = "docs.jsonl.gz";
    private const string Clusters = "clusters.tsv";
    private const string Pairs = "pairs.tsv";

    /// <summary>Size of the texts as UTF-8, in units of a million bytes.</summary>
    internal double Megabytes => MegabytesOf(Articles);

    internal static double MegabytesOf(List<Article> articles) => articles.Sum(article => (long)Encoding.UTF8.GetByteCount(article.Text)) / 1e6;

    /// <summary>The folders that hold a set: the given one, or those directly in it, by name.</summary>
    internal static List<string> FindFolders(string folder) =>
        IsSet(folder) ? [folder] : [.. Directory.GetDirectories(folder).Where(IsSet).Order(StringComparer.Ordinal)];

    internal static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    /// <exception cref="InvalidDataException">A line cannot be read, or names an article that is not there.</exception>
    internal static LabelledSet Load(string folder)
    {
        List<Article> articles = ReadArticles(Path.Combine(folder, Documents));
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        foreach (Article article in articles)
        {
            numbers.Add(article.Id, numbers.Count);
        }

        List<LabelledPair> judged = [.. ReadRows(Path.Combine(folder, Pairs), numbers)
            .Select(fields => new LabelledPair(numbers[fields[0]], numbers[fields[1]], fields.Length > 2 ? fields[2] : "1"))];
        return new LabelledSet(NameOf(folder), articles, judged, new PairTruth(judged, ReadFamilies(Path.Combine(folder, Clusters), numbers)));
    }

    private static bool IsSet(string folder) =>
        File.Exists(Path.Combine(folder, Documents)) && (File.Exists(Path.Combine(folder, Clusters)) || File.Exists(Path.Combine(folder, Pairs)));

    private static List<Article> ReadArticles(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);
        var articles = new List<Article>();
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            articles.Add(new Article(root.GetProperty("id").ToString(), root.GetProperty("text").GetString() ?? string.Empty));
        }

        return articles;
    }

    /// <summary>An article that the file does not name is a family of its own.</summary>
    private static int[]? ReadFamilies(string path, Dictionary<string, int> numbers)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        int[] families = [.. Enumerable.Range(0, numbers.Count).Select(number => -1 - number)];
        Dictionary<string, int> byName = new(StringComparer.Ordinal);
        foreach (string[] fields in ReadRows(path, numbers, ids: 1))
        {
            byName.TryAdd(fields[1], byName.Count);
            families[numbers[fields[0]]] = byName[fields[1]];
        }

        return families;
    }

    /// <summary>The rows of a table without its header line, which is known by its ids: no article has them.</summary>
    private static IEnumerable<string[]> ReadRows(string path, Dictionary<string, int> numbers, int ids = 2)
    {
        int row = 0;
        foreach (string line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            row++;
            string[] fields = line.Split('\t');
            if (fields.Length < 2)
            {
                throw new InvalidDataException($"{path}, line {row}: \"{line}\" has no tab.");
            }

            string? unknown = fields.Take(ids).FirstOrDefault(id => !numbers.ContainsKey(id));
            if (unknown is null)
            {
                yield return fields;
            }
            else if (row > 1)
            {
                throw new InvalidDataException($"{path}, line {row}: there is no article \"{unknown}\".");
            }
        }
    }
}
