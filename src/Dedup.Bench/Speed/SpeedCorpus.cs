using System.Text;
using System.Text.Json;
using Dedup.Bench.Data;
using Dedup.Cli.Reading;
using Dedup.Text;

namespace Dedup.Bench.Speed;

/// <summary>The articles of a JSON Lines file, and how much text they are.</summary>
internal sealed class SpeedCorpus
{
    /// <summary>Generated articles: lengths from a brief to a long read, as many words each as those of <see cref="Lengths"/> in turn.</summary>
    private const int GeneratedArticles = 600;

    /// <summary>So many of the generated articles, one after another, are followed by an edited copy of the first of them.</summary>
    private const int CopyEvery = 10;

    private static readonly int[] Lengths = [80, 150, 300, 450, 600, 600, 900, 1_500];

    private SpeedCorpus(string path)
    {
        Path = path;
        Articles = Read();
        Bytes = Articles.Sum(static article => (long)Encoding.UTF8.GetByteCount(article.Text));
        TokenList tokens = new();
        foreach (Article article in Articles)
        {
            Tokenizer.Tokenize(article.Text, tokens);
            Tokens += tokens.Count;
        }
    }

    /// <summary>The file.</summary>
    internal string Path { get; }

    internal IReadOnlyList<Article> Articles { get; }

    /// <summary>Size of the texts as UTF-8.</summary>
    internal long Bytes { get; }

    /// <summary>Tokens of all texts.</summary>
    internal long Tokens { get; }

    /// <summary>What the generated articles are known to repeat: places in <see cref="Articles"/>.</summary>
    internal IReadOnlyList<(int Original, int Copy)> Copies { get; private init; } = [];

    /// <exception cref="InvalidDataException">The file cannot be read, or holds no text.</exception>
    internal static SpeedCorpus Open(string path)
    {
        var corpus = new SpeedCorpus(path);
        return corpus.Tokens > 0 ? corpus : throw new InvalidDataException($"{path} holds no text.");
    }

    /// <summary>Writes generated articles to a new file; whoever asks for it deletes it.</summary>
    internal static SpeedCorpus Generate()
    {
        var writer = new NewsWriter(seed: 41);
        var edits = new TextEdits(seed: 42);
        var texts = new List<string>();
        var copies = new List<(int Original, int Copy)>();
        for (int i = 0; texts.Count < GeneratedArticles; i++)
        {
            texts.Add(writer.Article(Lengths[i % Lengths.Length]));
            if (i % CopyEvery == CopyEvery - 1)
            {
                copies.Add((texts.Count - CopyEvery, texts.Count));
                texts.Add(edits.Replace(texts[^CopyEvery], rate: 0.02));
            }
        }

        string path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"dedup-speed-{Guid.NewGuid():N}.jsonl");
        File.WriteAllLines(path, texts.Select(static (text, i) => JsonSerializer.Serialize(new { id = $"{i:D4}", text })));
        return new SpeedCorpus(path) { Copies = copies };
    }

    /// <summary>Reads the articles as <c>dedup</c> does, but for passing over what cannot be used: a measurement of half a file would say nothing.</summary>
    /// <exception cref="InvalidDataException">Something is wrong with the file.</exception>
    internal IReadOnlyList<Article> Read()
    {
        string? first = null;
        Problems problems = new(problem => first ??= problem);
        IReadOnlyList<Article> articles = new ArticleReader(new FieldNames(), problems, static _ => { }, CancellationToken.None) { Threads = 1 }.Read([Path]);
        return first is null ? articles : throw new InvalidDataException(first);
    }
}
