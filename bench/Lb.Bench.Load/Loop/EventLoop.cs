using System.Diagnostics;
using System.Runtime.InteropServices;
using Lb.Bench.Load.Native;

namespace Lb.Bench.Load.Loop;

/// <summary>
/// One epoll loop, level-triggered, driven by the thread that calls <see cref="Poll"/>. The load and the echo server share it, so
/// that the generator's core does no context switches that would delay the balancer's answers.
/// </summary>
internal sealed unsafe class EventLoop : IDisposable
{
    private const int BatchSize = 256;

    /// <summary>Longest wait before a stop is noticed.</summary>
    private const int MaxWaitMilliseconds = 20;
    private const int MaxDescriptors = 65536;
    private const int BufferBytes = 64 * 1024;

    private readonly int _epoll;
    private readonly IEventHandler?[] _handlers = new IEventHandler?[MaxDescriptors];
    private readonly uint[] _generations = new uint[MaxDescriptors];
    private readonly EpollEvent* _events = (EpollEvent*)NativeMemory.Alloc(BatchSize, (nuint)sizeof(EpollEvent));

    public EventLoop()
    {
        _epoll = LibC.EpollCreate(0);
        if (_epoll < 0)
            throw new IOException($"epoll_create1 failed, errno {Marshal.GetLastPInvokeError()}");
    }

    /// <summary>What a handler reads into, 64 KB. Whoever runs next on this loop overwrites it.</summary>
    public byte[] Buffer { get; } = new byte[BufferBytes];

    public void Add(int descriptor, uint events, IEventHandler handler)
    {
        _handlers[descriptor] = handler;
        _generations[descriptor]++;
        Control(LibC.EpollCtlAdd, descriptor, events);
    }

    public void Modify(int descriptor, uint events) => Control(LibC.EpollCtlModify, descriptor, events);

    /// <summary>Forgets the descriptor; the caller closes it right after, which removes it from epoll.</summary>
    public void Forget(int descriptor)
    {
        _handlers[descriptor] = null;
        _generations[descriptor]++;
    }

    /// <summary>Handles one batch of events. A timeout of 0 ms does not wait.</summary>
    public void Poll(int timeoutMilliseconds)
    {
        int count = LibC.EpollWait(_epoll, _events, BatchSize, timeoutMilliseconds);
        for (int i = 0; i < count; i++)
        {
            ulong data = _events[i].Data;
            int descriptor = (int)(uint)data;
            // A descriptor number closed and reused within this batch must not get its predecessor's event.
            if (_generations[descriptor] == (uint)(data >> 32))
                _handlers[descriptor]?.OnReady(_events[i].Events);
        }
    }

    /// <summary>Runs until <paramref name="done"/> holds. Returns false when the time ran out first.</summary>
    public bool RunUntil(Func<bool> done, TimeSpan limit, CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        while (!done())
        {
            stop.ThrowIfCancellationRequested();
            var left = limit - Stopwatch.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
                return false;
            Poll((int)Math.Min(MaxWaitMilliseconds, Math.Ceiling(left.TotalMilliseconds)));
        }

        return true;
    }

    /// <summary>Keeps serving events for a fixed time.</summary>
    public void RunFor(TimeSpan time, CancellationToken stop) => RunUntil(() => false, time, stop);

    public void Dispose()
    {
        _ = LibC.Close(_epoll);
        NativeMemory.Free(_events);
    }

    private void Control(int operation, int descriptor, uint events)
    {
        var change = new EpollEvent { Events = events, Data = ((ulong)_generations[descriptor] << 32) | (uint)descriptor };
        if (LibC.EpollControl(_epoll, operation, descriptor, &change) < 0)
            throw new IOException($"epoll_ctl({operation}) failed on descriptor {descriptor}, errno {Marshal.GetLastPInvokeError()}");
    }
}
