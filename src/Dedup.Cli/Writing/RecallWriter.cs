using System.Globalization;
using System.Text;
using System.Text.Json;
using Dedup.Reporting;
using Dedup.Signatures;

namespace Dedup.Cli.Writing;

/// <summary>Puts a measured recall into a table for people or an object for programs.</summary>
internal static class RecallWriter
{
    /// <summary>How many missed pairs the table names.</summary>
    public const int ShownMissed = 5;

    /// <summary>A table, without a line end after the last line.</summary>
    public static string Table(RecallEstimate recall)
    {
        StringBuilder text = new();
        text.Append(recall.IsComplete
            ? $"recall, by comparing all {Figures.Count(recall.SampledArticles, "article")} exactly with each other (identical ones count as one)\n"
            : $"recall, by comparing {Figures.Count(recall.SampledArticles, "drawn article")} exactly with all others (identical ones count as one)\n");
        text.Append(CultureInfo.InvariantCulture, $"  {"TRUE PAIRS",-24}  {"PAIRS",9}  {"FOUND",9}  {"RECALL",7}  {"95 % INTERVAL",16}  {"EXPECTED",8}  {"CLUSTERED",9}  {"LEFT OUT",8}\n");
        foreach (RecallBand band in recall.Bands)
        {
            string expected = band.ExpectedRecall is { } share ? Figures.Percent(share) : string.Empty;
            AppendRow(text, recall, Name(band), band.Recall, expected, band.Clustered, band.Dropped);
        }

        AppendRow(text, recall, "all", recall.Recall, string.Empty, recall.Bands.Sum(static band => band.Clustered), recall.Bands.Sum(static band => band.Dropped));
        text.Append("EXPECTED: by the index alone, at least. CLUSTERED: found as members of one cluster, not as a pair. LEFT OUT: found, and dropped on purpose.");
        foreach (DuplicatePair pair in recall.Missed.Take(ShownMissed))
        {
            text.Append(CultureInfo.InvariantCulture, $"\nmissed: {Wording.Relation(pair.Relation)}, Jaccard {Figures.Percent(pair.Jaccard)}: {SafeText.Clean(pair.Left)}  {SafeText.Clean(pair.Right)}");
        }

        if (recall.Missed.Count > ShownMissed)
        {
            text.Append("\n... and more (--format jsonl lists them)");
        }

        return text.ToString();
    }

    /// <summary>One JSON object on one line.</summary>
    public static string Json(RecallEstimate recall) => OneLineJson.Write(json =>
    {
        json.WriteStartObject("recall"u8);
        json.WriteNumber("sampledArticles"u8, recall.SampledArticles);
        json.WriteBoolean("isComplete"u8, recall.IsComplete);
        WriteCounts(json, recall, recall.Recall, recall.Bands.Sum(static band => band.Clustered), recall.Bands.Sum(static band => band.Dropped));
        json.WriteStartArray("bands"u8);
        foreach (RecallBand band in recall.Bands)
        {
            json.WriteStartObject();
            json.WriteString("relation"u8, JsonLinesWriter.NameOf(band.Relation));
            json.WriteBoolean("isShort"u8, band.IsShort);
            WriteShare(json, "leastJaccard"u8, band.LeastJaccard);
            WriteShare(json, "jaccardBelow"u8, band.JaccardBelow);
            WriteCounts(json, recall, band.Recall, band.Clustered, band.Dropped);
            if (band.ExpectedRecall is { } expected)
            {
                WriteShare(json, "expected"u8, expected);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("missed"u8);
        foreach (DuplicatePair pair in recall.Missed)
        {
            json.WriteStartObject();
            json.WriteString("left"u8, pair.Left);
            json.WriteString("right"u8, pair.Right);
            json.WriteString("relation"u8, JsonLinesWriter.NameOf(pair.Relation));
            WriteShare(json, "jaccard"u8, pair.Jaccard);
            WriteShare(json, "leftInRight"u8, pair.LeftInRight);
            WriteShare(json, "rightInLeft"u8, pair.RightInLeft);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void AppendRow(StringBuilder text, RecallEstimate recall, string name, Proportion found, string expected, long clustered, long dropped)
    {
        (double low, double high) = recall.Interval(found);
        string share = found.Trials == 0 ? "-" : Figures.Percent(found.Value);
        string interval = found.Trials == 0 ? "-" : $"{Figures.Percent(low)} - {Figures.Percent(high)}";
        text.Append($"  {name,-24}  {Figures.Number(found.Trials),9}  {Figures.Number(found.Hits),9}  {share,7}  {interval,16}  {expected,8}  {Figures.Number(clustered),9}  {Figures.Number(dropped),8}\n");
    }

    private static string Name(RecallBand band) => band switch
    {
        { Relation: DuplicateRelation.ContainedIn } => "one contained in other",
        { IsShort: true } => "short texts, by words",
        _ => $"Jaccard {JsonLinesWriter.FormatSimilarity(band.LeastJaccard)} to {JsonLinesWriter.FormatSimilarity(band.JaccardBelow)}",
    };

    private static void WriteCounts(Utf8JsonWriter json, RecallEstimate recall, Proportion found, long clustered, long dropped)
    {
        json.WriteNumber("pairs"u8, found.Trials);
        json.WriteNumber("found"u8, found.Hits);
        json.WriteNumber("clustered"u8, clustered);
        json.WriteNumber("dropped"u8, dropped);
        if (found.Trials > 0)
        {
            (double low, double high) = recall.Interval(found);
            WriteShare(json, "recall"u8, found.Value);
            WriteShare(json, "low"u8, low);
            WriteShare(json, "high"u8, high);
        }
    }

    private static void WriteShare(Utf8JsonWriter json, ReadOnlySpan<byte> name, double share)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(JsonLinesWriter.FormatSimilarity(share));
    }
}
