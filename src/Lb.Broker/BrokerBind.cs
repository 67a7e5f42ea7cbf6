using System.Net;

namespace Lb.Broker;

/// <summary>One address the broker listens on.</summary>
/// <param name="Address">IP address and TCP port; port 0 lets the system choose, see <see cref="ReferenceBroker.BoundAddresses"/>.</param>
/// <param name="ProxyProtocol">Whether each connection must begin with a PROXY protocol header, version 1 or 2; one without it is closed.</param>
public sealed record BrokerBind(IPEndPoint Address, bool ProxyProtocol = false)
{
    /// <summary>Set for TLS, which begins behind the PROXY protocol header; null for none.</summary>
    public BrokerTls? Tls { get; init; }

    /// <summary>Whether clients speak MQTT in WebSocket frames, subprotocol <c>mqtt</c> (MQTT 5.0 section 6); inside TLS, if there is TLS.</summary>
    public bool WebSocket { get; init; }
}
