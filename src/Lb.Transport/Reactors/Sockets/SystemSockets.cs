using Lb.Transport.Native;

namespace Lb.Transport.Reactors.Sockets;

/// <summary>The kernel's sockets and one epoll set.</summary>
/// <param name="epoll">The set.</param>
/// <param name="spares">Where sockets go that can serve again.</param>
internal readonly unsafe struct SystemSockets(int epoll, SpareSockets spares) : ISocketCalls
{
    public int Receive(int descriptor, byte* buffer, int size) => ReceiveNow(descriptor, buffer, size);

    /// <inheritdoc cref="ISocketCalls.Receive"/>
    public static int ReceiveNow(int descriptor, byte* buffer, int size)
    {
        var count = LibC.Receive(descriptor, buffer, size, 0);
        return count >= 0 ? (int)count : Failure();
    }

    public int Send(int descriptor, byte* bytes, int length)
    {
        var count = LibC.Send(descriptor, bytes, length, LibC.NoSignal);
        return count > 0 ? (int)count : Failure();
    }

    public void SendAtOnce(int descriptor)
    {
        var on = 1;
        _ = LibC.SetOption(descriptor, LibC.LevelTcp, LibC.NoDelay, &on, sizeof(int));
    }

    // A leg that broke meanwhile is found broken by its next read.
    public void CloseSending(int descriptor) => _ = LibC.Shutdown(descriptor, LibC.ShutdownWrite);

    public bool HoldsOutput(int descriptor) => HoldsOutputNow(descriptor);

    /// <inheritdoc cref="ISocketCalls.HoldsOutput"/>
    public static bool HoldsOutputNow(int descriptor)
    {
        var unacknowledged = 0;
        _ = LibC.Control(descriptor, LibC.Unacknowledged, &unacknowledged);
        return unacknowledged > 0;
    }

    /// <summary>The error that a socket keeps for the next call, which will not get it any more: how a connect that was under way ended. 0 = none.</summary>
    public static int TakeError(int descriptor)
    {
        int error;
        var length = sizeof(int);
        return LibC.GetOption(descriptor, LibC.LevelSocket, LibC.SocketError, &error, &length) == 0 ? error : Errno.Last;
    }

    public void Close(int descriptor, bool reset)
    {
        if (reset)
        {
            var linger = stackalloc int[] { 1, 0 };
            _ = LibC.SetOption(descriptor, LibC.LevelSocket, LibC.Linger, linger, 2 * sizeof(int));
        }

        _ = LibC.Close(descriptor);
    }

    public void Retire(int descriptor, uint watched, bool isV6)
    {
        if (watched == 0 || !spares.HasRoom || HoldsOutput(descriptor))
        {
            Close(descriptor, reset: false);
            return;
        }

        spares.Give(descriptor, isV6);
    }

    public void Watch(int descriptor, uint before, uint after, ulong data)
    {
        var change = new EpollEvent { Events = after, Data = data };
        var operation = before == 0 ? LibC.EpollAdd : after == 0 ? LibC.EpollDelete : LibC.EpollModify;
        if (LibC.EpollControl(epoll, operation, descriptor, &change) < 0)
            throw new IOException($"epoll_ctl({operation}) failed, errno {Errno.Last}");
    }

    private static int Failure() => Errno.IsTransient(Errno.Last) ? IoResult.WouldBlock : IoResult.Broken;
}
