using System.IO.Compression;

namespace Dedup.Cli.Reading;

/// <summary>Opens files and standard input, unpacking gzip.</summary>
internal static class InputStream
{
    private static readonly byte[] GzipMark = [0x1F, 0x8B];

    /// <summary>Opens an input for reading.</summary>
    /// <param name="file">The input.</param>
    /// <param name="isPipe">Whether it comes through a pipe, so that its name says nothing about what is in it.</param>
    public static PeekStream Open(InputFile file, out bool isPipe)
    {
        if (file.IsStandardInput)
        {
            isPipe = true;
            return UnpackMarked(new PeekStream(Console.OpenStandardInput()));
        }

        if (file.Path.Length == 0)
        {
            throw new FileNotFoundException();
        }

        FileStream stream = new(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        isPipe = !stream.CanSeek;
        if (isPipe)
        {
            return UnpackMarked(new PeekStream(stream));
        }

        return file.IsGzip ? Unpack(stream) : new PeekStream(stream);
    }

    private static PeekStream UnpackMarked(PeekStream stream) => stream.Peek().StartsWith(GzipMark) ? Unpack(stream) : stream;

    private static PeekStream Unpack(Stream stream) => new(new GZipStream(stream, CompressionMode.Decompress));
}
