using CsvHelper;

namespace Dedup.Cli.Reading;

/// <summary>A table with a header, record by record, with the bytes of each as they stand in the file.</summary>
internal sealed class TableStream : IDisposable
{
    private readonly CsvReader reader;

    private TableStream(CsvReader reader)
    {
        this.reader = reader;
        if (reader.Read())
        {
            Header = reader.RawRecord.ToArray();
            Columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];
        }
    }

    /// <summary>The header as it stands in the file, without its line end; empty when the file is.</summary>
    public byte[] Header { get; } = [];

    /// <summary>The names of the columns.</summary>
    public string[] Columns { get; } = [];

    /// <summary>What stands between two fields.</summary>
    public char Separator => reader.Separator;

    /// <summary>Whether a quote was opened in the record read last and not closed before the end of the file.</summary>
    public bool IsUnterminated { get; private set; }

    /// <summary>The line on which the record read last starts, counted from 1.</summary>
    public long LineNumber => reader.LineNumber;

    /// <summary>The record read last as it stands in the file, without its line end. Valid until the next is read.</summary>
    public ReadOnlySpan<byte> RawRecord => reader.RawRecord;

    public int FieldCount => reader.FieldCount;

    /// <summary>Reads the header of a table.</summary>
    /// <param name="stream">The table, in UTF-8 or with a byte-order mark.</param>
    /// <param name="format">CSV or TSV.</param>
    /// <param name="mostRecordBytes">The longest record.</param>
    /// <exception cref="CsvFormatException">The header is longer than that.</exception>
    public static TableStream Open(PeekStream stream, RecordFormat format, int mostRecordBytes)
    {
        TableStream? table = null;
        CsvReaderOptions options = new()
        {
            HasHeader = false,
            Separator = format == RecordFormat.Tsv ? '\t' : null,
            MaxRecordSize = mostRecordBytes,
            TrackLineNumbers = true,
            OnMalformedRecord = record =>
            {
                if (table is not null && record.Reason == CsvMalformedReason.UnterminatedQuote)
                {
                    table.IsUnterminated = true;
                }
            },
        };
        return table = new TableStream(CsvReader.Create(JsonLinesReader.Utf8(stream), options, leaveOpen: true));
    }

    /// <summary>Reads the next record.</summary>
    /// <returns>False at the end of the table.</returns>
    /// <exception cref="CsvFormatException">The record is too long.</exception>
    public bool Read() => reader.Read();

    /// <summary>The value of a field.</summary>
    public string Field(int column) => reader.GetString(column);

    /// <summary>A field as it stands in the file, with its quotes.</summary>
    public ReadOnlySpan<byte> RawField(int column) => reader.GetRawSpan(column);

    /// <summary>The first column of a name, spelt exactly so; -1 when there is none.</summary>
    public int Column(string name) => Array.IndexOf(Columns, name);

    public void Dispose() => reader.Dispose();
}
