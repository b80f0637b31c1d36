using Dedup.Cli.Reading;
using Dedup.Cli.Writing;

namespace Dedup.Cli.Cleaning;

/// <summary>Where a cleaned corpus goes: all records into one file, or each file into a folder, under the path it has below what the user named.</summary>
internal sealed class OutputLayout
{
    private readonly string path;

    /// <param name="path">As the user named it; "-" is standard output.</param>
    public OutputLayout(string path) => this.path = path;

    public bool IsStandardOutput => path == InputFile.StandardInput;

    /// <summary>Refuses a place that cannot be written to, before the work is done instead of after.</summary>
    /// <param name="option">The option that named it.</param>
    /// <param name="inputs">What is read.</param>
    /// <exception cref="FatalException">Nothing can, or must, go there.</exception>
    public void Check(string option, IEnumerable<string> inputs)
    {
        if (IsStandardOutput)
        {
            return;
        }

        if (path.Length == 0)
        {
            throw new FatalException($"{option} takes the name of a file or a folder, not \"\"");
        }

        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is { } parent && !Directory.Exists(parent))
        {
            throw new FatalException($"{option} {path}: there is no folder {Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(path))}");
        }

        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new FatalException($"{option} {path}: the folder is not empty, and what is in it would be taken for part of the result: name a new one");
        }

        foreach (string input in inputs.Where(static input => input != InputFile.StandardInput))
        {
            if (HtmlFile.IsSame(input, full))
            {
                throw new FatalException($"{option} would overwrite {input}, which is read: choose another name");
            }
        }
    }

    /// <summary>Whether the corpus goes into a folder: one that exists, that is written with a slash at its end, or that is needed because texts are files.</summary>
    public bool IsFolder(IEnumerable<SourceFile> sources) =>
        !IsStandardOutput && (Directory.Exists(path) || Path.EndsInDirectorySeparator(path) || sources.Any(static source => source.IsWhole));

    /// <summary>Checks that the records of some files can stand in one.</summary>
    /// <exception cref="FatalException">They are of several formats.</exception>
    public static void CheckOneFormat(IReadOnlyList<SourceFile> sources)
    {
        if (sources.FirstOrDefault(static source => source.IsWhole) is { } whole)
        {
            throw new FatalException($"{whole.File.Path}: is an article as a whole, and only records go to standard output: name a folder with -o");
        }

        if (sources.FirstOrDefault(source => source.Format != sources[0].Format) is { } other)
        {
            throw new FatalException($"{other.File.Path}: its format is not that of {sources[0].File.Path}, so they do not fit into one file: write each file by itself, with -o FOLDER/");
        }
    }

    /// <summary>The path of each file within the folder, in the order of the files.</summary>
    /// <exception cref="FatalException">Two files would get the same.</exception>
    public IReadOnlyList<string> Names(IReadOnlyList<SourceFile> sources)
    {
        Dictionary<string, string> taken = new(StringComparer.OrdinalIgnoreCase);
        List<string> names = [];
        foreach (SourceFile source in sources)
        {
            string name = NameOf(source);
            if (!taken.TryAdd(name, source.File.Path))
            {
                throw new FatalException($"{taken[name]} and {source.File.Path} would both become {Path.Combine(path, name)}: name the folder above them, or clean them into one file");
            }

            names.Add(name);
        }

        return names;
    }

    private static string NameOf(SourceFile source)
    {
        InputFile file = source.File;
        if (source.IsPipe)
        {
            return source.Format switch
            {
                RecordFormat.JsonLines => "stdin.jsonl",
                RecordFormat.JsonArray => "stdin.json",
                RecordFormat.Csv => "stdin.csv",
                RecordFormat.Tsv => "stdin.tsv",
                RecordFormat.Html => "stdin.html",
                _ => "stdin.txt",
            };
        }

        string above = file.IsNamed ? Path.GetDirectoryName(file.Path) ?? string.Empty
            : Directory.Exists(file.Scope) ? file.Scope
            : new PathPattern(file.Scope).Folder;
        return file.Path[above.Length..].TrimStart('/', Path.DirectorySeparatorChar);
    }
}
