namespace Lb.Protocol.Mqtt;

/// <summary>The identifiers of MQTT 5.0 properties.</summary>
/// <remarks>MQTT 5.0 section 2.2.2.2, table 2-4.</remarks>
public enum PropertyId : byte
{
    /// <summary>Byte 0 or 1: the payload is bytes or UTF-8 text.</summary>
    PayloadFormatIndicator = 1,

    /// <summary>Seconds.</summary>
    MessageExpiryInterval = 2,

    /// <summary>Text.</summary>
    ContentType = 3,

    /// <summary>Topic name.</summary>
    ResponseTopic = 8,

    /// <summary>Bytes.</summary>
    CorrelationData = 9,

    /// <summary>1 to 268 435 455.</summary>
    SubscriptionIdentifier = 11,

    /// <summary>Seconds; 4 294 967 295 means never.</summary>
    SessionExpiryInterval = 17,

    /// <summary>Text.</summary>
    AssignedClientIdentifier = 18,

    /// <summary>Seconds.</summary>
    ServerKeepAlive = 19,

    /// <summary>Text.</summary>
    AuthenticationMethod = 21,

    /// <summary>Bytes.</summary>
    AuthenticationData = 22,

    /// <summary>Byte 0 or 1.</summary>
    RequestProblemInformation = 23,

    /// <summary>Seconds.</summary>
    WillDelayInterval = 24,

    /// <summary>Byte 0 or 1.</summary>
    RequestResponseInformation = 25,

    /// <summary>Text.</summary>
    ResponseInformation = 26,

    /// <summary>Text.</summary>
    ServerReference = 28,

    /// <summary>Text.</summary>
    ReasonString = 31,

    /// <summary>1 to 65 535.</summary>
    ReceiveMaximum = 33,

    /// <summary>0 to 65 535.</summary>
    TopicAliasMaximum = 34,

    /// <summary>1 to 65 535.</summary>
    TopicAlias = 35,

    /// <summary>Byte 0 or 1.</summary>
    MaximumQoS = 36,

    /// <summary>Byte 0 or 1.</summary>
    RetainAvailable = 37,

    /// <summary>Two texts; may repeat.</summary>
    UserProperty = 38,

    /// <summary>Bytes, 1 to 4 294 967 295.</summary>
    MaximumPacketSize = 39,

    /// <summary>Byte 0 or 1.</summary>
    WildcardSubscriptionAvailable = 40,

    /// <summary>Byte 0 or 1.</summary>
    SubscriptionIdentifierAvailable = 41,

    /// <summary>Byte 0 or 1.</summary>
    SharedSubscriptionAvailable = 42,
}
