namespace Lb.Protocol.Mqtt;

/// <summary>Properties of PUBLISH. Null or empty means that the property is absent.</summary>
/// <remarks>MQTT 5.0 section 3.3.2.3.</remarks>
public sealed record PublishProperties
{
    /// <summary>No property at all.</summary>
    public static readonly PublishProperties None = new();

    /// <summary>What the payload's bytes are; absent = unspecified bytes.</summary>
    public PayloadFormat? PayloadFormatIndicator { get; init; }

    /// <summary>Remaining lifetime of the message in seconds; absent = no end.</summary>
    public uint? MessageExpiryInterval { get; init; }

    /// <summary>Number that stands for the topic on this connection, 1 to 65 535.</summary>
    public ushort? TopicAlias { get; init; }

    /// <summary>Topic name for a response: no wildcards [MQTT-3.3.2-14].</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>Bytes by which the requester recognises the response.</summary>
    public ReadOnlyMemory<byte>? CorrelationData { get; init; }

    /// <summary>Content type of the payload.</summary>
    public string? ContentType { get; init; }

    /// <summary>From the server: identifiers of the subscriptions that matched, each 1 to 268 435 455.</summary>
    public IReadOnlyList<uint> SubscriptionIdentifiers { get; init; } = [];

    /// <summary>User properties in the order sent; forwarded unchanged [MQTT-3.3.2-18].</summary>
    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];

    internal static PublishProperties From(PropertyBlock block) => block.IsEmpty ? None : new()
    {
        PayloadFormatIndicator = (PayloadFormat?)block.Number(PropertyId.PayloadFormatIndicator),
        MessageExpiryInterval = block.Number(PropertyId.MessageExpiryInterval),
        TopicAlias = (ushort?)block.Number(PropertyId.TopicAlias),
        ResponseTopic = block.Text(PropertyId.ResponseTopic),
        CorrelationData = block.Binary(PropertyId.CorrelationData),
        ContentType = block.Text(PropertyId.ContentType),
        SubscriptionIdentifiers = block.SubscriptionIdentifiers,
        UserProperties = block.UserProperties,
    };

    internal void WriteTo(ref PacketBuffer buffer)
    {
        int start = buffer.BeginBlock();
        PropertyWriter.Write(ref buffer, PropertyId.PayloadFormatIndicator, (uint?)PayloadFormatIndicator);
        PropertyWriter.Write(ref buffer, PropertyId.MessageExpiryInterval, MessageExpiryInterval);
        PropertyWriter.Write(ref buffer, PropertyId.TopicAlias, TopicAlias);
        PropertyWriter.Write(ref buffer, PropertyId.ResponseTopic, ResponseTopic);
        PropertyWriter.Write(ref buffer, PropertyId.CorrelationData, CorrelationData);
        PropertyWriter.Write(ref buffer, PropertyId.ContentType, ContentType);
        PropertyWriter.Write(ref buffer, SubscriptionIdentifiers);
        PropertyWriter.Write(ref buffer, UserProperties);
        buffer.EndBlock(start);
    }
}
