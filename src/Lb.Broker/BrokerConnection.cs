using System.Net;
using Lb.Protocol.Mqtt;

namespace Lb.Broker;

/// <summary>What the broker knows of one client's connection.</summary>
/// <param name="Number">1 for the broker's first connection, and so on.</param>
/// <param name="BoundAddress">The address it arrived on.</param>
/// <param name="SenderAddress">Who opened the TCP connection: the client or a balancer.</param>
/// <param name="ClientAddress">The client by the PROXY protocol header; without a header the same as <paramref name="SenderAddress"/>.</param>
public sealed record BrokerConnection(long Number, EndPoint BoundAddress, EndPoint SenderAddress, EndPoint ClientAddress)
{
    /// <summary>The common name of the client's certificate by the PROXY protocol header (version 2), if it told one.</summary>
    public string? CertificateName { get; init; }

    /// <summary>The client id, also one that the broker assigned.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The user name: by its CONNECT, or by the SCRAM exchange; null when it has none.</summary>
    public string? Username { get; init; }

    /// <summary>The version its CONNECT named.</summary>
    public MqttProtocolVersion ProtocolVersion { get; init; }

    /// <summary>Whether its CONNECT had the bridge bit (level 0x83 or 0x84).</summary>
    public bool IsBridge { get; init; }

    /// <summary>Whether the client found a session of its own.</summary>
    public bool SessionPresent { get; init; }
}
