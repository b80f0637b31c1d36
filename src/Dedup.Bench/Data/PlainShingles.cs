namespace Dedup.Bench.Data;

/// <summary>
/// The detector most people write first: split the text, lower the case, keep every run of five words as a string in a set. It is exact, so
/// it is the answer the sketches are checked against as well as the baseline they are timed against.
/// </summary>
internal static class PlainShingles
{
    internal const int Width = 5;

    private static readonly char[] Separators = [' ', '\n', '\r', '\t', '.', ',', ';', ':', '!', '?', '"', '(', ')'];

    internal static HashSet<string> Of(string text)
    {
        string[] words = text.ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        var shingles = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i + Width <= words.Length; i++)
        {
            shingles.Add(string.Join(' ', words, i, Width));
        }

        return shingles;
    }

    internal static double Jaccard(HashSet<string> left, HashSet<string> right)
    {
        int shared = left.Count(right.Contains);
        return (double)shared / (left.Count + right.Count - shared);
    }
}
