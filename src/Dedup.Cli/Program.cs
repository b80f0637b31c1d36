using Dedup.Cli.Commands;
using Dedup.Cli.Writing;

namespace Dedup.Cli;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        WarmUp.Begin(arguments);
        using Interruption interruption = new();
        try
        {
            return DedupCommand.Run(arguments, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (FatalException exception)
        {
            return Fail(exception.Message);
        }
        catch (TextStoreException exception)
        {
            return Fail(exception.Message);
        }
        catch (OutOfMemoryException)
        {
            return Fail("not enough memory for these articles");
        }
#pragma warning disable CA1031 // The last resort: one clear line is worth more to a user than a stack trace.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Fail($"internal error, please report it: {exception.GetType().Name}: {exception.Message}");
        }
    }

    private static int Fail(string message)
    {
        Messages.OnStandardError(quiet: false).Print(message);
        return ExitCode.Error;
    }
}
