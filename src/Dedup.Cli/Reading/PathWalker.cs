namespace Dedup.Cli.Reading;

/// <summary>Turns the paths on the command line into files: a folder into all files below it, in ordinal order of their paths.</summary>
/// <remarks>
/// As with <c>grep -r</c>, a path found in a folder starts with the folder as it was named, files and folders whose name begins with a dot are
/// passed over, and so are symbolic links, unless named themselves: nothing is read twice and no loop can be entered. A name with * or ? that no file has is a
/// pattern (see <see cref="PathPattern"/>).
/// </remarks>
internal sealed class PathWalker(Problems problems, ReadingCounts counts)
{
    public IEnumerable<InputFile> Walk(string argument)
    {
        if (argument != InputFile.StandardInput && Directory.Exists(argument))
        {
            return Below(argument.TrimEnd('/', Path.DirectorySeparatorChar) + "/", argument);
        }

        if (PathPattern.IsPattern(argument) && !File.Exists(argument))
        {
            return Matching(argument);
        }

        return [new InputFile(argument, argument, IsNamed: true)];
    }

    private List<InputFile> Matching(string argument)
    {
        PathPattern pattern = new(argument);
        List<InputFile> matching = Directory.Exists(pattern.Folder.Length == 0 ? "." : pattern.Folder)
            ? Below(pattern.Folder, argument).FindAll(file => pattern.Matches(file.Path))
            : [];
        if (matching.Count == 0)
        {
            problems.Add(ProblemKind.Unreadable, argument, new Place(argument), "no file matches (skipped)");
        }

        return matching;
    }

    /// <param name="root">The folder with a slash at its end; empty for the current one.</param>
    /// <param name="argument">The argument that led to it.</param>
    private List<InputFile> Below(string root, string argument)
    {
        List<(string Path, bool IsEmpty)> found = [];
        Stack<string> folders = new([root]);
        while (folders.TryPop(out string? folder))
        {
            Visit(folder, argument, folders, found);
        }

        found.Sort(static (x, y) => string.CompareOrdinal(x.Path, y.Path));
        return found.ConvertAll(file => new InputFile(file.Path, argument, IsNamed: false, file.IsEmpty));
    }

    private void Visit(string folder, string argument, Stack<string> folders, List<(string Path, bool IsEmpty)> found)
    {
        try
        {
            foreach (FileSystemInfo entry in new DirectoryInfo(folder.Length == 0 ? "." : folder).EnumerateFileSystemInfos())
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
