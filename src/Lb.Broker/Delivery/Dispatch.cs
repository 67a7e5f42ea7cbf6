using Lb.Broker.Sessions;
using Lb.Broker.Subscriptions;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Delivery;

/// <summary>A message on its way to one subscriber, or to several that get it alike.</summary>
/// <param name="Message">What is sent.</param>
/// <param name="QoS">The lower of the published and the subscribed QoS (MQTT 5.0 section 3.8.4).</param>
/// <param name="Retain">The RETAIN flag to send, which is not always the published one (section 3.3.1.3).</param>
/// <param name="Identifiers">The subscription identifiers to name.</param>
internal sealed record Dispatch(Message Message, QualityOfService QoS, bool Retain, IReadOnlyList<uint> Identifiers)
{
    /// <summary>The shared subscription that it was taken for; null without one.</summary>
    public ShareGroup<Session>? Share { get; init; }

    /// <summary>The PUBLISH for one subscriber.</summary>
    /// <param name="packetId">0 with QoS 0.</param>
    /// <param name="duplicate">Whether it was sent before.</param>
    /// <param name="remaining">What is left of the message's expiry interval, in seconds; null when it never expires.</param>
    public PublishPacket ToPacket(ushort packetId, bool duplicate, uint? remaining) => new()
    {
        Topic = Message.Topic,
        Payload = Message.Payload,
        QoS = QoS,
        Retain = Retain,
        PacketId = packetId,
        Duplicate = duplicate,
        Properties = remaining is null && Identifiers.Count == 0
            ? Message.Properties
            : Message.Properties with { MessageExpiryInterval = remaining, SubscriptionIdentifiers = Identifiers },
    };
}
