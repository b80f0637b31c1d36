using Microsoft.Win32.SafeHandles;

namespace Dedup.Cli.Writing;

/// <summary>Standard output as a stream that notices when nobody reads it any more.</summary>
internal static class StandardOutput
{
    private const int Handle = 1;
    private const int BrokenPipe = 32;
    private const int WindowsBrokenPipe = unchecked((int)0x8007006D);
    private const int WindowsPipeClosing = unchecked((int)0x800700E8);

    /// <summary>Writes the results. When the reader has gone (<c>dedup scan x | head</c>) the rest is dropped in silence.</summary>
    /// <param name="write">Writes to the stream it is given and flushes what it buffers.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <returns>Whether all was written.</returns>
    /// <exception cref="FatalException">The results could not be written, as when the disk is full.</exception>
    public static bool Write(Action<Stream> write, CancellationToken cancellation)
    {
        try
        {
            using CancellableStream stream = new(Open(), cancellation);
            write(stream);
            return true;
        }
        catch (IOException exception) when (exception.HResult is BrokenPipe or WindowsBrokenPipe or WindowsPipeClosing)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FatalException($"cannot write the results: {exception.Message}");
        }
    }

    private static Stream Open()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        // The console's stream ignores a broken pipe, so a pipe gets a FileStream. A file does not: a FileStream would write at offsets of its
        // own and leave the position that is shared with the shell behind, and what the shell writes next would overwrite the results.
        FileStream stream = new(new SafeFileHandle(Handle, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }
}
