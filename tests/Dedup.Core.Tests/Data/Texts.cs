namespace Dedup.Core.Tests.Data;

/// <summary>Generated texts: words drawn from a made-up vocabulary, so that nothing repeats but what a test repeats.</summary>
internal static class Texts
{
    public static string[] Words(ulong seed, int count, int vocabulary = 5000)
    {
        Seeded random = new(seed);
        string[] words = new string[count];
        for (int i = 0; i < count; i++)
        {
            words[i] = Word(random.Below(vocabulary));
        }

        return words;
    }

    public static string Text(ulong seed, int count) => string.Join(' ', Words(seed, count));

    /// <summary>The words with about <paramref name="percent"/> of them replaced by words of no other text.</summary>
    public static string[] Edit(string[] words, ulong seed, int percent)
    {
        Seeded random = new(seed);
        return [.. words.Select(word => random.Below(100) < percent ? "edit" + Word(random.Below(1_000_000)) : word)];
    }

    public static string Word(int number)
    {
        const string Syllables = "bacodifuganehilojumakenopiqurasetivowuxyza";
        string word = string.Empty;
        do
        {
            int at = number % (Syllables.Length / 2) * 2;
            word += Syllables.Substring(at, 2);
            number /= Syllables.Length / 2;
        }
        while (number > 0);
        return word;
    }
}
