using System.Globalization;
using System.Text.RegularExpressions;

namespace Dedup.UnicodeTables;

/// <summary>The properties the table is made from, each expanded to one value per code point.</summary>
internal sealed partial class UnicodeDatabase
{
    internal const int CodePoints = 0x110000;

    private UnicodeDatabase(string version) => Version = version;

    /// <summary>The version that all files but UnicodeData.txt, which names none, carry in their first line, as "15.0.0".</summary>
    internal string Version { get; }

    /// <summary>General_Category as two letters; "Cn" where unassigned.</summary>
    internal string[] GeneralCategory { get; } = Filled("Cn");

    /// <summary>Script by its long name; "Unknown" where none is given.</summary>
    internal string[] Script { get; } = Filled("Unknown");

    /// <summary>Script_Extensions as short names separated by spaces; empty where the file gives none.</summary>
    internal string[] ScriptExtensions { get; } = Filled("");

    internal bool[] DefaultIgnorable { get; } = new bool[CodePoints];

    internal bool[] Noncharacter { get; } = new bool[CodePoints];

    /// <summary>Line_Break class SA: letters of the scripts of South-East Asia that are written without spaces.</summary>
    internal bool[] ComplexContext { get; } = new bool[CodePoints];

    /// <summary>Full case folding (status C and F); null where a code point folds to itself.</summary>
    internal int[]?[] FullFolding { get; } = new int[CodePoints][];

    /// <summary>One step of canonical or compatibility decomposition; null where there is none. Hangul syllables are not listed: they follow a formula.</summary>
    internal int[]?[] Decomposition { get; } = new int[CodePoints][];

    /// <summary>The tag of a compatibility decomposition, as "square"; empty for canonical ones.</summary>
    internal string[] DecompositionTag { get; } = Filled("");

    internal byte[] CombiningClass { get; } = new byte[CodePoints];

    /// <summary>The value of a decimal digit (category Nd), -1 for everything else.</summary>
    internal int[] Digit { get; } = [.. Enumerable.Repeat(-1, CodePoints)];

    /// <exception cref="InvalidDataException">A file is malformed or of another version than the first one.</exception>
    internal static UnicodeDatabase Load(string folder)
    {
        string version = ReadVersion(Path.Combine(folder, "Scripts.txt"));
        var database = new UnicodeDatabase(version);
        database.ReadFile(folder, "extracted/DerivedGeneralCategory.txt", (c, fields) => database.GeneralCategory[c] = fields[1]);
        database.ReadFile(folder, "Scripts.txt", (c, fields) => database.Script[c] = fields[1]);
        database.ReadFile(folder, "ScriptExtensions.txt", (c, fields) => database.ScriptExtensions[c] = fields[1]);
        database.ReadFile(folder, "LineBreak.txt", (c, fields) => database.ComplexContext[c] = fields[1] == "SA");
        database.ReadFile(folder, "PropList.txt", (c, fields) => database.Noncharacter[c] |= fields[1] == "Noncharacter_Code_Point");
        database.ReadFile(folder, "DerivedCoreProperties.txt", (c, fields) => database.DefaultIgnorable[c] |= fields[1] == "Default_Ignorable_Code_Point");
        database.ReadFile(folder, "CaseFolding.txt", (c, fields) =>
        {
            if (fields[1] is "C" or "F")
            {
                database.FullFolding[c] = ParseSequence(fields[2]);
            }
        });
        database.ReadUnicodeData(Path.Combine(folder, "UnicodeData.txt"));
        return database;
    }

    internal static int ParseCodePoint(string text) =>
        int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value) && value is >= 0 and < CodePoints
            ? value
            : throw new InvalidDataException($"'{text}' is not a code point.");

    private static int[] ParseSequence(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ParseCodePoint)];

    private static string[] Filled(string value)
    {
        var values = new string[CodePoints];
        Array.Fill(values, value);
        return values;
    }

    /// <summary>Code point; name; category; combining class; bidi class; decomposition; decimal digit; ... The ranges given by a first and a last line have none of what is read here.</summary>
    private void ReadUnicodeData(string path)
    {
        foreach (string line in File.ReadLines(path))
        {
            string[] fields = line.Split(';');
            if (fields.Length != 15)
            {
                throw new InvalidDataException($"{path}: '{line}' does not have 15 fields.");
            }

            int c = ParseCodePoint(fields[0]);
            CombiningClass[c] = byte.Parse(fields[3], CultureInfo.InvariantCulture);
            if (fields[5].Length > 0)
            {
                string[] parts = fields[5].Split("> ");
                Decomposition[c] = ParseSequence(parts[^1]);
                DecompositionTag[c] = parts.Length > 1 ? parts[0][1..] : "";
            }

            if (fields[2] == "Nd")
            {
                Digit[c] = int.Parse(fields[6], CultureInfo.InvariantCulture);
            }
        }
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

    [GeneratedRegex(@"^# \w+-(\d+\.\d+\.\d+)\.txt$")]
    private static partial Regex VersionLine();
}
