using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Listening;

/// <summary>A listening address with the gates that its connections pass, outermost first. Kestrel hands it to
/// the transport's listener factory as it stands.</summary>
public sealed class BindEndPoint : IPEndPoint
{
    /// <summary>Creates the address.</summary>
    /// <param name="address">Address to listen on.</param>
    /// <param name="port">Port, 0 = any free one.</param>
    /// <param name="gates">Gates to pass before each accept.</param>
    public BindEndPoint(IPAddress address, int port, IReadOnlyList<AcceptGate> gates)
        : base(address, port) => Gates = gates;

    /// <summary>Gates to pass before each accept.</summary>
    public IReadOnlyList<AcceptGate> Gates { get; }

    /// <summary>True: an IPv6 any-address that takes IPv4 clients too.</summary>
    public bool DualStack { get; init; }

    /// <summary>Accept backlog, connections; the kernel caps it at net.core.somaxconn.</summary>
    public int Backlog { get; init; } = 4096;

    /// <summary>Bytes of a client leg that may wait to be read before the client is made to wait. Set-up stages must be able to see all
    /// that they wait for.</summary>
    public int ReadLimit { get; init; } = RelayBuffers.PipeLimit;

    /// <summary>What its connections are for.</summary>
    public BindMode Mode { get; init; } = BindMode.Tcp;

    /// <summary>All stages of its connections, for a transport that runs them itself; set before the listener is bound, null on HTTP binds.</summary>
    public ConnectionDelegate? Stages { get; set; }

    /// <summary>Whether the stages wait for the client's first bytes anyway: for a PROXY header, a TLS handshake, a rule or a key. The kernel then keeps a
    /// connection until these have come, or for about a second (TCP_DEFER_ACCEPT).</summary>
    public bool ClientSpeaksFirst { get; init; }

    /// <summary>True: SO_KEEPALIVE on accepted sockets.</summary>
    public bool KeepAlive { get; init; }

    /// <summary>Gives the places of one connection back.</summary>
    public void Leave()
    {
        foreach (var gate in Gates) gate.Leave();
    }

    /// <inheritdoc/>
    public override bool Equals(object? comparand) => ReferenceEquals(this, comparand);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();
}
