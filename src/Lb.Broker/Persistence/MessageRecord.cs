using Lb.Broker.Delivery;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Persistence;

/// <summary>A <see cref="Message"/> on disk; its end is a time of day, for the clock's timestamps mean nothing to another process.</summary>
internal sealed record MessageRecord(
    string Topic, byte[] Payload, QualityOfService QoS, bool Retain, PublishProperties Properties, DateTimeOffset? ExpiresAt, string? PublisherId)
{
    public static MessageRecord From(Message message, SnapshotClock clock) => new(
        message.Topic, message.Payload.ToArray(), message.QoS, message.Retain, message.Properties, clock.ToTime(message.ExpiresAt), message.PublisherId);

    public Message ToMessage(SnapshotClock clock) => new(Topic, Payload, QoS, Retain)
    {
        Properties = Properties,
        ExpiresAt = clock.ToTimestamp(ExpiresAt),
        PublisherId = PublisherId,
    };
}
