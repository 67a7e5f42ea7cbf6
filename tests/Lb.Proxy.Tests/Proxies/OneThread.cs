using System.Collections.Concurrent;

namespace Lb.Proxy.Tests.Proxies;

/// <summary>A thread that runs what is posted to it, in order, and on which awaits come back to it: as a reactor does.</summary>
internal sealed class OneThread : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public OneThread()
    {
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public override void Post(SendOrPostCallback callback, object? state) => _work.Add(() => callback(state));

    public override void Send(SendOrPostCallback callback, object? state)
    {
        using var done = new ManualResetEventSlim();
        Post(
            _ =>
            {
                callback(state);
                done.Set();
            },
            null);
        Assert.True(done.Wait(Waiting.Hang), "The thread is stuck.");
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        Assert.True(_thread.Join(Waiting.Hang), "The thread is stuck.");
        _work.Dispose();
    }

    private void Run()
    {
        SetSynchronizationContext(this);
        foreach (var work in _work.GetConsumingEnumerable()) work();
    }
}
