using System.Text;
using System.Text.RegularExpressions;

namespace Dedup.Cli.Reading;

/// <summary>A path with wildcards, for where no shell has put in the names: <c>*</c> is any part of a name, <c>?</c> one character of it, and <c>**</c> any number of folders.</summary>
internal sealed class PathPattern
{
    private readonly Regex regex;

    public PathPattern(string pattern)
    {
        pattern = pattern.Replace(Path.DirectorySeparatorChar, '/');
        Folder = pattern[..(pattern.LastIndexOf('/', pattern.IndexOfAny(['*', '?'])) + 1)];

        // Linear in the path, whatever the pattern.
        regex = new Regex(Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }

    /// <summary>The folder below which all that matches lies, with a slash at its end; empty for the current one.</summary>
    public string Folder { get; }

    public static bool IsPattern(string path) => path.AsSpan().ContainsAny('*', '?');

    public bool Matches(string path) => regex.IsMatch(path);

    private static string Translate(string pattern)
    {
        StringBuilder regex = new("^");
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern.AsSpan(i).StartsWith("**/"))
            {
                regex.Append("(?:[^/]+/)*");
                i += 2;
            }
            else if (pattern.AsSpan(i).StartsWith("**"))
            {
                regex.Append(".*");
                i++;
            }
            else
            {
                regex.Append(pattern[i] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    var other => Regex.Escape(other.ToString()),
                });
            }
        }

        return regex.Append('$').ToString();
    }
}
