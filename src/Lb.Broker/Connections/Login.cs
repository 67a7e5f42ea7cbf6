using Lb.Broker.Authentication;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Connections;

/// <summary>What one connection is about to prove: the exchange of its CONNECT, or a later one that proves it anew.</summary>
/// <param name="Exchange">How far it is.</param>
/// <param name="Connect">The CONNECT that waits for its CONNACK; null when the session goes on meanwhile.</param>
internal sealed record Login(ScramExchange Exchange, ConnectPacket? Connect);
