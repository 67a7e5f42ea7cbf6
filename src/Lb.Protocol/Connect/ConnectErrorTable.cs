using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Connect;

/// <summary>One row for each <see cref="ConnectError"/>.</summary>
public static class ConnectErrorTable
{
    private static readonly ConnectErrorRow[] Ordered =
    [
        Closed(ConnectError.None, "none", "", "no error"),
        Closed(ConnectError.NotConnect, "not_connect", "MQTT-3.1.0-1", "the first packet is not a CONNECT"),
        Malformed(ConnectError.FixedHeaderFlags, "fixed_header_flags", "MQTT-2.1.3-1", "reserved flags of the fixed header are set"),
        Malformed(
            ConnectError.RemainingLength, "remaining_length", "MQTT-1.5.5-1", "the remaining length is longer than needed or than 4 bytes"),
        Answered(
            ConnectError.PacketTooLarge, "packet_too_large", "MQTT 3.2.2.2", "the packet is larger than allowed",
            null, ReasonCode.PacketTooLarge),
        Closed(ConnectError.ProtocolName, "protocol_name", "MQTT-3.1.2-1", "the protocol name is neither MQTT nor MQIsdp"),
        Answered(
            ConnectError.ProtocolVersion, "protocol_version", "MQTT-3.1.2-2", "the protocol level is unknown or does not go with the name",
            1, ReasonCode.UnsupportedProtocolVersion),
        Malformed(ConnectError.ReservedFlag, "reserved_flag", "MQTT-3.1.2-3", "the reserved connect flag is set"),
        Malformed(ConnectError.WillFlags, "will_flags", "MQTT-3.1.2-12", "will QoS is 3, or will QoS or retain is set without a will"),
        Malformed(ConnectError.PasswordWithoutUsername, "password_without_username", "MQTT-3.1.2-22", "a password without a user name"),
        Malformed(ConnectError.Truncated, "truncated", "MQTT 3.1.3", "a field runs past the end of the packet"),
        Malformed(ConnectError.TrailingBytes, "trailing_bytes", "MQTT 3.1.3", "bytes are left over at the end of the packet"),
        Malformed(ConnectError.Text, "text", "MQTT-1.5.4-1", "text is not well-formed UTF-8 or holds U+0000"),
        Answered(
            ConnectError.ClientIdentifier, "client_identifier", "MQTT-3.1.3-8", "an empty client identifier is not allowed here",
            2, ReasonCode.ClientIdentifierNotValid),
        Malformed(ConnectError.WillTopic, "will_topic", "MQTT-4.7.1-1", "the will topic is empty or holds a wildcard"),
        Malformed(
            ConnectError.PropertyMalformed, "property_malformed", "MQTT 2.2.2.2", "a property does not exist, is misplaced or cut short"),
        Protocol(ConnectError.PropertyDuplicate, "property_duplicate", "MQTT 2.2.2.2", "a property stands more than once"),
        Protocol(ConnectError.PropertyValue, "property_value", "MQTT 3.1.2.11", "the value of a property is out of range"),
        Protocol(
            ConnectError.AuthenticationDataWithoutMethod, "auth_data_without_method", "MQTT 3.1.2.11.10",
            "authentication data without authentication method"),
    ];

    /// <summary>All rows, <see cref="ConnectError.None"/> first.</summary>
    public static IReadOnlyList<ConnectErrorRow> Rows => Ordered;

    /// <summary>The row of one error.</summary>
    public static ConnectErrorRow Row(ConnectError error) => Ordered[(int)error];

    private static ConnectErrorRow Closed(ConnectError error, string label, string rule, string detail) =>
        new(error, label, rule, detail, null, null);

    private static ConnectErrorRow Malformed(ConnectError error, string label, string rule, string detail) =>
        new(error, label, rule, detail, null, ReasonCode.MalformedPacket);

    private static ConnectErrorRow Protocol(ConnectError error, string label, string rule, string detail) =>
        new(error, label, rule, detail, null, ReasonCode.ProtocolError);

    private static ConnectErrorRow Answered(
        ConnectError error, string label, string rule, string detail, byte? returnCode, ReasonCode reasonCode) =>
        new(error, label, rule, detail, returnCode, reasonCode);
}
