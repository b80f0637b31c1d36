namespace Dedup.Cli;

/// <summary>What the process answers, as <c>--help</c> documents it.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int DuplicatesFound = 1;
    public const int Error = 2;

    /// <summary>128 + SIGINT, as shells write it.</summary>
    public const int Interrupted = 130;
}
