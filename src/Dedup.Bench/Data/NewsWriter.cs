using System.Globalization;

namespace Dedup.Bench.Data;

/// <summary>Articles like those of <see cref="ArticleGenerator"/>, but with facts in them: names and numbers, about as often as news has them.</summary>
internal sealed class NewsWriter(ulong seed)
{
    private const double NameShare = 0.04;
    private const double NumberShare = 0.03;

    private readonly ArticleGenerator generator = new(seed);
    private readonly SeededNumbers numbers = new(seed ^ 0x4E657773);

    internal string Article(int words) => generator.Write(Words(words));

    /// <summary>That many words, numbers and names among them. A number with a separator is more than one token.</summary>
    internal string[] Words(int count)
    {
        string[] words = generator.Words(count);
        for (int i = 0; i < count; i++)
        {
            double kind = numbers.Share();
            words[i] = kind < NameShare ? Name() : kind < NameShare + NumberShare ? Number() : words[i];
        }

        return words;
    }

    /// <summary>One word, as often as the language uses it.</summary>
    internal string Word() => generator.Words(1)[0];

    /// <summary>A longer word with a capital.</summary>
    internal string Name()
    {
        string word = Word();
        while (word.Length < 5)
        {
            word = Word();
        }

        return $"{char.ToUpperInvariant(word[0])}{word[1..]}";
    }

    /// <summary>A count, an amount or a share, as newspapers print them.</summary>
    internal string Number() => numbers.Below(3) switch
    {
        0 => (2 + numbers.Below(998)).ToString(CultureInfo.InvariantCulture),
        1 => (1_000 + numbers.Below(9_000_000)).ToString("N0", CultureInfo.InvariantCulture),
        _ => (numbers.Below(1_000) / 10.0).ToString("F1", CultureInfo.InvariantCulture),
    };
}
