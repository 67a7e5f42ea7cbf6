namespace Lb.Protocol.Connect;

/// <summary>Every reason for which a CONNECT packet is refused. <see cref="ConnectErrorTable"/> holds the metric label and the
/// CONNACK code of each.</summary>
public enum ConnectError
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The first byte is not that of a CONNECT: another packet, or not MQTT at all, such as a TLS
    /// handshake [MQTT-3.1.0-1].</summary>
    NotConnect,

    /// <summary>A CONNECT with reserved flags in its first byte [MQTT-2.1.3-1].</summary>
    FixedHeaderFlags,

    /// <summary>The remaining length takes more than four bytes, or more than it needs [MQTT-1.5.5-1].</summary>
    RemainingLength,

    /// <summary>The packet is larger than the caller allows. Seen when its level has arrived, which decides how it is answered.</summary>
    PacketTooLarge,

    /// <summary>The protocol name is neither <c>MQTT</c> nor <c>MQIsdp</c> [MQTT-3.1.2-1].</summary>
    ProtocolName,

    /// <summary>The level is unknown or does not go with the protocol name [MQTT-3.1.2-2].</summary>
    ProtocolVersion,

    /// <summary>Bit 0 of the connect flags is set [MQTT-3.1.2-3].</summary>
    ReservedFlag,

    /// <summary>Will QoS is 3, or will QoS or will retain is set without the will flag [MQTT-3.1.2-11 to -15].</summary>
    WillFlags,

    /// <summary>A password without a user name, which MQTT 3.1 and 3.1.1 forbid [MQTT-3.1.2-22].</summary>
    PasswordWithoutUsername,

    /// <summary>A field runs past the end of the packet.</summary>
    Truncated,

    /// <summary>Bytes are left over at the end of the packet.</summary>
    TrailingBytes,

    /// <summary>A text field is not well-formed UTF-8 [MQTT-1.5.4-1] or holds U+0000 [MQTT-1.5.4-2].</summary>
    Text,

    /// <summary>The client identifier is empty where it must not be: MQTT 3.1 always, 3.1.1 without clean session
    /// [MQTT-3.1.3-8].</summary>
    ClientIdentifier,

    /// <summary>The will topic is empty or holds a wildcard [MQTT-4.7.1-1].</summary>
    WillTopic,

    /// <summary>A property does not exist, does not belong in its place, or its value is cut short (MQTT 5.0 2.2.2.2).</summary>
    PropertyMalformed,

    /// <summary>A property stands more than once (MQTT 5.0 2.2.2.2).</summary>
    PropertyDuplicate,

    /// <summary>The value of a property is out of its range (MQTT 5.0 3.1.2.11 and 3.1.3.2).</summary>
    PropertyValue,

    /// <summary>Authentication data without an authentication method (MQTT 5.0 3.1.2.11.10).</summary>
    AuthenticationDataWithoutMethod,
}
