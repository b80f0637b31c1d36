namespace Dedup.Storage;

/// <summary>Begins the folder of an index, and clears it of what an operation that was broken off left there. Holds no state.</summary>
internal static class StoredFolder
{
    // Whoever opens an index for writing makes these first.
    private static readonly string[] BeforeAll = ["lock", "writer", Manifest.NewName];

    /// <summary>Makes an empty index.</summary>
    /// <exception cref="IOException">The folder holds other things.</exception>
    /// <exception cref="InvalidDataException">It holds segments but no manifest.</exception>
    internal static Manifest Begin(IStorageFolder folder, DedupOptions options)
    {
        string[] others = [.. folder.List().Except(BeforeAll, StringComparer.Ordinal)];
        if (Array.Exists(others, IsOurs))
        {
            throw new InvalidDataException($"{Path.Combine(folder.Path, Manifest.Name)}: the file is missing, but there are segments: repair the index.");
        }

        if (others.Length > 0)
        {
            throw new IOException($"The folder {folder.Path} is no index and not empty; it holds {others[0]}: name another folder.");
        }

        Manifest manifest = new() { Options = StoredOptions.Write(options) };
        manifest.Replace(folder);
        return manifest;
    }

    /// <summary>Deletes the files of commits and merges that did not come to their end.</summary>
    internal static void DeleteLeftovers(IStorageFolder folder, Manifest manifest)
    {
        HashSet<string> listed = new(manifest.Segments.Select(static segment => SegmentWriter.NameOf(segment.Number)), StringComparer.Ordinal)
        {
            RemovedArticles.NameOf(manifest.RemovedFile),
        };
        foreach (string name in folder.List())
        {
            if (string.Equals(name, Manifest.NewName, StringComparison.Ordinal) || (IsOurs(name) && !listed.Contains(name)))
            {
                folder.Delete(name);
            }
        }
    }

    /// <summary>Whether a file name is that of a segment or a list of removed articles.</summary>
    internal static bool IsOurs(string name) => NumberOf(name, ".segment") is not null || NumberOf(name, ".removed") is not null;

    /// <summary>The number of a file with some ending; null when its name is no number.</summary>
    internal static ulong? NumberOf(string name, string ending) =>
        name.EndsWith(ending, StringComparison.Ordinal)
        && ulong.TryParse(name.AsSpan(0, name.Length - ending.Length), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out ulong number)
            ? number
            : null;
}
