using System.Text.RegularExpressions;

namespace Dedup.Core.Tests.Data;

/// <summary>The plain definition of the similarities: sets of strings, no hashes, none of the library's code. For Latin text.</summary>
internal static partial class Oracle
{
    public static string[] Tokens(string text) => [.. WordPattern().Matches(text).Select(match => match.Value.ToLowerInvariant())];

    public static HashSet<string> Shingles(string text, int width = 5)
    {
        string[] tokens = Tokens(text);
        if (tokens.Length == 0)
        {
            return [];
        }

        return [.. Enumerable.Range(0, Math.Max(1, tokens.Length - width + 1)).Select(i => string.Join(' ', tokens.Skip(i).Take(width)))];
    }

    public static (double Jaccard, double LeftInRight, double RightInLeft) Similarities(HashSet<string> left, HashSet<string> right)
    {
        int shared = left.Count(right.Contains);
        return ((double)shared / (left.Count + right.Count - shared), (double)shared / left.Count, (double)shared / right.Count);
    }

    [GeneratedRegex(@"[\p{L}\p{N}\p{M}]+", RegexOptions.CultureInvariant)]
    private static partial Regex WordPattern();
}
