using System.CommandLine;

namespace Dedup.Cli.Commands;

/// <summary>The folder that all index commands name, and its opening: what goes wrong there becomes one clear line.</summary>
internal static class IndexFolder
{
    public static Argument<string> Argument() => new("FOLDER") { Description = "The folder of the index" };

    /// <summary>Does something with an index, or with its files.</summary>
    /// <exception cref="FatalException">It failed.</exception>
    public static T Use<T>(string folder, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (AggregateException many) when (many.InnerExceptions.FirstOrDefault(static inner => inner is InvalidDataException or IOException) is { } inner)
        {
            // Several threads came upon it.
            return Use<T>(folder, () => throw inner);
        }
        catch (InvalidDataException exception)
        {
            throw new FatalException($"{exception.Message.TrimEnd('.')} (see 'dedup index verify {folder}' and 'dedup index repair')");
        }
        catch (Exception exception) when (exception is IOException or NotSupportedException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new FatalException(exception.Message.TrimEnd('.'));
        }
    }

    /// <summary>Opens an index that exists for writing.</summary>
    public static DuplicateIndex OpenForWriting(string folder)
    {
        Require(folder);
        return Use(folder, () => DuplicateIndex.Open(folder));
    }

    /// <summary>Opens the last commit of an index.</summary>
    public static DuplicateIndex OpenForReading(string folder)
    {
        Require(folder);
        return Use(folder, () => DuplicateIndex.OpenRead(folder));
    }

    /// <summary>Refuses a folder that is no index, rather than making one by mistake.</summary>
    public static void Require(string folder)
    {
        if (!IsIndex(folder))
        {
            throw new FatalException($"{folder} is no index (make one with 'dedup index create {folder}')");
        }
    }

    public static bool IsIndex(string folder) => Directory.Exists(folder) && (File.Exists(Path.Combine(folder, "manifest")) || Directory.EnumerateFiles(folder, "*.segment").Any());
}
