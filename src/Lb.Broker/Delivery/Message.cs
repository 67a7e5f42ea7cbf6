using Lb.Protocol.Mqtt;

namespace Lb.Broker.Delivery;

/// <summary>An application message inside the broker: one object, however many subscribers it goes to.</summary>
/// <param name="Topic">The topic name, without alias.</param>
/// <param name="Payload">Owned by the message; nobody writes to it any more.</param>
/// <param name="QoS">What it was published with.</param>
/// <param name="Retain">The RETAIN flag it was published with.</param>
internal sealed record Message(string Topic, ReadOnlyMemory<byte> Payload, QualityOfService QoS, bool Retain)
{
    /// <summary>What is forwarded unchanged: no topic alias, no subscription identifiers, no expiry interval.</summary>
    public PublishProperties Properties { get; init; } = PublishProperties.None;

    /// <summary>When it is no longer worth sending, as a timestamp of the broker's clock; null for never.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>The client id that published it; null for the broker itself. Subscriptions with no-local ask for it.</summary>
    public string? PublisherId { get; init; }

    /// <summary>About how much memory it holds, in bytes.</summary>
    public int Size => Payload.Length + (2 * Topic.Length) + 100;

    /// <summary>Whether its message expiry interval has passed.</summary>
    public bool IsExpired(long now) => ExpiresAt <= now;
}
