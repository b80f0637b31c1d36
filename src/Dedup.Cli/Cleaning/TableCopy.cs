using System.Text;
using Dedup.Cli.Reading;
using Dedup.Reporting;

namespace Dedup.Cli.Cleaning;

/// <summary>Copies the records of a CSV or TSV file, each with its bytes; of one that is cut, the text's field alone is written anew. Line ends are those of the header.</summary>
internal sealed class TableCopy(CorpusCopy copy, SourceFile source, Stream output)
{
    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    private byte[] lineEnd = [];
    private byte separator;

    /// <summary>Writes the table.</summary>
    /// <param name="stream">The table.</param>
    /// <param name="earlierHeader">The header that stands in the output already, or null.</param>
    /// <returns>The table's header.</returns>
    public byte[] Write(PeekStream stream, byte[]? earlierHeader)
    {
        ReadOnlySpan<byte> head = stream.Peek();
        bool hasMark = head.StartsWith(Utf8Mark);
        lineEnd = head.IndexOf((byte)'\n') is > 0 and int end && head[end - 1] == '\r' ? [.. "\r\n"u8] : [.. "\n"u8];
        using TableStream table = TableStream.Open(stream, source.Format, copy.Limits.RecordBytes);
        separator = (byte)table.Separator;
        if (earlierHeader is null)
        {
            WriteHeader(table, hasMark);
        }
        else if (!table.Header.AsSpan().SequenceEqual(earlierHeader))
        {
            throw new FatalException($"{source.File.Path}: its columns are not those of the files before it, so they do not fit into one table: write each file by itself, with -o FOLDER/");
        }

        WriteRecords(table);
        return table.Header;
    }

    private void WriteHeader(TableStream table, bool hasMark)
    {
        if (copy.Marks && table.Column(MarkNames.Of) >= 0)
        {
            throw MarkNames.Taken(new Place(source.File.Path, 1));
        }

        if (table.Header.Length == 0)
        {
            return;
        }

        output.Write(hasMark ? Utf8Mark : []);
        output.Write(table.Header);
        foreach (string name in copy.Marks ? (string[])[MarkNames.Of, MarkNames.Relation, MarkNames.Jaccard, MarkNames.InKept] : [])
        {
            WriteField(name);
        }

        output.Write(lineEnd);
    }

    private void WriteRecords(TableStream table)
    {
        int article = source.FirstArticle;
        int end = article + source.Articles;
        int text = table.Column(copy.Names.Text);
        while (article < end && table.Read())
        {
            if (table.LineNumber != copy.Line(article))
            {
                continue;
            }

            RecordFate fate = copy.Fate(article);
            article += copy.Articles(article);
            if (fate.IsLeftOut(copy.Marks))
            {
                continue;
            }

            if (fate.Text is null)
            {
                output.Write(table.RawRecord);
            }
            else
            {
                for (int column = 0; column < table.FieldCount; column++)
                {
                    output.Write(column > 0 ? [separator] : []);
                    output.Write(column == text ? Quoted(fate.Text) : table.RawField(column));
                }
            }

            if (copy.Marks)
            {
                WriteMarks(fate, missing: table.Columns.Length - table.FieldCount);
            }

            output.Write(lineEnd);
        }

        if (article < end)
        {
            throw InputChange.Found(source.File.Path);
        }
    }

    private void WriteMarks(RecordFate fate, int missing)
    {
        for (int i = 0; i < missing; i++)
        {
            output.WriteByte(separator);
        }

        WriteField(fate.Removal?.KeptId);
        WriteField(fate.Removal is null ? null : JsonLinesWriter.NameOf(fate.Removal.Relation));
        WriteField(fate.Removal is null ? null : JsonLinesWriter.FormatSimilarity(fate.Removal.Jaccard));
        WriteField(fate.Removal is null ? null : JsonLinesWriter.FormatSimilarity(fate.Removal.InKept));
    }

    private void WriteField(string? value)
    {
        output.WriteByte(separator);
        output.Write(Quoted(value ?? string.Empty));
    }

    private byte[] Quoted(string value) => Encoding.UTF8.GetBytes(
        value.AsSpan().ContainsAny("\"\r\n") || value.Contains((char)separator, StringComparison.Ordinal) || value is [' ', ..] or [.., ' ']
            ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : value);
}
