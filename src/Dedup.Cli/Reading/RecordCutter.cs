namespace Dedup.Cli.Reading;

/// <summary>Cuts a stream of bytes into records in one buffer that grows with the longest record, up to a limit.</summary>
internal abstract class RecordCutter
{
    /// <summary>Number of the record read last, or, when reading it failed, of that record; counted from 1. Where each stands on a line of its own, that is the line.</summary>
    public long Number { get; protected set; }

    /// <summary>Reads the next record.</summary>
    /// <param name="record">The record, valid until the next call. Empty when it is too long.</param>
    /// <param name="tooLong">Whether the record is over the limit; it has been passed over.</param>
    /// <returns>False at the end of the stream.</returns>
    public abstract bool TryRead(out ReadOnlySpan<byte> record, out bool tooLong);

    /// <summary>A cutter for a stream in UTF-8.</summary>
    public static RecordCutter Open(RecordFormat format, Stream stream, int longest) =>
        format == RecordFormat.JsonArray ? new JsonArrayCutter(stream, longest) : new LineReader(stream, longest);
}
