using System.Globalization;
using System.Text.RegularExpressions;

namespace Dedup.UnicodeTables;

/// <summary>The five properties the table is made from, each expanded to one value per code point.</summary>
internal sealed partial class UnicodeDatabase
{
    internal const int CodePoints = 0x110000;

    private UnicodeDatabase(string version) => Version = version;

    /// <summary>The version all files carry in their first line, as "15.0.0".</summary>
    internal string Version { get; }

    /// <summary>General_Category as two letters; "Cn" where unassigned.</summary>
    internal string[] GeneralCategory { get; } = Filled("Cn");

    /// <summary>Script by its long name; "Unknown" where none is given.</summary>
    internal string[] Script { get; } = Filled("Unknown");

    /// <summary>Script_Extensions as short names separated by spaces; empty where the file gives none.</summary>
    internal string[] ScriptExtensions { get; } = Filled("");

    internal bool[] DefaultIgnorable { get; } = new bool[CodePoints];

    /// <summary>Simple case folding; the code point itself where it has none.</summary>
    internal int[] SimpleFolding { get; } = [.. Enumerable.Range(0, CodePoints)];

    /// <exception cref="InvalidDataException">A file is malformed or of another version than the first one.</exception>
    internal static UnicodeDatabase Load(string folder)
    {
        string version = ReadVersion(Path.Combine(folder, "Scripts.txt"));
        var database = new UnicodeDatabase(version);
        database.ReadFile(folder, "extracted/DerivedGeneralCategory.txt", (c, fields) => database.GeneralCategory[c] = fields[1]);
        database.ReadFile(folder, "Scripts.txt", (c, fields) => database.Script[c] = fields[1]);
        database.ReadFile(folder, "ScriptExtensions.txt", (c, fields) => database.ScriptExtensions[c] = fields[1]);
        database.ReadFile(folder, "DerivedCoreProperties.txt", (c, fields) => database.DefaultIgnorable[c] |= fields[1] == "Default_Ignorable_Code_Point");
        database.ReadFile(folder, "CaseFolding.txt", (c, fields) =>
        {
            if (fields[1] is "C" or "S")
            {
                database.SimpleFolding[c] = ParseCodePoint(fields[2]);
            }
        });
        return database;
    }

    private static string[] Filled(string value)
    {
        var values = new string[CodePoints];
        Array.Fill(values, value);
        return values;
    }

    /// <summary>Calls <paramref name="assign"/> with each code point of each line <c>first[..last] ; field ; ... # comment</c>.</summary>
    private void ReadFile(string folder, string name, Action<int, string[]> assign)
    {
        string path = Path.Combine(folder, name);
        string version = ReadVersion(path);
        if (version != Version)
        {
            throw new InvalidDataException($"{path} is Unicode {version}, but Scripts.txt is {Version}.");
        }

        foreach (string line in File.ReadLines(path))
        {
            string data = line.Split('#')[0].Trim();
            if (data.Length == 0)
            {
                continue;
            }

            string[] fields = data.Split(';', StringSplitOptions.TrimEntries);
            string[] range = fields[0].Split("..");
            int last = ParseCodePoint(range[^1]);
            for (int c = ParseCodePoint(range[0]); c <= last; c++)
            {
                assign(c, fields);
            }
        }
    }

    private static string ReadVersion(string path)
    {
        Match match = VersionLine().Match(File.ReadLines(path).FirstOrDefault(""));
        return match.Success ? match.Groups[1].Value : throw new InvalidDataException($"{path}: the first line names no Unicode version.");
    }

    private static int ParseCodePoint(string text) =>
        int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value) && value is >= 0 and < CodePoints
            ? value
            : throw new InvalidDataException($"'{text}' is not a code point.");

    [GeneratedRegex(@"^# \w+-(\d+\.\d+\.\d+)\.txt$")]
    private static partial Regex VersionLine();
}
