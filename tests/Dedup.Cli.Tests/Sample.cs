using System.Text.Json;

namespace Dedup.Cli.Tests;

/// <summary>Articles made by seeded code: the same seed is the same text, two seeds share nothing worth reporting.</summary>
internal static class Sample
{
    public static string Text(int seed, int words = 120) => string.Join(' ', Words(seed, words));

    /// <summary>The text with one word in twenty replaced.</summary>
    public static string Edited(int seed, int words = 120)
    {
        string[] text = Words(seed, words);
        for (int i = 10; i < text.Length; i += 20)
        {
            text[i] = "edited" + i;
        }

        return string.Join(' ', text);
    }

    public static string Json(string id, string text) => $"{{\"id\":{JsonSerializer.Serialize(id)},\"text\":{JsonSerializer.Serialize(text)}}}";

    private static string[] Words(int seed, int count)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => $"word{random.Next(20_000)}")];
    }
}
