using Dedup.Cli.Reading;

namespace Dedup.Cli.Cleaning;

/// <summary>The records of one or several files in one stream, with what stands before, between and after them.</summary>
internal sealed class RecordOutput(Stream stream, RecordFormat format)
{
    private bool hasRecords;

    public Stream Stream => stream;

    /// <summary>The header of the tables that stand here already; null when there is none.</summary>
    public byte[]? Header { get; set; }

    /// <summary>To be called before a JSON record.</summary>
    public void BeginRecord()
    {
        if (format == RecordFormat.JsonArray)
        {
            stream.Write(hasRecords ? ",\n"u8 : "[\n"u8);
            hasRecords = true;
        }
    }

    /// <summary>To be called after a JSON record.</summary>
    public void EndRecord()
    {
        if (format == RecordFormat.JsonLines)
        {
            stream.Write("\n"u8);
        }
    }

    /// <summary>To be called after all records.</summary>
    public void End()
    {
        if (format == RecordFormat.JsonArray)
        {
            stream.Write(hasRecords ? "\n]\n"u8 : "[]\n"u8);
        }
    }
}
