namespace Lb.Protocol.Mqtt;

/// <summary>Properties of SUBSCRIBE. Null or empty means that the property is absent.</summary>
/// <remarks>MQTT 5.0 section 3.8.2.1.</remarks>
public sealed record SubscribeProperties
{
    /// <summary>No property at all.</summary>
    public static readonly SubscribeProperties None = new();

    /// <summary>Number that comes back with each matching message, 1 to 268 435 455.</summary>
    public uint? SubscriptionIdentifier { get; init; }

    /// <summary>User properties in the order sent.</summary>
    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];

    internal static SubscribeProperties From(PropertyBlock block) => block.IsEmpty ? None : new()
    {
        SubscriptionIdentifier = block.SubscriptionIdentifiers is [uint only] ? only : null,
        UserProperties = block.UserProperties,
    };

    internal void WriteTo(ref PacketBuffer buffer)
    {
        int start = buffer.BeginBlock();
        PropertyWriter.Write(ref buffer, PropertyId.SubscriptionIdentifier, SubscriptionIdentifier);
        PropertyWriter.Write(ref buffer, UserProperties);
        buffer.EndBlock(start);
    }
}
