using Microsoft.Win32.SafeHandles;

namespace Dedup.Internals;

/// <summary>A temporary file without a name of its own: it is gone when its process is, however that ends. Appended to by one thread, read by any.</summary>
internal sealed class SpillFile : IDisposable
{
    private readonly SafeFileHandle handle;

    /// <summary>Makes the file.</summary>
    /// <exception cref="IOException">It could not be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made there.</exception>
    internal SpillFile(string folder)
    {
        string path = Path.Combine(folder, $"dedup-{Guid.NewGuid():N}.texts");
        FileOptions whenClosed = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
        handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.RandomAccess | whenClosed);
        if (!OperatingSystem.IsWindows())
        {
            // The open handle keeps the file, and nothing else does: no kill can leave it behind.
            File.Delete(path);
        }
    }

    internal long Length { get; private set; }

    /// <summary>Adds bytes at the end; returns where they start.</summary>
    internal long Append(ReadOnlySpan<byte> bytes)
    {
        long start = Length;
        RandomAccess.Write(handle, bytes, start);
        Length += bytes.Length;
        return start;
    }

    /// <summary>Reads bytes that were appended.</summary>
    /// <exception cref="IOException">They could not all be read.</exception>
    internal void Read(Span<byte> bytes, long start)
    {
        while (bytes.Length > 0)
        {
            int count = RandomAccess.Read(handle, bytes, start);
            if (count == 0)
            {
                throw new EndOfStreamException("The temporary file was cut short.");
            }

            bytes = bytes[count..];
            start += count;
        }
    }

    public void Dispose() => handle.Dispose();
}
