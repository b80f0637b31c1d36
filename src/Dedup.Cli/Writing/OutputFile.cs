namespace Dedup.Cli.Writing;

/// <summary>Checks on the name of a file that a run is to write.</summary>
internal static class OutputFile
{
    /// <summary>Refuses a place that cannot be written to, before the work is done instead of after.</summary>
    /// <param name="option">The option that named it.</param>
    /// <param name="path">Where the file is to go.</param>
    /// <param name="inputs">What the user named as input.</param>
    /// <exception cref="FatalException">The file cannot, or must not, go there.</exception>
    public static void Check(string option, string path, IEnumerable<string> inputs)
    {
        if (path.Length == 0 || Directory.Exists(path))
        {
            throw new FatalException($"{option} takes the name of a file, not \"{path}\"");
        }

        string full = Path.GetFullPath(path);
        if (Path.GetDirectoryName(full) is { } folder && !Directory.Exists(folder))
        {
            throw new FatalException($"{option} {path}: there is no folder {Path.GetDirectoryName(path)}");
        }

        if (inputs.FirstOrDefault(input => HtmlFile.IsSame(input, full)) is { } overwritten)
        {
            throw new FatalException($"{option} would overwrite {overwritten}, which is read: choose another name");
        }
    }
}
