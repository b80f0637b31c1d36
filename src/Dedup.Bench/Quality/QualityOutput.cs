using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dedup.Bench.Quality;

/// <summary>Writes results to standard output: aligned tables for people, or one JSON object a line for programs.</summary>
internal sealed class QualityOutput(bool json)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new SixDecimals() },
    };

    /// <summary>A table in Markdown, which reads the same in a terminal and in <c>docs/quality</c>. The first column is text, the others numbers.</summary>
    internal void WriteTable<TRow>(string title, IReadOnlyList<TRow> rows)
        where TRow : ITableRow
    {
        if (json)
        {
            foreach (TRow row in rows)
            {
                WriteJson(row);
            }

            return;
        }

        Console.WriteLine($"{title}\n");
        WriteAligned(TRow.Columns, rows.Select(static row => row.ToCells()));
    }

    /// <summary>A table and a blank line. The first column is text, the others numbers.</summary>
    internal static void WriteAligned(string[] columns, IEnumerable<string[]> rows)
    {
        string[][] lines = [columns, .. rows];
        int[] widths = [.. columns.Select((_, column) => lines.Max(line => line[column].Length))];
        Console.WriteLine(Line(lines[0], widths));
        Console.WriteLine("|" + string.Join('|', widths.Select((width, column) => new string('-', width + (column == 0 ? 2 : 1)) + (column == 0 ? "" : ":"))) + "|");
        foreach (string[] line in lines[1..])
        {
            Console.WriteLine(Line(line, widths));
        }

        Console.WriteLine();
    }

    internal static void WriteJson<TResult>(TResult result) => Console.WriteLine(JsonSerializer.Serialize(result, Json));

    internal void WriteWrongPairs(IEnumerable<WrongPair> pairs)
    {
        foreach (WrongPair pair in pairs)
        {
            if (json)
            {
                WriteJson(pair);
                continue;
            }

            Console.WriteLine($"{(pair.Kind == WrongPair.Miss ? "MISS" : "FALSE ALARM")} {pair.Set}: {pair.Left} | {pair.Right}");
            Console.WriteLine($"  label {pair.Label}, J {Share(pair.Jaccard)}, C {Share(pair.Containment)}, reported {pair.Relation}");
            Console.WriteLine($"  < {pair.LeftText}");
            Console.WriteLine($"  > {pair.RightText}\n");
        }
    }

    internal static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    internal static string Share(double share) => share.ToString("F4", CultureInfo.InvariantCulture);

    /// <summary>Seconds and megabytes: as many digits as the eye needs.</summary>
    internal static string Amount(double amount) => amount.ToString(amount < 10 ? "F2" : "F1", CultureInfo.InvariantCulture);

    private static string Line(string[] cells, int[] widths) =>
        "| " + string.Join(" | ", cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))) + " |";

    /// <summary>Similarities and seconds are not known better.</summary>
    private sealed class SixDecimals : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteNumberValue(Math.Round(value, 6));
    }
}
