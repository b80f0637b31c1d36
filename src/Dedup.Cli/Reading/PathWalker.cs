namespace Dedup.Cli.Reading;

/// <summary>Turns the paths on the command line into files: a folder into all files below it, in ordinal order of their paths.</summary>
/// <remarks>
/// As with <c>grep -r</c>, a path found in a folder starts with the folder as it was named, files and folders whose name begins with a dot are
/// passed over, and so are symbolic links, unless named themselves: nothing is read twice and no loop can be entered.
/// </remarks>
internal sealed class PathWalker(Problems problems, ReadingCounts counts)
{
    public IEnumerable<InputFile> Walk(string argument)
    {
        if (argument == InputFile.StandardInput || !Directory.Exists(argument))
        {
            return [new InputFile(argument, argument, IsNamed: true)];
        }

        List<(string Path, bool IsEmpty)> found = [];
        string root = argument.TrimEnd('/', Path.DirectorySeparatorChar);
        Stack<string> folders = new([root + "/"]);
        while (folders.TryPop(out string? folder))
        {
            Visit(folder, argument, folders, found);
        }

        found.Sort(static (x, y) => string.CompareOrdinal(x.Path, y.Path));
        return found.Select(file => new InputFile(file.Path, argument, IsNamed: false, file.IsEmpty));
    }

    private void Visit(string folder, string argument, Stack<string> folders, List<(string Path, bool IsEmpty)> found)
    {
        try
        {
            foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                if (entry.Name.StartsWith('.'))
                {
                    continue;
                }

                if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                {
                    counts.Links++;
                }
                else if (entry is FileInfo file)
                {
                    found.Add((folder + file.Name, file.Length == 0));
                }
                else
                {
                    folders.Push(folder + entry.Name + "/");
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(ProblemKind.Unreadable, argument, new Place(folder), $"{InputError.Describe(exception)} (folder skipped)");
        }
    }
}
