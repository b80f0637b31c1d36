using System.Security.Cryptography;

namespace Dedup.Cli.Writing;

/// <summary>The folder of <c>--checkpoint</c>: one file for each part of a run that is done, written under another name first and checked when it is read. Thread-safe.</summary>
internal sealed class CheckpointFolder : ICheckpointStore
{
    private const string Suffix = ".part";

    // What comes before the content: a mark with the version of the format, and a checksum of what follows.
    private static readonly byte[] Mark = [.. "DDCHECK1"u8];
    private static readonly int HeaderBytes = Mark.Length + SHA256.HashSizeInBytes;

    private readonly string folder;
    private readonly int found;
    private int used;
    private int damaged;

    /// <summary>Opens a folder, made if there is none.</summary>
    /// <exception cref="FatalException">It cannot be a folder, or holds something else.</exception>
    public CheckpointFolder(string folder)
    {
        this.folder = folder;
        try
        {
            Directory.CreateDirectory(folder);
            string? other = Directory.EnumerateFileSystemEntries(folder).FirstOrDefault(static path => !path.EndsWith(Suffix, StringComparison.Ordinal) && !path.EndsWith(Suffix + ".new", StringComparison.Ordinal));
            if (other is not null)
            {
                throw new FatalException($"--checkpoint {folder}: holds {Path.GetFileName(other)}, which is no part of a checkpoint: name a folder for this alone");
            }

            found = Parts().Count();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FatalException($"--checkpoint {folder}: {exception.Message.Split(" : '")[0]}");
        }
    }

    /// <summary>What became of the parts that lay in the folder; null when there were none.</summary>
    public string? Describe() => found == 0 ? null
        : used == 0 && damaged == 0 ? $"the checkpoint in {folder} is of other articles or options; all was done anew"
        : $"{Figures.Number(used)} of {Figures.Count(found, "part")} in {folder} taken up{(damaged > 0 ? $", {Figures.Number(damaged)} damaged and done anew" : string.Empty)}";

    public byte[]? Load(string name)
    {
        string path = PathOf(name);
        if (!File.Exists(path))
        {
            return null;
        }

        byte[] file = File.ReadAllBytes(path);
        if (file.Length < HeaderBytes || !file.AsSpan().StartsWith(Mark) || !file.AsSpan(Mark.Length, SHA256.HashSizeInBytes).SequenceEqual(SHA256.HashData(file.AsSpan(HeaderBytes))))
        {
            Interlocked.Increment(ref damaged);
            return null;
        }

        Interlocked.Increment(ref used);
        return file[HeaderBytes..];
    }

    /// <exception cref="FatalException">The part could not be written.</exception>
    public void Save(string name, ReadOnlySpan<byte> content)
    {
        string path = PathOf(name);
        try
        {
            using (FileStream stream = new(path + ".new", FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                stream.Write(Mark);
                stream.Write(SHA256.HashData(content));
                stream.Write(content);
            }

            // No flush to the disk: a part that a power cut leaves torn is found by its checksum.
            File.Move(path + ".new", path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FatalException($"cannot write the checkpoint: {exception.Message.Split(" : '")[0]}");
        }
    }

    /// <summary>Removes all parts, and the folder if nothing else is in it: the run is over, and its result is written.</summary>
    public void Remove()
    {
        try
        {
            foreach (string path in Directory.EnumerateFiles(folder).ToArray())
            {
                File.Delete(path);
            }

            Directory.Delete(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The result stands; what is left of the checkpoint can stay.
        }
    }

    private IEnumerable<string> Parts() => Directory.EnumerateFiles(folder, "*" + Suffix);

    private string PathOf(string name) => Path.Combine(folder, name + Suffix);
}
