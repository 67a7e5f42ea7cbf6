using System.Net;
using Lb.Transport.Listening;
using Lb.Transport.Native;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Reactors.Listening;

/// <summary>Makes the listening sockets of a bind: one for each reactor, so that the kernel spreads the clients over them (SO_REUSEPORT).</summary>
internal static unsafe class ListenSockets
{
    /// <summary>Opens them all, or none.</summary>
    /// <param name="bind">Where to listen.</param>
    /// <param name="count">How many.</param>
    /// <param name="address">The address with the port that the kernel chose for port 0.</param>
    /// <exception cref="AddressInUseException">Another process holds the address.</exception>
    /// <exception cref="IOException">The address is not of this machine, or may not be used.</exception>
    public static int[] Open(BindEndPoint bind, int count, out IPEndPoint address)
    {
        address = bind;
        var sockets = new List<int>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                sockets.Add(Bind(bind, address, isFirst: i == 0));
                if (i == 0) address = LocalAddress(sockets[0]);
            }

            foreach (var socket in sockets) Check(LibC.Listen(socket, bind.Backlog), bind);
            return [.. sockets];
        }
        catch
        {
            foreach (var socket in sockets) _ = LibC.Close(socket);
            throw;
        }
    }

    // SO_REUSEPORT is set on the first socket only when it is bound: a second process on the same address then fails loudly instead of
    // taking half of the clients, while our own further sockets may join.
    private static int Bind(BindEndPoint bind, IPEndPoint address, bool isFirst)
    {
        var socketAddress = KernelAddress.From(address);
        var socket = Check(LibC.Socket(socketAddress.Family, LibC.Stream | LibC.NonBlocking | LibC.CloseOnExec, 0), bind);
        SetOption(socket, LibC.LevelSocket, LibC.ReuseAddress, 1);
        if (!isFirst) SetOption(socket, LibC.LevelSocket, LibC.ReusePort, 1);
        if (socketAddress.Family == LibC.InterNetworkV6) SetOption(socket, LibC.LevelIpv6, LibC.Ipv6Only, bind.DualStack ? 0 : 1);

        // Accepted sockets inherit these.
        SetOption(socket, LibC.LevelTcp, LibC.NoDelay, 1);
        if (bind.KeepAlive) SetOption(socket, LibC.LevelSocket, LibC.KeepAlive, 1);
        if (bind.ClientSpeaksFirst) SetOption(socket, LibC.LevelTcp, LibC.DeferAccept, ListenSocket.MostDeferSeconds);
        if (LibC.Bind(socket, &socketAddress, socketAddress.Length) < 0)
        {
            var error = Errno.Last;
            _ = LibC.Close(socket);
            throw Failure(error, bind);
        }

        if (isFirst) SetOption(socket, LibC.LevelSocket, LibC.ReusePort, 1);
        return socket;
    }

    private static IPEndPoint LocalAddress(int socket)
    {
        KernelAddress address;
        var length = KernelAddress.MaxLength;
        _ = LibC.GetLocalAddress(socket, &address, &length);
        return address.ToEndPoint();
    }

    private static void SetOption(int socket, int level, int option, int value) =>
        _ = LibC.SetOption(socket, level, option, &value, sizeof(int));

    private static int Check(int result, BindEndPoint bind) => result >= 0 ? result : throw Failure(Errno.Last, bind);

    private static IOException Failure(int error, BindEndPoint bind) => error switch
    {
        Errno.AddressInUse => new IOException($"Failed to bind to address {bind}: address already in use.", new AddressInUseException("Address already in use")),
        Errno.AccessDenied or Errno.NotPermitted => new IOException($"Failed to bind to address {bind}: not permitted."),
        Errno.AddressNotAvailable => new IOException($"Failed to bind to address {bind}: it is not an address of this machine."),
        _ => new IOException($"Failed to bind to address {bind}: errno {error}."),
    };
}
