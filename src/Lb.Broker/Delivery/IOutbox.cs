using Lb.Protocol.Mqtt;

namespace Lb.Broker.Delivery;

/// <summary>Where packets for one connection go. Nothing here blocks or fails: what a gone client does not get is lost with its connection.</summary>
internal interface IOutbox
{
    /// <summary>Adds a packet whose number is bounded by the protocol or by a window.</summary>
    void Add(MqttPacket packet);

    /// <summary>Adds a QoS 0 message.</summary>
    /// <param name="packet">What to send.</param>
    /// <param name="size">About how many bytes it holds.</param>
    /// <returns>False when the client reads too slowly; the message is then dropped.</returns>
    bool TryAddMessage(PublishPacket packet, int size);

    /// <summary>Starts writing what was added, unless that is under way. Cheap when nothing was added.</summary>
    void Flush();
}
