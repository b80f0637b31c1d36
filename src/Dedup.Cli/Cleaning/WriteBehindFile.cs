using Dedup.Cli.Writing;
using Microsoft.Win32.SafeHandles;

namespace Dedup.Cli.Cleaning;

/// <summary>A new file that another thread writes, in large blocks that go on to the disk while more come: whoever makes the content waits for neither, and little is left to wait for at the end.</summary>
/// <param name="path">Where it goes, over whatever stands there.</param>
/// <param name="isAlone">Whether there is no other thread: then whoever makes the content writes it.</param>
internal sealed class WriteBehindFile(string path, bool isAlone) : WriteOnlyStream
{
    private const int BlockBytes = 1 << 20;

    // So much at a time keeps a disk busy; in the system's cache it would lie until the end.
    private const long BytesPerFlush = 32 << 20;

    private readonly SafeFileHandle handle = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.Read);
    private byte[] filling = new byte[BlockBytes];
    private byte[] spare = new byte[BlockBytes];
    private int used;
    private long sentBytes;
    private long flushedBytes;
    private Task writing = Task.CompletedTask;
    private Task flushing = Task.CompletedTask;

    /// <exception cref="IOException">This or something earlier could not be written.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (used == BlockBytes)
            {
                Send();
            }

            int count = Math.Min(BlockBytes - used, buffer.Length);
            buffer[..count].CopyTo(filling.AsSpan(used));
            used += count;
            buffer = buffer[count..];
        }
    }

    /// <summary>Does nothing: blocks go out when they are full, and all of it in <see cref="FlushToDisk"/>.</summary>
    public override void Flush()
    {
    }

    /// <summary>Waits until all is on the disk.</summary>
    /// <exception cref="IOException">Something could not be written.</exception>
    public void FlushToDisk()
    {
        Send();
        Finish(writing);
        Finish(flushing);
        RandomAccess.FlushToDisk(handle);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // What failed is thrown to those who write and flush; here it would hide why they stopped.
            Task.WhenAll(writing, flushing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
            handle.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Send()
    {
        Finish(writing);
        (byte[] block, int count, long start) = (filling, used, sentBytes);
        (filling, spare, used) = (spare, filling, 0);
        sentBytes += count;
        if (isAlone)
        {
            RandomAccess.Write(handle, block.AsSpan(0, count), start);
            return;
        }

        writing = Task.Run(() => RandomAccess.Write(handle, block.AsSpan(0, count), start));
        if (start - flushedBytes >= BytesPerFlush && flushing.IsCompleted)
        {
            Finish(flushing);
            flushedBytes = start;
            flushing = Task.Run(() => RandomAccess.FlushToDisk(handle));
        }
    }

    private static void Finish(Task task) => task.GetAwaiter().GetResult();
}
