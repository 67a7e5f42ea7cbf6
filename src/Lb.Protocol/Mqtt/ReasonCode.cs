namespace Lb.Protocol.Mqtt;

/// <summary>The result of an operation, as MQTT 5.0 numbers it. Values of 0x80 and above are failures.</summary>
/// <remarks>MQTT 5.0 section 2.4. The codec translates the CONNACK and SUBACK codes of MQTT 3 from and to these.</remarks>
public enum ReasonCode : byte
{
    /// <summary>Success; in DISCONNECT: normal disconnection; in SUBACK: granted QoS 0.</summary>
    Success = 0x00,

    /// <summary>SUBACK: granted QoS 1.</summary>
    GrantedQoS1 = 0x01,

    /// <summary>SUBACK: granted QoS 2.</summary>
    GrantedQoS2 = 0x02,

    /// <summary>DISCONNECT: publish the will all the same.</summary>
    DisconnectWithWillMessage = 0x04,

    /// <summary>PUBACK, PUBREC: nobody subscribes to the topic.</summary>
    NoMatchingSubscribers = 0x10,

    /// <summary>UNSUBACK: there was no such subscription.</summary>
    NoSubscriptionExisted = 0x11,

    /// <summary>AUTH: continue with another step.</summary>
    ContinueAuthentication = 0x18,

    /// <summary>AUTH: start a re-authentication.</summary>
    ReAuthenticate = 0x19,

    /// <summary>No more precise code fits, or none shall be told.</summary>
    UnspecifiedError = 0x80,

    /// <summary>The bytes cannot be parsed by the specification.</summary>
    MalformedPacket = 0x81,

    /// <summary>Parsed, but not allowed here.</summary>
    ProtocolError = 0x82,

    /// <summary>Valid, but not accepted by this implementation.</summary>
    ImplementationSpecificError = 0x83,

    /// <summary>CONNACK: the server does not speak the version asked for.</summary>
    UnsupportedProtocolVersion = 0x84,

    /// <summary>CONNACK: the client identifier is not allowed.</summary>
    ClientIdentifierNotValid = 0x85,

    /// <summary>CONNACK: user name or password not accepted.</summary>
    BadUserNameOrPassword = 0x86,

    /// <summary>Not allowed to do this.</summary>
    NotAuthorized = 0x87,

    /// <summary>CONNACK: the server cannot serve now.</summary>
    ServerUnavailable = 0x88,

    /// <summary>The server is busy; try again later.</summary>
    ServerBusy = 0x89,

    /// <summary>CONNACK: this client has been banned.</summary>
    Banned = 0x8A,

    /// <summary>DISCONNECT: the server is stopping.</summary>
    ServerShuttingDown = 0x8B,

    /// <summary>The authentication method is not supported or not the current one.</summary>
    BadAuthenticationMethod = 0x8C,

    /// <summary>DISCONNECT: silence for one and a half keep-alive times.</summary>
    KeepAliveTimeout = 0x8D,

    /// <summary>DISCONNECT: another connection uses the same client identifier.</summary>
    SessionTakenOver = 0x8E,

    /// <summary>The topic filter is correct but not accepted.</summary>
    TopicFilterInvalid = 0x8F,

    /// <summary>The topic name is correct but not accepted.</summary>
    TopicNameInvalid = 0x90,

    /// <summary>The packet identifier is already in use.</summary>
    PacketIdentifierInUse = 0x91,

    /// <summary>The packet identifier is not known.</summary>
    PacketIdentifierNotFound = 0x92,

    /// <summary>DISCONNECT: more unacknowledged publications than Receive Maximum.</summary>
    ReceiveMaximumExceeded = 0x93,

    /// <summary>DISCONNECT: topic alias 0 or above the maximum.</summary>
    TopicAliasInvalid = 0x94,

    /// <summary>The packet is larger than the receiver accepts.</summary>
    PacketTooLarge = 0x95,

    /// <summary>DISCONNECT: too much data received.</summary>
    MessageRateTooHigh = 0x96,

    /// <summary>A limit of the implementation or of the administrator is exceeded.</summary>
    QuotaExceeded = 0x97,

    /// <summary>DISCONNECT: by an administrator.</summary>
    AdministrativeAction = 0x98,

    /// <summary>The payload does not match its announced format.</summary>
    PayloadFormatInvalid = 0x99,

    /// <summary>Retained messages are not supported.</summary>
    RetainNotSupported = 0x9A,

    /// <summary>The QoS is above the server's maximum.</summary>
    QoSNotSupported = 0x9B,

    /// <summary>Use another server for now.</summary>
    UseAnotherServer = 0x9C,

    /// <summary>Use another server from now on.</summary>
    ServerMoved = 0x9D,

    /// <summary>Shared subscriptions are not supported.</summary>
    SharedSubscriptionsNotSupported = 0x9E,

    /// <summary>Too many connections per time.</summary>
    ConnectionRateExceeded = 0x9F,

    /// <summary>DISCONNECT: the longest time allowed for a connection has passed.</summary>
    MaximumConnectTime = 0xA0,

    /// <summary>Subscription identifiers are not supported.</summary>
    SubscriptionIdentifiersNotSupported = 0xA1,

    /// <summary>Wildcard subscriptions are not supported.</summary>
    WildcardSubscriptionsNotSupported = 0xA2,
}
