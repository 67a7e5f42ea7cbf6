using System.Collections.Concurrent;
using Lb.Transport.Native;

namespace Lb.Transport.Reactors;

/// <summary>What other threads ask of a reactor, and what its own thread puts off to the end of the turn. In order.</summary>
internal sealed unsafe class ReactorWork : IDisposable
{
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private int _asleep;

    public ReactorWork()
    {
        Descriptor = LibC.EventDescriptor(0, LibC.NonBlocking | LibC.CloseOnExec);
        if (Descriptor < 0) throw new IOException($"eventfd failed, errno {Errno.Last}");
    }

    /// <summary>Readable while the reactor is to wake.</summary>
    public int Descriptor { get; }

    /// <summary>Runs a callback on the reactor's thread; from any thread.</summary>
    public void Post(SendOrPostCallback callback, object? state)
    {
        _queue.Enqueue((callback, state));
        if (Interlocked.Exchange(ref _asleep, 0) == 1) Wake();
    }

    /// <summary>The reactor is about to sleep.</summary>
    /// <returns>True when it must not.</returns>
    public bool Begin()
    {
        Interlocked.Exchange(ref _asleep, 1);
        return !_queue.IsEmpty;
    }

    /// <summary>The reactor woke.</summary>
    public void Awake()
    {
        if (Interlocked.Exchange(ref _asleep, 0) == 1) return;
        ulong count;
        _ = LibC.Read(Descriptor, &count, sizeof(ulong));
    }

    /// <summary>Runs what waits, and what that adds only in the next turn.</summary>
    public void Run(Action<Exception> bug)
    {
        for (var left = _queue.Count; left > 0 && _queue.TryDequeue(out var work); left--)
        {
            try
            {
                work.Callback(work.State);
            }
            catch (Exception e)
            {
                bug(e);
            }
        }
    }

    public void Dispose() => _ = LibC.Close(Descriptor);

    private void Wake()
    {
        ulong one = 1;
        _ = LibC.Write(Descriptor, &one, sizeof(ulong));
    }
}
