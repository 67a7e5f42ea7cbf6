namespace Lb.Protocol.Mqtt;

/// <summary>Every way in which a packet can break the specification, as shared values.</summary>
internal static class Malformations
{
    public static readonly MalformedPacket ReservedType = Malformed("MQTT 2.1.2", "packet type 0 is forbidden");
    public static readonly MalformedPacket AuthBeforeV5 = Malformed("MQTT-3.1.1 2.2.1", "packet type 15 exists only in MQTT 5.0");
    public static readonly MalformedPacket HeaderFlags = Malformed("MQTT-2.1.3-1", "reserved flags of the fixed header are set");
    public static readonly MalformedPacket RemainingLength = Malformed(
        "MQTT-1.5.5-1", "remaining length is longer than needed or than 4 bytes");
    public static readonly MalformedPacket Truncated = Malformed("MQTT 2.1.4", "a field runs past the end of the packet");
    public static readonly MalformedPacket TrailingBytes = Malformed("MQTT 2.1.4", "bytes are left over at the end of the packet");
    public static readonly MalformedPacket Utf8 = Malformed("MQTT-1.5.4-1", "text is not well-formed UTF-8 or holds U+0000");
    public static readonly MalformedPacket VariableByteInteger = Malformed(
        "MQTT-1.5.5-1", "a variable byte integer is longer than needed or than 4 bytes");
    public static readonly MalformedPacket QoS3 = Malformed("MQTT-3.3.1-4", "QoS 3 does not exist");
    public static readonly MalformedPacket DuplicateQoS0 = Malformed("MQTT-3.3.1-2", "DUP is set on a QoS 0 message");
    public static readonly MalformedPacket PacketIdZero = Protocol("MQTT-2.2.1-3", "packet identifier is 0");
    public static readonly MalformedPacket TopicWildcard = Malformed("MQTT-3.3.2-2", "topic name holds a wildcard");
    public static readonly MalformedPacket TopicEmpty = Malformed("MQTT-4.7.3-1", "topic name is empty");
    public static readonly MalformedPacket TopicMissing = Protocol("MQTT 3.3.2.1", "topic name is empty and there is no topic alias");
    public static readonly MalformedPacket ResponseTopic = Protocol("MQTT-3.3.2-14", "response topic is empty or holds a wildcard");
    public static readonly MalformedPacket TopicAliasZero =
        new(ReasonCode.TopicAliasInvalid, "MQTT-3.3.2-8", "topic alias is 0");

    public static readonly MalformedPacket NoFilters = Protocol("MQTT-3.8.3-2", "packet holds no topic filter");
    public static readonly MalformedPacket NoFiltersToEnd = Protocol("MQTT-3.10.3-2", "packet holds no topic filter");
    public static readonly MalformedPacket FilterInvalid = Malformed(
        "MQTT-4.7.1-1", "topic filter is empty or its wildcards are misplaced");
    public static readonly MalformedPacket SharedFilterInvalid = Protocol(
        "MQTT-4.8.2-1", "shared subscription has no valid share name or filter");
    public static readonly MalformedPacket SubscriptionOptions = Malformed(
        "MQTT-3.8.3-5", "reserved bits of the subscription options are set");
    public static readonly MalformedPacket SubscriptionQoS3 = Protocol("MQTT 3.8.3.1", "subscription asks for QoS 3");
    public static readonly MalformedPacket RetainHandling3 = Protocol("MQTT 3.8.3.1", "retain handling 3 does not exist");
    public static readonly MalformedPacket NoLocalShared = Protocol("MQTT-3.8.3-4", "no-local is set on a shared subscription");
    public static readonly MalformedPacket NoReasonCodes = Malformed("MQTT 3.9.3", "packet holds no reason code");
    public static readonly MalformedPacket ReasonCodeIllegal = Protocol("MQTT 2.4", "reason code does not belong in this packet");
    public static readonly MalformedPacket ConnAckFlags = Malformed("MQTT 3.2.2.1", "reserved acknowledge flags are set");
    public static readonly MalformedPacket ConnAckSession = Protocol("MQTT-3.2.2-6", "session present with a refusal");
    public static readonly MalformedPacket PropertyUnknown = Malformed(
        "MQTT 2.2.2.2", "property does not exist or does not belong in this packet");
    public static readonly MalformedPacket PropertyDuplicate = Protocol("MQTT 2.2.2.2", "property stands more than once");
    public static readonly MalformedPacket PropertyValue = Protocol("MQTT 2.2.2.2", "value of a property is out of range");
    public static readonly MalformedPacket AuthDataWithoutMethod = Protocol(
        "MQTT 3.1.2.11.10", "authentication data without authentication method");
    public static readonly MalformedPacket AuthMethodMissing = Protocol("MQTT 3.15.2.2.2", "AUTH without authentication method");
    public static readonly MalformedPacket TooLarge = new(ReasonCode.PacketTooLarge, "MQTT-3.1.2-24", "packet is larger than allowed");

    private static MalformedPacket Malformed(string rule, string detail) => new(ReasonCode.MalformedPacket, rule, detail);

    private static MalformedPacket Protocol(string rule, string detail) => new(ReasonCode.ProtocolError, rule, detail);
}
