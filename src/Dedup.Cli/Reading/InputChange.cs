namespace Dedup.Cli.Reading;

/// <summary>An input that is no longer what was read: to compare it further, or to copy from it, would mix up articles.</summary>
internal static class InputChange
{
    public static FatalException Found(string path) => new($"{path}: was changed while it was compared; nothing is written, run again");
}
