using System.IO.Compression;
using Dedup.Cli.Reading;

namespace Dedup.Cli.Cleaning;

/// <summary>Packs what is written, as the name of the output says.</summary>
internal static class PackedOutput
{
    // Of Brotli's levels 0 to 11: about as fast as gzip's usual one, and smaller.
    private const int BrotliQuality = 5;
    private const int BufferBytes = 128 * 1024;

    /// <summary>Writes into a stream, packed or as it is. The stream stays open.</summary>
    public static void Write(Stream output, Packing packing, Action<Stream> write)
    {
        if (packing == Packing.None)
        {
            write(output);
            return;
        }

        using Stream packed = packing == Packing.Gzip
            ? new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true)
            : new BrotliStream(output, new BrotliCompressionOptions { Quality = BrotliQuality }, leaveOpen: true);
        using BufferedStream buffered = new(packed, BufferBytes);
        write(buffered);
    }
}
