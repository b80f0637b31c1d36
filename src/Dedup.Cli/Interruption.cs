using System.Runtime.InteropServices;

namespace Dedup.Cli;

/// <summary>Turns Ctrl-C into cancellation, and into a plain end of the process where nothing listens to that in time.</summary>
internal sealed class Interruption : IDisposable
{
    // Reading from a terminal or a pipe cannot be cancelled.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration registration;
    private Timer? deadline;

    public Interruption() => registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        registration.Dispose();
        deadline?.Dispose();
        source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (source.IsCancellationRequested)
        {
            // The second time the default applies: the process dies at once.
            return;
        }

        context.Cancel = true;
        deadline = new Timer(static _ => Environment.Exit(ExitCode.Interrupted), null, Patience, Timeout.InfiniteTimeSpan);
        source.Cancel();
    }
}
