using System.Runtime.CompilerServices;

namespace Lb.Transport.Reactors.SetUp;

/// <summary>Something that one stage of a connection waits for on the reactor's thread. Whoever waits goes on within <see cref="Set"/>.</summary>
internal sealed class ReactorSignal : ICriticalNotifyCompletion
{
    private Action? _continuation;

    /// <summary>Whether a stage waits.</summary>
    public bool IsAwaited => _continuation is not null;

    /// <summary>Never before it is set: a signal that nobody waits for is lost, and its cause is looked at before waiting.</summary>
    public bool IsCompleted => false;

    public ReactorSignal GetAwaiter() => this;

    public void GetResult()
    {
        // A signal has no value.
    }

    public void OnCompleted(Action continuation) => _continuation = continuation;

    public void UnsafeOnCompleted(Action continuation) => _continuation = continuation;

    public void Set()
    {
        if (_continuation is not { } continuation) return;
        _continuation = null;
        continuation();
    }
}
