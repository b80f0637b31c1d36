namespace Dedup.Cli.Writing;

/// <summary>Passes on what is written until cancelled: a reader that is slow must not hold up Ctrl-C.</summary>
internal sealed class CancellableStream(Stream inner, CancellationToken cancellation) : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        cancellation.ThrowIfCancellationRequested();
        inner.Write(buffer);
    }

    public override void Flush() => inner.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
