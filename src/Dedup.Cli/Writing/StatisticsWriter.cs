using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dedup.Cli.Writing;

/// <summary>Puts the figures of a run into a table for people or an object for programs.</summary>
internal static class StatisticsWriter
{
    private const int SharesForPeople = 1000;
    private const int SharesForPrograms = 10_000;
    private const double Mega = 1_000_000;

    /// <summary>A table, without a line end after the last line.</summary>
    public static string Table(RunStatistics run)
    {
        StringBuilder text = new();
        AppendLine(text, $"  {"STAGE",-18}  {"SECONDS",9}  {"SHARE",6}  {"ITEMS",22}  {"PER SECOND",12}  {"MB/S",8}");
        IReadOnlyList<long> shares = run.Shares(SharesForPeople);
        foreach ((RunStatistics.Stage stage, long share) in run.Stages.Zip(shares))
        {
            string items = stage.Unit is null ? string.Empty : $"{Figures.Number(stage.Items)} {stage.Unit}";
            AppendLine(text, $"  {stage.Label,-18}  {Seconds(stage.Elapsed),9}  {Share(share),6}  {items,22}  {Rate(stage.ItemsPerSecond, 1, "N0"),12}  {Rate(stage.BytesPerSecond, Mega, "N1"),8}");
        }

        AppendLine(text, $"  {"whole run",-18}  {Seconds(run.Elapsed),9}  {Share(shares.Sum()),6}");
        RunCost cost = run.Report.Cost;
        AppendLine(text, $"{Figures.Count(run.Report.ArticleCount, "article")}, {Figures.Count(run.Report.TokenCount, "word")}, {Megabytes(run.Report.Cost.TextBytes)} MB of text");
        AppendLine(
            text,
            $"index: {Figures.Number(PerArticle(run, cost.IndexBytes))} bytes per article (signatures {Figures.Number(PerArticle(run, cost.SignatureBytes))}, sketches {Figures.Number(PerArticle(run, cost.SketchBytes))}, tables {Figures.Number(PerArticle(run, cost.TableBytes))})");
        text.Append(CultureInfo.InvariantCulture, $"peak memory: {(run.PeakBytes == 0 ? "unknown" : Megabytes(run.PeakBytes) + " MB")}");
        return text.ToString();
    }

    /// <summary>One JSON object on one line.</summary>
    public static string Json(RunStatistics run) => OneLineJson.Write(json =>
    {
        RunCost cost = run.Report.Cost;
        json.WriteStartObject("stats"u8);
        json.WriteNumber("seconds"u8, Rounded(run.Elapsed.TotalSeconds));
        json.WriteStartArray("stages"u8);
        foreach ((RunStatistics.Stage stage, long share) in run.Stages.Zip(run.Shares(SharesForPrograms)))
        {
            json.WriteStartObject();
            json.WriteString("stage"u8, stage.Name);
            json.WriteNumber("seconds"u8, Rounded(stage.Elapsed.TotalSeconds));
            json.WriteNumber("share"u8, share / (decimal)SharesForPrograms);
            WriteCount(json, stage);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("articles"u8, run.Report.ArticleCount);
        json.WriteNumber("tokens"u8, run.Report.TokenCount);
        json.WriteNumber("textBytes"u8, run.Report.Cost.TextBytes);
        json.WriteNumber("signatureBytes"u8, cost.SignatureBytes);
        json.WriteNumber("sketchBytes"u8, cost.SketchBytes);
        json.WriteNumber("tableBytes"u8, cost.TableBytes);
        json.WriteNumber("indexBytesPerArticle"u8, PerArticle(run, cost.IndexBytes));
        if (run.PeakBytes > 0)
        {
            json.WriteNumber("peakBytes"u8, run.PeakBytes);
        }

        json.WriteEndObject();
    });

    private static void WriteCount(Utf8JsonWriter json, RunStatistics.Stage stage)
    {
        if (stage.Unit is not null)
        {
            json.WriteNumber(stage.Unit, stage.Items);
        }

        if (stage.Bytes is { } bytes)
        {
            json.WriteNumber("bytes"u8, bytes);
        }
    }

    private static long PerArticle(RunStatistics run, long bytes) => run.Report.ArticleCount == 0 ? 0 : bytes / run.Report.ArticleCount;

    private static decimal Rounded(double seconds) => Math.Round((decimal)seconds, 6);

    private static string Seconds(TimeSpan elapsed) => elapsed.TotalSeconds.ToString("N3", CultureInfo.InvariantCulture);

    private static string Share(long thousandths) => (thousandths / 10m).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    private static string Rate(double? perSecond, double unit, string format) => perSecond is { } rate ? (rate / unit).ToString(format, CultureInfo.InvariantCulture) : string.Empty;

    private static string Megabytes(long bytes) => (bytes / Mega).ToString("N1", CultureInfo.InvariantCulture);

    private static void AppendLine(StringBuilder text, string line) => text.Append(line.TrimEnd()).Append('\n');
}
