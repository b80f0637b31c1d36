using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Dedup.Storage;

/// <summary>Makes files and folders durable, and says so when that fails. Thread-safe.</summary>
/// <remarks>
/// The framework's own calls report success on Linux when fsync fails, and it has none for folders; so the C library is asked itself. On Windows a folder needs no call.
/// </remarks>
internal static class DurableFile
{
    private const int Interrupted = 4;

    // The permission bits play no part where no file is created.
    private const int ReadOnly = 0;

    // Neither waits for what is being written before, nor for the end.
    private const uint BeginWriting = 2;

    /// <summary>Returns once what was written to a file is on the disk.</summary>
    /// <exception cref="IOException">It may not be.</exception>
    internal static void Sync(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        bool held = false;
        try
        {
            file.DangerousAddRef(ref held);
            Sync((int)file.DangerousGetHandle(), path);
        }
        finally
        {
            if (held)
            {
                file.DangerousRelease();
            }
        }

        if (OperatingSystem.IsMacOS())
        {
            // There fsync stops at the drive's cache; this call goes on to the platter.
            RandomAccess.FlushToDisk(file);
        }
    }

    /// <summary>Has the disk begin to write what was written to a file, so that there is little to wait for when it is made durable. Promises nothing, and takes no error away from <see cref="Sync(SafeFileHandle, string)"/>:
    /// only a call that waits would.</summary>
    internal static void BeginSync(SafeFileHandle file, long start, long bytes)
    {
        if (OperatingSystem.IsLinux())
        {
            bool held = false;
            try
            {
                file.DangerousAddRef(ref held);
                _ = SyncFileRange((int)file.DangerousGetHandle(), start, bytes, BeginWriting);
            }
            finally
            {
                if (held)
                {
                    file.DangerousRelease();
                }
            }
        }
    }

    /// <summary>Returns once the names of a folder's files are on the disk.</summary>
    /// <exception cref="IOException">They may not be.</exception>
    internal static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int folder = Open([.. Encoding.UTF8.GetBytes(path), 0], ReadOnly);
        if (folder < 0)
        {
            throw Failure("open the folder", path);
        }

        try
        {
            Sync(folder, path);
        }
        finally
        {
            _ = Close(folder);
        }
    }

    private static void Sync(int descriptor, string path)
    {
        while (FSync(descriptor) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw Failure("make durable", path);
            }
        }
    }

    private static IOException Failure(string what, string path) => new($"Cannot {what}: {Marshal.GetLastPInvokeErrorMessage()} : '{path}'");

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int FSync(int descriptor);

    [DllImport("libc", EntryPoint = "sync_file_range")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SyncFileRange(int descriptor, long offset, long bytes, uint flags);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Close(int descriptor);
}
