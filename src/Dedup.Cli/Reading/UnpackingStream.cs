using System.IO.Compression;

namespace Dedup.Cli.Reading;

/// <summary>Unpacks gzip or Brotli, and refuses what grows beyond all reason: a file of some kilobytes can be made to fill any memory.</summary>
internal sealed class UnpackingStream : ReadOnlyStream
{
    // Up to here a high ratio is no danger, and short repetitive files do reach one.
    private const long AlwaysAllowed = 64 << 20;

    private readonly CountingStream packed;
    private readonly int mostRatio;
    private readonly string format;
    private long unpacked;

    public UnpackingStream(Stream stream, Packing packing, int mostRatio)
        : this(new CountingStream(stream), packing, mostRatio)
    {
    }

    private UnpackingStream(CountingStream packed, Packing packing, int mostRatio)
        : base(packing == Packing.Brotli ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress))
    {
        this.packed = packed;
        this.mostRatio = mostRatio;
        format = packing == Packing.Brotli ? "Brotli" : "gzip";
    }

    public override int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = Inner.Read(buffer);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            // Brotli reports damage with the other of the two.
            throw new InvalidDataException($"the {format} data is cut short or damaged", exception);
        }

        unpacked += count;
        if (mostRatio > 0 && unpacked > AlwaysAllowed && unpacked > mostRatio * packed.BytesRead)
        {
            throw new InvalidDataException($"unpacks to more than {mostRatio} times its size; if that is right, allow it with --max-ratio");
        }

        return count;
    }

    /// <summary>Counts what is read from the packed file.</summary>
    private sealed class CountingStream(Stream inner) : ReadOnlyStream(inner)
    {
        public long BytesRead { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            int count = Inner.Read(buffer);
            BytesRead += count;
            return count;
        }
    }
}
