namespace Lb.Broker.Sessions;

/// <summary>The QoS 2 messages that a client has sent and not released yet; outlives connections.</summary>
/// <remarks>MQTT 5.0 section 4.3.3, the receiver's side. Not safe for concurrent use.</remarks>
internal sealed class IncomingWindow
{
    private HashSet<ushort>? _received;

    /// <summary>How many messages wait for their PUBREL.</summary>
    public int Count => _received?.Count ?? 0;

    /// <summary>Packet ids of the messages that wait for their PUBREL.</summary>
    public IEnumerable<ushort> Held => _received ?? Enumerable.Empty<ushort>();

    /// <summary>A QoS 2 PUBLISH came.</summary>
    /// <param name="packetId">1 to 65 535.</param>
    /// <param name="limit">The receive maximum that the client was told.</param>
    public IncomingVerdict Receive(ushort packetId, int limit)
    {
        _received ??= [];
        if (_received.Contains(packetId)) return IncomingVerdict.Repeated;
        if (_received.Count >= limit) return IncomingVerdict.TooMany;
        _received.Add(packetId);
        return IncomingVerdict.New;
    }

    /// <summary>Whether a QoS 2 message with this id waits for its PUBREL, so that no other message may use it.</summary>
    public bool Holds(ushort packetId) => _received?.Contains(packetId) ?? false;

    /// <summary>A PUBREL came.</summary>
    /// <returns>False when no message with this id waits; it is answered with PUBCOMP all the same.</returns>
    public bool Release(ushort packetId) => _received?.Remove(packetId) ?? false;
}
