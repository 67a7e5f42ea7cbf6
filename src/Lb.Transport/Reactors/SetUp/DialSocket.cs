using System.Net;
using System.Net.Sockets;
using Lb.Transport.Dialing;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Sockets;

namespace Lb.Transport.Reactors.SetUp;

/// <summary>Sockets of server legs.</summary>
internal static unsafe class DialSocket
{
    /// <summary>What the record of a leg says of a socket for a request.</summary>
    public static LegFlags FlagsFor(in DialRequest request) =>
        LegFlags.HoldsSmall | (IsOrdinary(request) ? LegFlags.Reusable : LegFlags.None) | (IsV6(request) ? LegFlags.IsV6 : LegFlags.None);

    /// <summary>Opens a socket, or takes one that was used before, and binds it where a source is asked for.</summary>
    /// <param name="request">What for.</param>
    /// <param name="spares">Where to take one from.</param>
    /// <param name="isWatched">Whether it is in the epoll set already, for a connection that is over.</param>
    /// <param name="failure">Why there is none.</param>
    /// <returns>The descriptor; negative where there is none.</returns>
    public static int Open(in DialRequest request, SpareSockets spares, out bool isWatched, out DialOutcome failure)
    {
        (failure, isWatched) = (default, false);
        if (IsOrdinary(request) && spares.TryTake(IsV6(request), out var spare))
        {
            isWatched = true;
            return spare;
        }

        var family = IsV6(request) ? LibC.InterNetworkV6 : LibC.InterNetwork;
        var descriptor = LibC.Socket(family, LibC.Stream | LibC.NonBlocking | LibC.CloseOnExec, 0);
        if (descriptor < 0)
        {
            failure = new DialOutcome(DialStatus.OutOfResources, null, (SocketError)Errno.Last);
            return descriptor;
        }

        if (request.KeepAlive) SetOn(descriptor, LibC.LevelSocket, LibC.KeepAlive);
        if (request.Source is not { } source || TryBind(descriptor, family, source, request.Transparent)) return descriptor;
        failure = new DialOutcome(DialStatus.SourceUnavailable, null, (SocketError)Errno.Last);
        _ = LibC.Close(descriptor);
        return -1;
    }

    /// <summary>Lets the acknowledgement that ends the handshake leave with the first data instead of alone: for a connect that is followed by data
    /// at once.</summary>
    public static void DelayAcknowledgement(int descriptor)
    {
        var off = 0;
        _ = LibC.SetOption(descriptor, LibC.LevelTcp, LibC.QuickAck, &off, sizeof(int));
    }

    /// <summary>Begins to connect.</summary>
    /// <returns>0 = connected, <see cref="Errno.InProgress"/> = under way, else why not.</returns>
    public static int Begin(int descriptor, IPEndPoint server)
    {
        var address = KernelAddress.From(server);
        return LibC.Connect(descriptor, &address, address.Length) == 0 ? 0 : Errno.Last;
    }

    /// <summary>Asks once more about a connect that began: to this machine it is through by then although the kernel said that it is under way, and
    /// asking is cheaper than a round of epoll.</summary>
    /// <returns>As <see cref="Begin"/>.</returns>
    public static int Ask(int descriptor, IPEndPoint server) => Begin(descriptor, server) switch
    {
        Errno.IsConnected => 0,
        Errno.AlreadyConnecting => Errno.InProgress,
        var error => error,
    };

    /// <summary>The same question with the first bytes, which are on their way if the answer is yes.</summary>
    /// <param name="descriptor">The socket.</param>
    /// <param name="first">At least one byte.</param>
    /// <param name="sent">How many of them left.</param>
    /// <returns>As <see cref="Begin"/>.</returns>
    public static int AskWith(int descriptor, ReadOnlySpan<byte> first, out int sent)
    {
        fixed (byte* bytes = first) sent = (int)LibC.Send(descriptor, bytes, first.Length, LibC.NoSignal);
        if (sent > 0) return 0;
        var error = Errno.Last;
        sent = 0;
        return Errno.IsTransient(error) ? Errno.InProgress : error;
    }

    /// <summary>What an error of connect means for the attempt.</summary>
    public static DialStatus StatusOf(int error) => error switch
    {
        Errno.TimedOut => DialStatus.TimedOut,
        Errno.AddressInUse or Errno.AddressNotAvailable => DialStatus.SourceUnavailable,
        Errno.NoBuffers or Errno.OutOfMemory => DialStatus.OutOfResources,
        _ => DialStatus.Refused,
    };

    private static bool IsOrdinary(in DialRequest request) => !request.KeepAlive && request.Source is null;

    private static bool IsV6(in DialRequest request) => request.Server.AddressFamily != AddressFamily.InterNetwork;

    // The port is chosen at connect, by the whole four-tuple.
    private static bool TryBind(int descriptor, int family, IPEndPoint source, bool transparent)
    {
        SetOn(descriptor, LibC.LevelIp, LibC.IpBindAddressNoPort);
        if (transparent)
        {
            var done = family == LibC.InterNetwork
                ? SetOn(descriptor, LibC.LevelIp, LibC.IpTransparent)
                : SetOn(descriptor, LibC.LevelIpv6, LibC.Ipv6Transparent);
            if (!done) return false;
        }

        // A dual-stack bind knows its IPv4 clients by IPv6 addresses (::ffff:a.b.c.d); as a source they are IPv4 again.
        var isMapped = family == LibC.InterNetwork && source.Address.IsIPv4MappedToIPv6;
        var address = KernelAddress.From(isMapped ? new IPEndPoint(source.Address.MapToIPv4(), source.Port) : source);
        return LibC.Bind(descriptor, &address, address.Length) == 0;
    }

    private static bool SetOn(int descriptor, int level, int option)
    {
        var on = 1;
        return LibC.SetOption(descriptor, level, option, &on, sizeof(int)) == 0;
    }
}
