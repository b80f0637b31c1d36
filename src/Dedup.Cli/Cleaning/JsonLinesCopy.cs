using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Dedup.Cleaning;
using Dedup.Cli.Reading;
using Dedup.Reporting;

namespace Dedup.Cli.Cleaning;

/// <summary>Copies the records of a JSON Lines file or a JSON array. One that is kept as it is keeps its bytes; one that is marked or cut keeps all but the value that changes.</summary>
internal sealed class JsonLinesCopy(CorpusCopy copy, SourceFile source, RecordOutput records)
{
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private readonly Stream output = records.Stream;
    private readonly byte[] textName = Encoding.UTF8.GetBytes(copy.Names.Text);

    public void Write(PeekStream stream)
    {
        RecordCutter lines = RecordCutter.Open(source.Format, JsonLinesReader.Utf8(stream), copy.Limits.RecordBytes);
        int article = source.FirstArticle;
        int end = article + source.Articles;
        while (article < end && lines.TryRead(out ReadOnlySpan<byte> line, out _))
        {
            if (lines.Number == copy.Line(article))
            {
                RecordFate fate = copy.Fate(article);
                article += copy.Articles(article);
                if (!fate.IsLeftOut(copy.Marks))
                {
                    records.BeginRecord();
                    WriteRecord(line, fate, new Place(source.File.Path, lines.Number));
                    records.EndRecord();
                }
            }
        }

        if (article < end)
        {
            throw InputChange.Found(source.File.Path);
        }
    }

    private void WriteRecord(ReadOnlySpan<byte> line, RecordFate fate, Place place)
    {
        if (fate.Text is null && !copy.Marks)
        {
            output.Write(line);
            return;
        }

        if (!Utf8.IsValid(line))
        {
            line = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line));
        }

        (int textStart, int textEnd, int brace) = Locate(line, place);
        if (fate.Text is not null)
        {
            output.Write(line[..textStart]);
            output.Write(Quoted(fate.Text));
            output.Write(line[textEnd..brace]);
        }
        else
        {
            output.Write(line[..brace]);
        }

        if (fate.Removal is { } removal)
        {
            output.Write(Marks(removal));
        }

        output.Write(line[brace..]);
    }

    /// <summary>Where the text's value and the closing brace stand. Of two equal names the last counts, as for the reader.</summary>
    private (int TextStart, int TextEnd, int Brace) Locate(ReadOnlySpan<byte> line, Place place)
    {
        Utf8JsonReader reader = new(line, JsonArticleParser.Options);
        reader.Read();
        int start = 0;
        int end = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string? unescaped = reader.ValueIsEscaped ? JsonText.Read(ref reader, out _) : null;
            bool isText = unescaped is null ? reader.ValueSpan.SequenceEqual(textName) : unescaped == copy.Names.Text;
            if (copy.Marks && (unescaped is null ? reader.ValueSpan.SequenceEqual("dedup_of"u8) : unescaped == MarkNames.Of))
            {
                throw MarkNames.Taken(place);
            }

            reader.Read();
            if (isText)
            {
                start = (int)reader.TokenStartIndex;
            }

            reader.Skip();
            end = isText ? (int)reader.BytesConsumed : end;
        }

        return (start, end, (int)reader.TokenStartIndex);
    }

    private static byte[] Quoted(string text)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = Encoder }))
        {
            json.WriteStringValue(text);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Marks(Removal removal) => Encoding.UTF8.GetBytes(
        $",\"{MarkNames.Of}\":\"{Encoder.Encode(removal.KeptId)}\",\"{MarkNames.Relation}\":\"{JsonLinesWriter.NameOf(removal.Relation)}\","
        + $"\"{MarkNames.Jaccard}\":{JsonLinesWriter.FormatSimilarity(removal.Jaccard)},\"{MarkNames.InKept}\":{JsonLinesWriter.FormatSimilarity(removal.InKept)}");
}
