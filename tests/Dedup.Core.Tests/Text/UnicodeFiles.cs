using System.Globalization;
using NUnit.Framework;

namespace Dedup.Core.Tests.Text;

/// <summary>Decomposition and case folding read naively from the files of the Unicode Character Database: an opinion of its own on what the table should do.</summary>
internal sealed class UnicodeFiles
{
    private readonly Dictionary<int, string> category = [];
    private readonly Dictionary<int, (string Tag, int[] Parts)> decomposition = [];
    private readonly Dictionary<int, int[]> folding = [];

    /// <summary>The test that asks is skipped, visibly, when the files are not on this machine or of another version.</summary>
    public static UnicodeFiles Read(string folder)
    {
        string versioned = Path.Combine(folder, "CaseFolding.txt");
        if (!File.Exists(versioned) || !File.ReadLines(versioned).First().Contains("15.0.0", StringComparison.Ordinal))
        {
            Assert.Ignore($"Skipped: {folder} does not hold Unicode 15.0.0.");
        }

        UnicodeFiles files = new();
        foreach (string[] fields in File.ReadLines(Path.Combine(folder, "UnicodeData.txt")).Select(line => line.Split(';')))
        {
            int c = Hex(fields[0]);
            files.category[c] = fields[2];
            if (fields[5].Length > 0)
            {
                string tag = fields[5].StartsWith('<') ? fields[5][..fields[5].IndexOf(' ')] : "";
                files.decomposition[c] = (tag, Sequence(fields[5][tag.Length..]));
            }
        }

        foreach (string[] fields in File.ReadLines(versioned).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split("; ")))
        {
            if (fields[1] is "C" or "F")
            {
                files.folding[Hex(fields[0])] = Sequence(fields[2]);
            }
        }

        return files;
    }

    public bool IsLetterMarkOrNumber(int c) => category.TryGetValue(c, out string? name) && name[0] is 'L' or 'M' or 'N';

    /// <summary>Fractions and the numerators that wait for a denominator stand apart from digits before them, which no decomposition says.</summary>
    public bool IsFraction(int c) => decomposition.TryGetValue(c, out (string Tag, int[] Parts) entry) && entry.Tag == "<fraction>";

    public string DecomposeCanonically(int c) => Decompose(c, static tag => tag.Length == 0);

    public string DecomposeFully(int c) => Decompose(c, static _ => true);

    public string FoldCase(int c) => folding.TryGetValue(c, out int[]? parts) ? string.Concat(parts.Select(char.ConvertFromUtf32)) : char.ConvertFromUtf32(c);

    private string Decompose(int c, Func<string, bool> isWanted) => decomposition.TryGetValue(c, out (string Tag, int[] Parts) entry) && isWanted(entry.Tag)
        ? string.Concat(entry.Parts.Select(part => Decompose(part, isWanted)))
        : char.ConvertFromUtf32(c);

    private static int[] Sequence(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Hex)];

    private static int Hex(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
