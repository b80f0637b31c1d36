using System.Text.Encodings.Web;
using System.Text.Json;
using Dedup.Cleaning;
using Dedup.Cli.Reading;
using Dedup.Reporting;

namespace Dedup.Cli.Cleaning;

/// <summary>Lists what was removed and what was cut, one JSON object a line, in the order of the input.</summary>
internal static class RemovedList
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>{"id":"b","keptId":"a","relation":"nearDuplicate","jaccard":0.9,"inKept":0.95,"keptIn":0.94,"file":"docs.jsonl","line":2}</c>; no line for a file that is one article.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="removal">What was removed.</param>
    /// <param name="place">Where it stood.</param>
    /// <param name="part">Where it stood in its page, when it is a part of one; start and length in UTF-16 units.</param>
    public static void Write(Stream stream, Removal removal, Place place, TextRange? part) => WriteLine(stream, json =>
    {
        json.WriteString("id"u8, removal.Id);
        json.WriteString("keptId"u8, removal.KeptId);
        json.WriteString("relation"u8, JsonLinesWriter.NameOf(removal.Relation));
        WriteSimilarity(json, "jaccard"u8, removal.Jaccard);
        WriteSimilarity(json, "inKept"u8, removal.InKept);
        WriteSimilarity(json, "keptIn"u8, removal.KeptIn);
        if (part is { } range)
        {
            json.WriteNumber("start"u8, range.Start);
            json.WriteNumber("length"u8, range.Length);
        }

        WritePlace(json, place);
    });

    /// <summary><c>{"id":"b","keptId":"a","relation":"cut","start":0,"length":90,"keptStart":0,"keptLength":91,"file":"docs.jsonl","line":2}</c>; offsets and lengths in UTF-16 units of the original texts.</summary>
    public static void Write(Stream stream, PassageCut cut, Place place) => WriteLine(stream, json =>
    {
        json.WriteString("id"u8, cut.Id);
        json.WriteString("keptId"u8, cut.KeptId);
        json.WriteString("relation"u8, "cut"u8);
        json.WriteNumber("start"u8, cut.Range.Start);
        json.WriteNumber("length"u8, cut.Range.Length);
        json.WriteNumber("keptStart"u8, cut.KeptRange.Start);
        json.WriteNumber("keptLength"u8, cut.KeptRange.Length);
        WritePlace(json, place);
    });

    /// <summary><c>{"id":"b","keptId":"a","relation":"cutWhole","file":"docs.jsonl","line":2}</c>: of all that was cut out of an article, no word was left, so that it was left out; the longest passage stands in the other.</summary>
    public static void WriteEmptied(Stream stream, PassageCut longest, Place place) => WriteLine(stream, json =>
    {
        json.WriteString("id"u8, longest.Id);
        json.WriteString("keptId"u8, longest.KeptId);
        json.WriteString("relation"u8, "cutWhole"u8);
        WritePlace(json, place);
    });

    private static void WriteLine(Stream stream, Action<Utf8JsonWriter> fill)
    {
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartObject();
            fill(json);
            json.WriteEndObject();
        }

        stream.Write("\n"u8);
    }

    private static void WritePlace(Utf8JsonWriter json, Place place)
    {
        json.WriteString("file"u8, place.File);
        if (place.Line > 0)
        {
            json.WriteNumber("line"u8, place.Line);
        }
    }

    private static void WriteSimilarity(Utf8JsonWriter json, ReadOnlySpan<byte> name, double similarity)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(JsonLinesWriter.FormatSimilarity(similarity));
    }
}
