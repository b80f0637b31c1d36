using System.Text;
using Dedup.Cli.Reading;

namespace Dedup.Cli.Cleaning;

/// <summary>Writes the articles of one file again, each as it stood there but for what its fate changes. Records that gave no article are left out.</summary>
/// <param name="Names">What the fields are called.</param>
/// <param name="Limits">As the file was read.</param>
/// <param name="Marks">Whether to mark what is one too many instead of leaving it out.</param>
/// <param name="Open">Opens the file once more.</param>
/// <param name="Line">The line on which an article starts in its file.</param>
/// <param name="Articles">How many articles, from this one on, one record holds.</param>
/// <param name="Fate">What becomes of a record, by the number of its first article.</param>
internal sealed record CorpusCopy(FieldNames Names, ReadingLimits Limits, bool Marks, Func<InputFile, PeekStream> Open, Func<int, long> Line, Func<int, int> Articles, Func<int, RecordFate> Fate)
{
    /// <summary>Writes the records of a file of JSON or a table.</summary>
    /// <param name="source">The file.</param>
    /// <param name="output">Where to.</param>
    public void Write(SourceFile source, RecordOutput output)
    {
        using PeekStream stream = Open(source.File);
        if (source.Format is RecordFormat.JsonLines or RecordFormat.JsonArray)
        {
            new JsonLinesCopy(this, source, output).Write(stream);
        }
        else if (new TableCopy(this, source, output.Stream).Write(stream, output.Header) is { Length: > 0 } header)
        {
            output.Header = header;
        }
    }

    /// <summary>Writes a file that is one article as a whole.</summary>
    /// <param name="source">The file.</param>
    /// <param name="text">Its text with passages cut out; null to write its bytes as they are, packed or not.</param>
    /// <param name="output">Where to.</param>
    public void WriteWhole(SourceFile source, string? text, Stream output)
    {
        if (text is null)
        {
            using Stream whole = source.IsPipe ? Open(source.File) : InputStream.OpenRaw(source.File);
            whole.CopyTo(output);
            return;
        }

        using PeekStream stream = Open(source.File);
        Encoding encoding = TextDecoder.Detect(stream.Peek(), out int markBytes);
        byte[] mark = stream.Peek()[..markBytes].ToArray();
        PackedOutput.Write(output, source.IsPipe ? Packing.None : source.File.Packing, target =>
        {
            target.Write(mark);
            target.Write(TextDecoder.Lenient(encoding).GetBytes(text));
        });
    }
}
