namespace Dedup.Cli;

/// <summary>Ends the run with one line on standard error; the message is that line.</summary>
internal sealed class FatalException(string message) : Exception(message);
