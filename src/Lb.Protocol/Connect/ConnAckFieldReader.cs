using System.Buffers;
using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Connect;

/// <summary>Takes single fields out of a CONNACK: HAProxy's <c>mqtt_field_value(connack,FIELD)</c>.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 3.2. A CONNACK does not name its version: one with a remaining length of 2 is read as MQTT 3.1.1, a
/// longer one as 5.0, as HAProxy does.</remarks>
public static class ConnAckFieldReader
{
    /// <summary>Flags and return code: all that a CONNACK of MQTT 3 holds. In MQTT 5.0 the property length follows.</summary>
    private const int RemainingLengthBeforeV5 = 2;

    /// <summary>Reads one field.</summary>
    /// <param name="input">The first bytes that the server sent.</param>
    /// <param name="maxPacketSize">The largest packet accepted, in bytes with its fixed header.</param>
    /// <param name="field">What to read.</param>
    /// <param name="value">The value when found. A number property that is absent in MQTT 5.0 has the value that the specification gives it
    /// then, if it gives one.</param>
    /// <returns><see cref="ParseStatus.Complete"/> when found; <see cref="ParseStatus.Invalid"/> when the input is no valid
    /// CONNACK or has no such field, or an empty text. Never throws.</returns>
    public static ParseStatus TryRead(in ReadOnlySequence<byte> input, int maxPacketSize, ConnAckField field, out FieldValue value)
    {
        value = default;
        Span<byte> start = stackalloc byte[PacketHeader.MaxLength + RemainingLengthBeforeV5];
        int available = (int)Math.Min(input.Length, start.Length);
        input.Slice(0, available).CopyTo(start);
        ParseStatus status = PacketHeader.TryRead(start[..available], MqttProtocolVersion.V5, out PacketHeader header, out _);
        if (status == ParseStatus.Invalid || (available > 0 && start[0] >> 4 != (int)PacketType.ConnAck)) return ParseStatus.Invalid;
        if (status == ParseStatus.NeedMoreData) return status;

        bool modern = header.TotalLength - header.Length != RemainingLengthBeforeV5;
        ReadOnlySequence<byte> rest = input;
        status = PacketReader.TryRead(
            ref rest, modern ? MqttProtocolVersion.V5 : MqttProtocolVersion.V311, maxPacketSize, out MqttPacket? packet, out _);
        if (packet is not ConnAckPacket connAck) return status;
        FieldValue? found = field switch
        {
            ConnAckField.Flags => FieldValue.Of(start[header.Length]),
            ConnAckField.ReasonCode => FieldValue.Of(start[header.Length + 1]),
            ConnAckField.ProtocolVersion => FieldValue.Of((uint)(modern ? MqttProtocolVersion.V5 : MqttProtocolVersion.V311)),
            _ => modern ? Property(connAck.Properties, field) : null,
        };
        value = found ?? default;
        return found is null ? ParseStatus.Invalid : ParseStatus.Complete;
    }

    private static FieldValue? Property(ConnAckProperties properties, ConnAckField field) => field switch
    {
        ConnAckField.SessionExpiryInterval => Number(properties.SessionExpiryInterval),
        ConnAckField.ServerKeepAlive => Number(properties.ServerKeepAlive),
        ConnAckField.MaximumPacketSize => Number(properties.MaximumPacketSize),
        ConnAckField.ReceiveMaximum => Number(properties.ReceiveMaximum ?? ushort.MaxValue),
        ConnAckField.TopicAliasMaximum => Number(properties.TopicAliasMaximum ?? 0),
        ConnAckField.MaximumQoS => Number((uint)(properties.MaximumQoS ?? QualityOfService.ExactlyOnce)),
        ConnAckField.RetainAvailable => Flag(properties.RetainAvailable),
        ConnAckField.WildcardSubscriptionAvailable => Flag(properties.WildcardSubscriptionAvailable),
        ConnAckField.SubscriptionIdentifierAvailable => Flag(properties.SubscriptionIdentifierAvailable),
        ConnAckField.SharedSubscriptionAvailable => Flag(properties.SharedSubscriptionAvailable),
        ConnAckField.AssignedClientIdentifier => Text(properties.AssignedClientIdentifier),
        ConnAckField.AuthenticationMethod => Text(properties.AuthenticationMethod),
        ConnAckField.ResponseInformation => Text(properties.ResponseInformation),
        ConnAckField.ServerReference => Text(properties.ServerReference),
        ConnAckField.ReasonString => Text(properties.ReasonString),
        ConnAckField.AuthenticationData => Bytes(properties.AuthenticationData ?? default),
        _ => null,
    };

    private static FieldValue? Number(uint? number) => number is { } value ? FieldValue.Of(value) : null;

    /// <summary>What a server does not rule out is available (MQTT 5.0 section 3.2.2.3).</summary>
    private static FieldValue Flag(bool? flag) => FieldValue.Of(flag is false ? 0u : 1u);

    private static FieldValue? Text(string? text) => text is null ? null : Bytes(System.Text.Encoding.UTF8.GetBytes(text));

    private static FieldValue? Bytes(ReadOnlyMemory<byte> bytes) =>
        bytes.IsEmpty ? null : FieldValue.Of(new ReadOnlySequence<byte>(bytes));
}
