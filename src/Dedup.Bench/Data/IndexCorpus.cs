namespace Dedup.Bench.Data;

/// <summary>Articles that come one after the other for an index, some of them repeating an earlier one, and questions about them. The same each time.</summary>
internal sealed class IndexCorpus
{
    private const int Kept = 4_096;
    private readonly ArticleGenerator generator = new(seed: 31);
    private readonly ArticleGenerator strangers = new(seed: 32);
    private readonly SeededNumbers numbers = new(33);

    // Of all original articles an evenly drawn sample, so that questions reach the oldest ones too.
    private readonly List<(string Id, string[] Words)> sample = [];

    // What comes is about what came lately.
    private readonly string[][] recent = new string[Kept][];
    private int originals;
    private int made;

    /// <summary>The next articles.</summary>
    internal Article[] Next(int count)
    {
        var articles = new Article[count];
        for (int i = 0; i < count; i++)
        {
            string id = $"{made++:D8}";
            int kind = numbers.Below(100);
            if (kind < 12 && originals > 0)
            {
                string[] earlier = recent[numbers.Below(Math.Min(originals, Kept))];
                articles[i] = new Article(id, generator.Write(kind < 2 ? earlier : Edit(earlier)));
                continue;
            }

            string[] words = generator.Words(100 + numbers.Below(600));
            recent[originals++ % Kept] = words;
            int place = sample.Count < Kept ? sample.Count : numbers.Below(originals);
            if (place == sample.Count)
            {
                sample.Add((id, words));
            }
            else if (place < Kept)
            {
                sample[place] = (id, words);
            }

            articles[i] = new Article(id, generator.Write(words));
        }

        return articles;
    }

    /// <summary>An article to ask about, and the id of one that it must find; null when it must find none.</summary>
    internal (Article Asked, string? Expected) Question(int number)
    {
        if (number % 2 != 0)
        {
            return (new Article("asked", strangers.Article(100 + numbers.Below(600))), null);
        }

        (string id, string[] words) = sample[numbers.Below(sample.Count)];
        return (new Article("asked", strangers.Write(Edit(words))), id);
    }

    /// <summary>One word in forty is another.</summary>
    private string[] Edit(string[] words) => [.. words.Select(word => numbers.Below(40) == 0 ? generator.Words(1)[0] : word)];
}
