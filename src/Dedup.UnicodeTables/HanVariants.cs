using System.Diagnostics;
using System.Globalization;

namespace Dedup.UnicodeTables;

/// <summary>Groups of Han characters that write the same thing: traditional and simplified, old and new Japanese forms. Each group is written as its smallest member.</summary>
/// <remarks>
/// From the Unihan database: <c>kSimplifiedVariant</c> and <c>kTraditionalVariant</c>; <c>kZVariant</c>; the older forms that <c>kJinmeiyoKanji</c> names; and <c>kEACC</c>, the
/// East Asian Character Code of libraries (ANSI Z39.64), which files the variants of a character at one row and cell in planes that are six apart. Of a code's twelve layers
/// of six planes, what comes after (plane 69 hex and up) is no variant of anything. The last source is the only one with most of the Japanese reforms of 1946.
/// Only the Basic Multilingual Plane is folded, where all but the rarest characters are.
/// </remarks>
internal sealed class HanVariants
{
    private const int FirstPlane = 0x21;
    private const int PlanesPerLayer = 6;
    private const int EndOfLayers = 0x69;
    private readonly int[] parent = [.. Enumerable.Range(0, 0x10000)];

    internal int this[int codePoint] => codePoint < parent.Length ? Root(codePoint) : codePoint;

    /// <exception cref="InvalidDataException">The files are of another version, or bzip2 cannot read them.</exception>
    internal static HanVariants Load(string folder, string version)
    {
        var variants = new HanVariants();
        foreach ((int character, string property, string value) in ReadUnihan(Path.Combine(folder, "Unihan_Variants.txt.bz2"), version))
        {
            if (property is "kSimplifiedVariant" or "kTraditionalVariant" or "kZVariant")
            {
                variants.UniteAll(character, value);
            }
        }

        Dictionary<int, int> firstAt = [];
        foreach ((int character, string property, string value) in ReadUnihan(Path.Combine(folder, "Unihan_OtherMappings.txt.bz2"), version))
        {
            if (property == "kJinmeiyoKanji" && value.Contains("U+", StringComparison.Ordinal))
            {
                variants.UniteAll(character, value[value.IndexOf("U+", StringComparison.Ordinal)..]);
            }
            else if (property == "kEACC")
            {
                int code = int.Parse(value.Split(' ')[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                int plane = code >> 16;
                if (plane < EndOfLayers)
                {
                    int place = ((plane - FirstPlane) % PlanesPerLayer << 16) | (code & 0xFFFF);
                    firstAt.TryAdd(place, character);
                    variants.Unite(character, firstAt[place]);
                }
            }
        }

        return variants;
    }

    private void UniteAll(int character, string others)
    {
        foreach (string other in others.Split(' '))
        {
            Unite(character, UnicodeDatabase.ParseCodePoint(other.Split('<')[0].Replace("U+", "", StringComparison.Ordinal)));
        }
    }

    private void Unite(int x, int y)
    {
        if (x < parent.Length && y < parent.Length)
        {
            (x, y) = (Root(x), Root(y));
            parent[Math.Max(x, y)] = Math.Min(x, y);
        }
    }

    private int Root(int character)
    {
        while (parent[character] != character)
        {
            character = parent[character];
        }

        return character;
    }

    /// <summary>Lines of code point, property and value, with a version in the second comment. .NET does not read bzip2, so the program of that name does.</summary>
    private static List<(int Character, string Property, string Value)> ReadUnihan(string path, string version)
    {
        using Process process = Process.Start(new ProcessStartInfo("bzip2", ["-dc", path]) { RedirectStandardOutput = true })
            ?? throw new InvalidDataException("bzip2 did not start.");
        List<(int, string, string)> lines = [];
        bool isVersion = false;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            isVersion |= line.StartsWith('#') && line.Contains($"Unicode version: {version}", StringComparison.Ordinal);
            string[] fields = line.Split('\t');
            if (fields.Length == 3 && fields[0].StartsWith("U+", StringComparison.Ordinal))
            {
                lines.Add((UnicodeDatabase.ParseCodePoint(fields[0][2..]), fields[1], fields[2]));
            }
        }

        process.WaitForExit();
        return process.ExitCode == 0 && isVersion ? lines : throw new InvalidDataException($"{path} cannot be read, or is not of Unicode {version}.");
    }
}
