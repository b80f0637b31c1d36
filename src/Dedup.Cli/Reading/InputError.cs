namespace Dedup.Cli.Reading;

/// <summary>Says in a few words why something could not be read. The framework's messages repeat the path, made absolute.</summary>
internal static class InputError
{
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException or InvalidDataException;

    public static string Describe(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file or folder",
        UnauthorizedAccessException => "permission denied",
        InvalidDataException or JsonArrayException => exception.Message,
        _ => "cannot be read: " + exception.Message.Split(" : '")[0],
    };

    public static ProblemKind KindOf(Exception exception) => exception switch
    {
        JsonArrayException => ProblemKind.BrokenJson,
        InvalidDataException => ProblemKind.CutShort,
        _ => ProblemKind.Unreadable,
    };
}
