using System.IO.Compression;

namespace Dedup.Cli.Reading;

/// <summary>Unpacks gzip or Brotli, and refuses what grows beyond all reason: a file of some kilobytes can be made to fill any memory.</summary>
internal sealed class UnpackingStream : Stream
{
    // Up to here a high ratio is no danger, and short repetitive files do reach one.
    private const long AlwaysAllowed = 64 << 20;

    private readonly CountingStream packed;
    private readonly Stream unpacking;
    private readonly int mostRatio;
    private readonly string format;
    private long unpacked;

    public UnpackingStream(Stream stream, Packing packing, int mostRatio)
    {
        packed = new CountingStream(stream);
        unpacking = packing == Packing.Brotli ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        format = packing == Packing.Brotli ? "Brotli" : "gzip";
        this.mostRatio = mostRatio;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = unpacking.Read(buffer);
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

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            unpacking.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Counts what is read from the packed file.</summary>
    private sealed class CountingStream(Stream inner) : Stream
    {
        public long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            int count = inner.Read(buffer);
            BytesRead += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
