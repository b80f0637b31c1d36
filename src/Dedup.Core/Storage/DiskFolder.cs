using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Dedup.Storage;

/// <summary>A folder of the real file system.</summary>
internal sealed class DiskFolder(string path) : IStorageFolder
{
    private const string LockName = "lock";
    private const string HolderName = "writer";

    public string Path => path;

    /// <summary>Makes the folder if there is none.</summary>
    internal static DiskFolder Make(string path)
    {
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) is { } parent)
            {
                DurableFile.SyncFolder(parent);
            }
        }

        return new DiskFolder(path);
    }

    public IReadOnlyList<string> List() =>
        Directory.Exists(path) ? [.. Directory.EnumerateFiles(path).Select(static file => System.IO.Path.GetFileName(file)).Order(StringComparer.Ordinal)] : [];

    public IStorageFile? Open(string name)
    {
        try
        {
            return new OpenFile(File.OpenHandle(At(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    public IStorageWriter Create(string name)
    {
        try
        {
            return new OpenWriter(File.OpenHandle(At(name), FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete), At(name));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    public void Rename(string from, string to) => File.Move(At(from), At(to), overwrite: true);

    public void Delete(string name) => File.Delete(At(name));

    public void Sync() => DurableFile.SyncFolder(path);

    public IDisposable LockForWriting()
    {
        FileStream held;
        try
        {
            // The operating system lets go of it when the process ends, however it ends.
            held = new FileStream(At(LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(exception.Message, exception);
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or FileNotFoundException))
        {
            throw new IOException($"The index {path} is open for writing already, by {Holder()}: close it there, or open it for reading.", exception);
        }

        try
        {
            File.WriteAllText(At(HolderName), string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}"));
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private string Holder()
    {
        try
        {
            return File.ReadAllText(At(HolderName), Encoding.UTF8);
        }
        catch (IOException)
        {
            return "another process";
        }
    }

    private string At(string name) => System.IO.Path.Combine(path, name);

    private sealed class OpenFile(SafeFileHandle handle) : IStorageFile
    {
        public long Length { get; } = RandomAccess.GetLength(handle);

        public int Read(Span<byte> destination, long offset)
        {
            int total = 0;
            while (total < destination.Length)
            {
                int count = RandomAccess.Read(handle, destination[total..], offset + total);
                if (count == 0)
                {
                    break;
                }

                total += count;
            }

            return total;
        }

        public void Dispose() => handle.Dispose();
    }

    private sealed class OpenWriter(SafeFileHandle handle, string path) : IStorageWriter
    {
        // Large enough for a disk, small enough that little is left at the end.
        private const long BytesAtOnce = 1 << 20;
        private long written;
        private long begun;

        public void Write(ReadOnlySpan<byte> bytes)
        {
            RandomAccess.Write(handle, bytes, written);
            written += bytes.Length;
            if (written - begun >= BytesAtOnce)
            {
                DurableFile.BeginSync(handle, begun, written - begun);
                begun = written;
            }
        }

        public void Sync() => DurableFile.Sync(handle, path);

        public void Dispose() => handle.Dispose();
    }
}
