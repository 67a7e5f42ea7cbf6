namespace Lb.Protocol.Mqtt;

/// <summary>Properties of the will message in CONNECT. Null or empty means that the property is absent.</summary>
/// <remarks>MQTT 5.0 section 3.1.3.2.</remarks>
public sealed record WillProperties
{
    /// <summary>No property at all.</summary>
    public static readonly WillProperties None = new();

    /// <summary>Seconds between the end of the connection and the publication; absent = 0.</summary>
    public uint? WillDelayInterval { get; init; }

    /// <summary>What the payload's bytes are; absent = unspecified bytes.</summary>
    public PayloadFormat? PayloadFormatIndicator { get; init; }

    /// <summary>Lifetime of the message in seconds from its publication; absent = no end.</summary>
    public uint? MessageExpiryInterval { get; init; }

    /// <summary>Content type of the payload.</summary>
    public string? ContentType { get; init; }

    /// <summary>Topic name for a response: no wildcards.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>Bytes by which the requester recognises the response.</summary>
    public ReadOnlyMemory<byte>? CorrelationData { get; init; }

    /// <summary>User properties in the order sent.</summary>
    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];

    internal static WillProperties From(PropertyBlock block) => block.IsEmpty ? None : new()
    {
        WillDelayInterval = block.Number(PropertyId.WillDelayInterval),
        PayloadFormatIndicator = (PayloadFormat?)block.Number(PropertyId.PayloadFormatIndicator),
        MessageExpiryInterval = block.Number(PropertyId.MessageExpiryInterval),
        ContentType = block.Text(PropertyId.ContentType),
        ResponseTopic = block.Text(PropertyId.ResponseTopic),
        CorrelationData = block.Binary(PropertyId.CorrelationData),
        UserProperties = block.UserProperties,
    };

    internal void WriteTo(ref PacketBuffer buffer)
    {
        int start = buffer.BeginBlock();
        PropertyWriter.Write(ref buffer, PropertyId.WillDelayInterval, WillDelayInterval);
        PropertyWriter.Write(ref buffer, PropertyId.PayloadFormatIndicator, (uint?)PayloadFormatIndicator);
        PropertyWriter.Write(ref buffer, PropertyId.MessageExpiryInterval, MessageExpiryInterval);
        PropertyWriter.Write(ref buffer, PropertyId.ContentType, ContentType);
        PropertyWriter.Write(ref buffer, PropertyId.ResponseTopic, ResponseTopic);
        PropertyWriter.Write(ref buffer, PropertyId.CorrelationData, CorrelationData);
        PropertyWriter.Write(ref buffer, UserProperties);
        buffer.EndBlock(start);
    }
}
