using System.Runtime.InteropServices;

namespace Lb.Host.Running;

/// <summary>SIGTERM, SIGINT and SIGUSR1 stop softly; the second SIGTERM or SIGINT stops at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private const int SigUsr1 = 10;
    private readonly TaskCompletionSource _soft = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _hard = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, again: true)),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, again: true)),
        PosixSignalRegistration.Create((PosixSignal)SigUsr1, context => Stop(context, again: false)),
    ];

    /// <summary>Completes with the first signal.</summary>
    public Task SoftStop => _soft.Task;

    /// <summary>Cancelled with the second SIGTERM or SIGINT.</summary>
    public CancellationToken HardStop => _hard.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _hard.Dispose();
    }

    private void Stop(PosixSignalContext context, bool again)
    {
        context.Cancel = true;
        if (!_soft.TrySetResult() && again) _hard.Cancel();
    }
}
