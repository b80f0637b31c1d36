namespace Dedup.Cli.Reading;

/// <summary>Opens files and standard input, unpacking gzip and Brotli.</summary>
internal static class InputStream
{
    private static readonly byte[] GzipMark = [0x1F, 0x8B];

    /// <summary>Opens an input for reading.</summary>
    /// <param name="file">The input.</param>
    /// <param name="isPipe">Whether it comes through a pipe, so that its name says nothing about what is in it.</param>
    /// <param name="limits">How far it may unpack; the defaults when null.</param>
    public static PeekStream Open(InputFile file, out bool isPipe, ReadingLimits? limits = null)
    {
        limits ??= new ReadingLimits();
        Stream stream = OpenRaw(file);
        isPipe = !stream.CanSeek;
        return isPipe ? UnpackMarked(new PeekStream(stream), limits) : Unpack(stream, file.Packing, limits);
    }

    /// <summary>Opens an input as it is. A pipe's stream cannot seek.</summary>
    public static Stream OpenRaw(InputFile file)
    {
        if (file.IsStandardInput)
        {
            return Console.OpenStandardInput();
        }

        if (file.Path.Length == 0)
        {
            throw new FileNotFoundException();
        }

        return new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
    }

    /// <summary>Unpacks what bears the mark of gzip. Brotli has none.</summary>
    public static PeekStream UnpackMarked(PeekStream stream, ReadingLimits limits) =>
        stream.Peek().StartsWith(GzipMark) ? Unpack(stream, Packing.Gzip, limits) : stream;

    private static PeekStream Unpack(Stream stream, Packing packing, ReadingLimits limits) =>
        new(packing == Packing.None ? stream : new UnpackingStream(stream, packing, limits.Ratio));
}
