using System.Net;
using System.Net.Sockets;

namespace Lb.Transport.Dialing;

/// <summary>Connects sockets to servers, for legs and for checks.</summary>
public sealed class SocketDialer(TimeProvider time)
{
    /// <summary>Connects. Every failure is a value; the socket is closed unless it is returned.</summary>
    public async ValueTask<SocketDialOutcome> DialAsync(DialRequest request, CancellationToken cancellationToken)
    {
        var made = TryCreate(request);
        if (made.Socket is not { } socket) return made;

        var outcome = await ConnectAsync(socket, request, cancellationToken);
        if (outcome.Status != DialStatus.Connected) socket.Dispose();
        return outcome;
    }

    private static SocketDialOutcome TryCreate(in DialRequest request)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(request.Server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            if (request.KeepAlive) socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            if (request.Source is null) return new SocketDialOutcome(DialStatus.Connected, socket, SocketError.Success);

            ServerSocketOptions.PrepareSource(socket, request.Transparent);
            socket.Bind(InFamilyOf(request.Server, request.Source));
            return new SocketDialOutcome(DialStatus.Connected, socket, SocketError.Success);
        }
        catch (SocketException e) when (socket is null)
        {
            return new SocketDialOutcome(DialStatus.OutOfResources, null, e.SocketErrorCode);
        }
        catch (SocketException e)
        {
            socket!.Dispose();
            return new SocketDialOutcome(DialStatus.SourceUnavailable, null, e.SocketErrorCode);
        }
    }

    // A dual-stack bind knows its IPv4 clients by IPv6 addresses (::ffff:a.b.c.d); as a source they are IPv4 again.
    private static IPEndPoint InFamilyOf(IPEndPoint server, IPEndPoint source) =>
        server.AddressFamily == AddressFamily.InterNetwork && source.Address.IsIPv4MappedToIPv6
            ? new IPEndPoint(source.Address.MapToIPv4(), source.Port)
            : source;

    private async ValueTask<SocketDialOutcome> ConnectAsync(Socket socket, DialRequest request, CancellationToken cancellationToken)
    {
        using var deadline = request.Timeout is { } timeout ? new CancellationTokenSource(timeout, time) : null;
        using var both = deadline is null
            ? null
            : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await socket.ConnectAsync(request.Server, both?.Token ?? cancellationToken);
            return new SocketDialOutcome(DialStatus.Connected, socket, SocketError.Success);
        }
        catch (OperationCanceledException)
        {
            var status = cancellationToken.IsCancellationRequested ? DialStatus.Cancelled : DialStatus.TimedOut;
            return new SocketDialOutcome(status, null, SocketError.TimedOut);
        }
        catch (SocketException e)
        {
            return new SocketDialOutcome(StatusOf(e.SocketErrorCode), null, e.SocketErrorCode);
        }
    }

    private static DialStatus StatusOf(SocketError error) => error switch
    {
        SocketError.TimedOut => DialStatus.TimedOut,
        SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse => DialStatus.SourceUnavailable,
        SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable => DialStatus.OutOfResources,
        _ => DialStatus.Refused,
    };
}
