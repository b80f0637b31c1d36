using System.Text;
using Dedup.Cli.Reading;
using Dedup.Cli.Writing;

namespace Dedup.Cli;

/// <summary>Does a tiny job of the kind that was asked for, on a thread of its own while the command line is still being read, so that the code is compiled when the real job gets there.</summary>
/// <remarks>
/// A small run is mostly compiling, and without this each stage would wait for its own: docs/benchmarks says how long, under small runs.
/// It changes no result, prints nothing, and is cut off where the process ends before it.
/// </remarks>
internal static class WarmUp
{
    /// <summary>Starts the job for a command line, unless it has none, or there is no processor to spare.</summary>
    /// <param name="arguments">As the process was given them.</param>
    public static void Begin(string[] arguments)
    {
        if (Environment.ProcessorCount > 1 && JobFor(arguments) is { } job)
        {
            new Thread(() => TryDo(job)) { IsBackground = true, Name = "warm-up" }.Start();
        }
    }

    /// <summary>The job for a command line, which writes its result to the stream that it is given; null when there is none.</summary>
    /// <param name="arguments">As the process was given them.</param>
    public static Action<Stream>? JobFor(string[] arguments) => arguments switch
    {
        ["scan" or "clean", ..] or ["index", "scan", ..] => Scan,
        ["index", "add" or "find", ..] => Find,
        _ => null,
    };

    private static void TryDo(Action<Stream> job)
    {
        try
        {
            job(Stream.Null);
        }
#pragma warning disable CA1031 // Whatever stands in the way here stands in the way of the real job too, where somebody is told.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private static void Scan(Stream output)
    {
        using TextStore texts = new();
        List<Article> articles = ReadArticles(texts);
        DedupReport report = Deduplicator.Run(articles, new DedupOptions { Threads = 1 });
        new TextReportWriter(TextStyle.ForOutput(), articles, showsAll: false).Write(output, report, clustersOnly: false);
    }

    private static void Find(Stream output)
    {
        using TextStore texts = new();
        using DuplicateIndex index = DuplicateIndex.InMemory();
        IndexAnswerWriter writer = new(output);
        foreach (Article article in ReadArticles(texts))
        {
            writer.Write(article.Id, index.FindAndAdd(article));
        }
    }

    private static List<Article> ReadArticles(TextStore texts)
    {
        List<Article> articles = [];
        using MemoryStream lines = new(Encoding.UTF8.GetBytes(Lines()));
        using PeekStream stream = new(lines);
        new JsonLinesReader(new FieldNames(), new Problems(static _ => { }), new ReadingLimits(), new RecordTexts(texts), threads: 1)
            .Read(stream, "warm-up", (article, _) => articles.Add(article));
        return articles;
    }

    /// <summary>A story, the same again, with an end of its own, within a page, and half of it elsewhere: every relation there is, with escapes, in ASCII and not.</summary>
    private static string Lines()
    {
        string story = Words("Word", 0, 150);
        return $$"""
            {"id":"story","text":"{{story}}"}
            {"id":"same","text":"{{story}}"}
            {"id":"near","text":"{{story}}\n{{Words("Word", 150, 4)}}."}
            {"id":"page","text":"{{Words("Wörter", 150, 100)}} {{story}} {{Words("Word", 250, 100)}}"}
            {"id":"half","text":"{{Words("Word", 0, 75)}}, \"{{Words("Word", 350, 150)}}\"."}
            """;
    }

    private static string Words(string word, int first, int count) => string.Join(' ', Enumerable.Range(first, count).Select(number => $"{word}{number}"));
}
