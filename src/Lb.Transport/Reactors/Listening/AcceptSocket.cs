using Lb.Transport.Listening;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Records;

namespace Lb.Transport.Reactors.Listening;

/// <summary>One listening socket of one reactor. Accepts a few connections a turn, more while a storm lasts but never so many that those already
/// accepted wait; none while a gate of the bind is full, so that the excess waits in the kernel's accept queue (HAProxy manual, <c>maxconn</c>).</summary>
internal sealed unsafe class AcceptSocket(Reactor reactor, BindEndPoint bind, int descriptor)
{
    private const int MostInOneTurn = 64;
    private const int MostInOneBatch = 16;

    // What the kernel calls back with when the process has no descriptor left would wake the reactor without end.
    private const int PauseMilliseconds = 100;

    private int _number;
    private int _budget = 1;
    private bool _isWatched;
    private bool _isClosed;

    /// <summary>Starts to accept.</summary>
    /// <param name="number">What the events of this socket carry.</param>
    public void Begin(int number)
    {
        _number = number;
        Watch(on: true);
    }

    /// <summary>Clients wait. They are taken from the kernel several at a time, then set up: each of the two stays in the processor's cache.</summary>
    public void OnReadable()
    {
        var batch = stackalloc AcceptedClient[MostInOneBatch];
        for (var left = _budget; left > 0;)
        {
            var wanted = Math.Min(left, MostInOneBatch);
            var count = Take(batch, wanted);
            for (var i = 0; i < count; i++) reactor.Accept(batch[i].Descriptor, batch[i].Address, bind);
            left -= count;
            if (count < wanted) return;
        }

        _budget = Math.Min(2 * _budget, MostInOneTurn);
    }

    /// <summary>A place may be free again, or descriptors.</summary>
    public void Resume()
    {
        if (!_isClosed) Watch(on: true);
    }

    public void Close()
    {
        _isClosed = true;
        Watch(on: false);
        _ = LibC.Close(descriptor);
    }

    private int Take(AcceptedClient* batch, int most)
    {
        var count = 0;
        while (count < most && TryEnter() && TryAccept(batch + count)) count++;
        return count;
    }

    private bool TryAccept(AcceptedClient* client)
    {
        var length = KernelAddress.MaxLength;
        client->Descriptor = LibC.Accept(descriptor, &client->Address, &length, LibC.NonBlocking | LibC.CloseOnExec);
        if (client->Descriptor >= 0) return true;
        var error = Errno.Last;
        _budget = 1;
        bind.Leave();
        if (error is Errno.TooManyFiles or Errno.TooManyFilesInSystem or Errno.NoBuffers or Errno.OutOfMemory) Pause();
        return false;
    }

    // The innermost gate first, so that a full one keeps no place of those around it.
    private bool TryEnter()
    {
        for (var i = bind.Gates.Count - 1; i >= 0; i--)
        {
            if (bind.Gates[i].TryEnter()) continue;
            for (var entered = i + 1; entered < bind.Gates.Count; entered++) bind.Gates[entered].Leave();
            Watch(on: false);
            bind.Gates[i].WhenFree(() => reactor.Work.Post(static socket => ((AcceptSocket)socket!).Resume(), this));
            return false;
        }

        return true;
    }

    private void Pause()
    {
        Watch(on: false);
        _ = reactor.Wheel.Add(reactor.Clock.Now + PauseMilliseconds, Data);
    }

    private ulong Data => new ConnectionHandle(_number, 0).Pack((int)EventKind.Listener);

    private void Watch(bool on)
    {
        if (on == _isWatched) return;
        _isWatched = on;
        reactor.Sockets.Watch(descriptor, on ? 0 : LibC.EpollIn, on ? LibC.EpollIn : 0, Data);
    }

    private struct AcceptedClient
    {
        public int Descriptor;
        public KernelAddress Address;
    }
}
