using System.Runtime.ExceptionServices;

namespace Dedup.Cli.Cleaning;

/// <summary>Writes a file or a folder under another name and gives it its own when it is whole, so that no half-written result is ever taken for one.</summary>
internal static class AtomicOutput
{
    private const string Suffix = ".partial";

    /// <summary>Writes a file over whatever stands there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isAlone">Whether no other thread may work.</param>
    /// <param name="write">Makes the content.</param>
    /// <exception cref="FatalException">It could not be written.</exception>
    public static void WriteFile(string path, bool isAlone, Action<Stream> write)
    {
        string partial = path + Suffix;
        Guard(
            path,
            () =>
            {
                using (WriteBehindFile stream = new(partial, isAlone))
                {
                    write(stream);
                    stream.FlushToDisk();
                }

                File.Move(partial, path, overwrite: true);
            },
            () => File.Delete(partial));
    }

    /// <summary>Fills a folder that does not exist yet, or is empty.</summary>
    /// <exception cref="FatalException">It could not be filled.</exception>
    public static void WriteFolder(string path, Action<string> fill)
    {
        string partial = Path.TrimEndingDirectorySeparator(path) + Suffix;
        Guard(
            path,
            () =>
            {
                if (Directory.Exists(partial))
                {
                    Directory.Delete(partial, recursive: true);
                }

                Directory.CreateDirectory(partial);
                fill(partial);
                if (Directory.Exists(path))
                {
                    Directory.Delete(path);
                }

                Directory.Move(partial, path);
            },
            () => Directory.Delete(partial, recursive: true));
    }

    private static void Guard(string path, Action write, Action remove)
    {
        try
        {
            write();
        }
        catch (Exception exception)
        {
            try
            {
                remove();
            }
            catch (Exception second) when (second is IOException or UnauthorizedAccessException)
            {
                // What went wrong first is what the user wants to know.
            }

            if (exception is IOException or UnauthorizedAccessException)
            {
                throw new FatalException($"cannot write {path}: {exception.Message.Split(" : '")[0]}");
            }

            ExceptionDispatchInfo.Throw(exception);
        }
    }
}
