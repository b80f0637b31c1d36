using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dedup.Reporting;

namespace Dedup.Cli.Writing;

/// <summary>Writes what an index answers as JSON Lines, each line at once: whoever reads them may be waiting for it.</summary>
internal sealed class IndexAnswerWriter(Stream stream)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly ArrayBufferWriter<byte> line = new();

    /// <summary>Writes an answer.</summary>
    /// <param name="id">The article asked about.</param>
    /// <param name="matches">What it repeats.</param>
    public void Write(string id, IReadOnlyList<DuplicateMatch> matches) => WriteLine(json =>
    {
        json.WriteString("id"u8, id);
        json.WriteStartArray("matches"u8);
        foreach (DuplicateMatch match in matches)
        {
            Write(json, match);
        }

        json.WriteEndArray();
    });

    /// <summary>Writes that so many articles are durable.</summary>
    public void WriteCommitted(int articles) => WriteLine(json => json.WriteNumber("committed"u8, articles));

    private static void Write(Utf8JsonWriter json, DuplicateMatch match)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, match.Id);
        json.WriteString("relation"u8, JsonLinesWriter.NameOf(match.Relation));
        WriteShare(json, "jaccard", match.Jaccard);
        WriteShare(json, "queryInMatch", match.QueryInMatch);
        WriteShare(json, "matchInQuery", match.MatchInQuery);
        json.WriteStartArray("passages"u8);
        foreach (Passage passage in match.Passages)
        {
            json.WriteStartObject();
            json.WriteNumber("leftStart"u8, passage.LeftStart);
            json.WriteNumber("leftLength"u8, passage.LeftLength);
            json.WriteNumber("rightStart"u8, passage.RightStart);
            json.WriteNumber("rightLength"u8, passage.RightLength);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteShare(Utf8JsonWriter json, string name, double share)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(JsonLinesWriter.FormatSimilarity(share).ToString(CultureInfo.InvariantCulture), skipInputValidation: true);
    }

    private void WriteLine(Action<Utf8JsonWriter> fill)
    {
        line.ResetWrittenCount();
        using (Utf8JsonWriter json = new(line, Options))
        {
            json.WriteStartObject();
            fill(json);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        stream.Write(line.WrittenSpan);
    }
}
