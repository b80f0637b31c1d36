namespace Dedup.Cli.Writing;

/// <summary>The page that <c>--html</c> asks for. Nothing but this file is written.</summary>
internal static class HtmlFile
{
    /// <summary>Refuses a place that cannot be written to, before the work is done instead of after.</summary>
    /// <param name="path">Where the page is to go.</param>
    /// <param name="inputs">What the user named as input.</param>
    /// <exception cref="FatalException">The page cannot, or must not, go there.</exception>
    public static void Check(string path, IEnumerable<string> inputs) => OutputFile.Check("--html", path, inputs);

    /// <summary>Whether a path leads to the place of the page.</summary>
    public static bool IsSame(string path, string? page) =>
        page is not null && string.Equals(Path.GetFullPath(path), Path.GetFullPath(page), StringComparison.Ordinal);

    /// <summary>Writes the page over whatever stands there.</summary>
    /// <exception cref="FatalException">The page could not be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, 64 * 1024);
            write(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FatalException($"cannot write {path}: {exception.Message.Split(" : '")[0]}");
        }
    }
}
