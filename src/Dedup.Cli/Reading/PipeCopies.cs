namespace Dedup.Cli.Reading;

/// <summary>Keeps what comes through pipes in files, so that it can be read once more. Disposing removes the files.</summary>
internal sealed class PipeCopies : IDisposable
{
    private readonly Dictionary<string, string> copies = new(StringComparer.Ordinal);
    private DirectoryInfo? folder;

    /// <summary>Opens an input, from its copy where it came through a pipe.</summary>
    /// <param name="file">The input.</param>
    /// <param name="isPipe">Whether it came through a pipe.</param>
    /// <param name="limits">How far it may unpack.</param>
    public PeekStream Open(InputFile file, out bool isPipe, ReadingLimits limits)
    {
        if (!copies.TryGetValue(file.Path, out string? copy))
        {
            Stream raw = InputStream.OpenRaw(file);
            if (!file.IsStandardInput && raw.CanSeek)
            {
                raw.Dispose();
                return InputStream.Open(file, out isPipe, limits);
            }

            using (raw)
            {
                copies.Add(file.Path, copy = Keep(raw));
            }
        }

        isPipe = true;
        return InputStream.UnpackMarked(new PeekStream(File.OpenRead(copy)), limits);
    }

    public void Dispose() => folder?.Delete(recursive: true);

    private string Keep(Stream pipe)
    {
        folder ??= Directory.CreateTempSubdirectory("dedup-");
        string path = Path.Combine(folder.FullName, copies.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using FileStream copy = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 128 * 1024);
        pipe.CopyTo(copy);
        return path;
    }
}
