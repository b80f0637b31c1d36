namespace Dedup.Cli.Cleaning;

/// <summary>An input that is no longer what was compared: to copy from it would mix up articles.</summary>
internal static class CorpusChange
{
    public static FatalException Found(string path) => new($"{path}: was changed while it was compared; nothing is written, run again");
}
