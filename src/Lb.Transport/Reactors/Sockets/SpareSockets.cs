using Lb.Transport.Native;

namespace Lb.Transport.Reactors.Sockets;

/// <summary>Sockets of server legs whose connection is over, kept for the next ones: to dissolve and connect a socket again costs the kernel far less than
/// to close it and to make another. For one thread.</summary>
/// <remarks>By connect(2), a TCP socket is dissolved by a connect to an address of the family AF_UNSPEC, which is 0. It stays in the epoll set; what that
/// tells of it meanwhile carries the handle of the connection before, which is no longer valid.</remarks>
internal sealed unsafe class SpareSockets : IDisposable
{
    /// <summary>Sockets kept at most.</summary>
    public const int Most = 32;

    private readonly Stack<int> _v4 = new(Most);
    private readonly Stack<int> _v6 = new(Most);

    /// <summary>Sockets kept now.</summary>
    public int Count => _v4.Count + _v6.Count;

    /// <summary>Whether <see cref="Give"/> would keep one more.</summary>
    public bool HasRoom => Count < Most;

    /// <summary>Takes over a socket that is in the epoll set. FIN was sent and is acknowledged, and FIN was received: all that is left of the connection is what the kernel
    /// remembers of it (TIME-WAIT), which belongs to no socket.</summary>
    public void Give(int descriptor, bool isV6)
    {
        var nowhere = default(KernelAddress);
        if (LibC.Connect(descriptor, &nowhere, KernelAddress.MaxLength) == 0) (isV6 ? _v6 : _v4).Push(descriptor);
        else _ = LibC.Close(descriptor);
    }

    /// <summary>Gives a socket away that can be connected, is in the epoll set for a connection that is over, and has no option set but perhaps
    /// TCP_NODELAY.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryTake(bool isV6, out int descriptor) => (isV6 ? _v6 : _v4).TryPop(out descriptor);

    /// <summary>Closes what is left.</summary>
    public void Dispose()
    {
        while (_v4.TryPop(out var descriptor) || _v6.TryPop(out descriptor)) _ = LibC.Close(descriptor);
    }
}
