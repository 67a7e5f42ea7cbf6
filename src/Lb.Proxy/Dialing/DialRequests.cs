using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Lb.Configuration.Model;
using Lb.Core.State;
using Lb.Proxy.Connections;
using Lb.Transport.Dialing;

namespace Lb.Proxy.Dialing;

/// <summary>Works out from where to where a server leg goes.</summary>
internal sealed class DialRequests
{
    private readonly ConcurrentDictionary<SourceAddressConfig, StrongBox> _portTurns = new();

    /// <summary>The attempt for a connection on a server.</summary>
    public DialRequest For(ClientConnection connection, ServerState server)
    {
        var source = server.Config.Source ?? server.Backend.Config.Source;
        return new DialRequest(
            server.Address.Port == 0 ? new IPEndPoint(server.Address.Address, connection.LocalAddress?.Port ?? 0) : server.Address,
            source is null ? null : SourceOf(source, connection),
            source is { Transparent: not TransparentSource.None },
            server.Backend.Config.TcpKeepAlive,
            server.Backend.Config.ConnectTimeout)
        {
            ClientSpeaksFirst = server.Config.ProxyHeader is null,
        };
    }

    private IPEndPoint? SourceOf(SourceAddressConfig source, ClientConnection connection) => source.Transparent switch
    {
        TransparentSource.None => FixedSource(source),
        _ when connection.Client is not { } client => FixedSource(source),
        TransparentSource.ClientAddressAndPort => new IPEndPoint(Plain(connection.Client.Address), connection.Client.Port),
        _ => new IPEndPoint(Plain(connection.Client.Address), 0),
    };

    private IPEndPoint? FixedSource(SourceAddressConfig source)
    {
        var port = source.FirstPort == 0 ? 0 : NextPort(source);
        var isAny = source.Address.Equals(IPAddress.Any) || source.Address.Equals(IPAddress.IPv6Any);
        return isAny && port == 0 ? null : new IPEndPoint(source.Address, port);
    }

    private int NextPort(SourceAddressConfig source)
    {
        var turn = Interlocked.Increment(ref _portTurns.GetOrAdd(source, static _ => new StrongBox()).Turn);
        return source.FirstPort + (int)((uint)turn % (uint)(source.LastPort - source.FirstPort + 1));
    }

    private static IPAddress Plain(IPAddress address) =>
        address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    private sealed class StrongBox
    {
        public int Turn;
    }
}
