using System.Text;
using Lb.Protocol.Connect;

namespace Lb.Protocol.Mqtt;

/// <summary>CONNECT, section 3.1. <see cref="ConnectParser"/> is the one judge of its bytes; this only makes a record of them.</summary>
internal static class ConnectCodec
{
    public static ConnectPacket? Read(ReadOnlySpan<byte> packet, out MalformedPacket? error)
    {
        error = null;
        ParseStatus status = ConnectParser.TryParse(packet, int.MaxValue, out ConnectLayout layout, out ConnectError connectError);
        if (status == ParseStatus.Complete) return FromLayout(packet, layout);
        error = Malformation(connectError);
        return null;
    }

    public static MalformedPacket Malformation(ConnectError error)
    {
        ConnectErrorRow row = ConnectErrorTable.Row(error);
        return new(row.ReasonCode ?? ReasonCode.ProtocolError, row.Rule, row.Detail, error);
    }

    public static void Write(ref PacketBuffer buffer, ConnectPacket packet)
    {
        bool modern = buffer.Version == MqttProtocolVersion.V5;
        bool old = buffer.Version == MqttProtocolVersion.V31;
        buffer.WriteText(old ? "MQIsdp" : "MQTT");
        int level = (int)buffer.Version;
        buffer.WriteByte((byte)(packet.IsBridge && !modern ? level | ConnectPrefix.BridgeBit : level));
        buffer.WriteByte(Flags(packet, modern));
        buffer.WriteUInt16(packet.KeepAlive);
        if (modern) packet.Properties.WriteTo(ref buffer);
        if (packet.ClientId.Length == 0 && (old || (!modern && !packet.CleanStart)))
            throw new ArgumentException("This version needs a client identifier here [MQTT-3.1.3-8].", nameof(packet));
        buffer.WriteText(packet.ClientId);
        if (packet.Will is { } will) WriteWill(ref buffer, will, modern);
        if (packet.Username is { } username) buffer.WriteText(username);
        if (packet.Password is { } password) buffer.WriteBinary(password.Span);
    }

    private static void WriteWill(ref PacketBuffer buffer, WillMessage will, bool modern)
    {
        if (!TopicName.IsValid(will.Topic)) throw new ArgumentException("Not a topic name.", nameof(will));
        if (will.QoS > QualityOfService.ExactlyOnce) throw new ArgumentException("QoS is above 2.", nameof(will));
        if (modern) will.Properties.WriteTo(ref buffer);
        buffer.WriteText(will.Topic);
        buffer.WriteBinary(will.Payload.Span);
    }

    private static byte Flags(ConnectPacket packet, bool modern)
    {
        int flags = packet.CleanStart ? ConnectFlags.CleanStart : 0;
        if (packet.Will is { } will)
        {
            flags |= ConnectFlags.Will | ((int)will.QoS << 3);
            if (will.Retain) flags |= ConnectFlags.WillRetain;
        }
        if (packet.Username is not null) flags |= ConnectFlags.Username;
        if (packet.Password is null) return (byte)flags;
        if (packet.Username is null && !modern)
            throw new ArgumentException("MQTT 3 allows no password without a user name [MQTT-3.1.2-22].", nameof(packet));
        return (byte)(flags | ConnectFlags.Password);
    }

    private static ConnectPacket FromLayout(ReadOnlySpan<byte> packet, in ConnectLayout layout) => new()
    {
        ProtocolVersion = layout.ProtocolVersion,
        IsBridge = layout.IsBridge,
        CleanStart = layout.CleanStart,
        KeepAlive = layout.KeepAlive,
        ClientId = Text(packet, layout.ClientId),
        Will = layout.HasWill ? Will(packet, layout) : null,
        Username = layout.Username.IsPresent ? Text(packet, layout.Username) : null,
        Password = layout.Password.IsPresent ? Binary(packet, layout.Password) : default(ReadOnlyMemory<byte>?),
        Properties = ConnectProperties.From(Block(packet, layout.Properties, PropertySection.Connect)),
    };

    private static WillMessage Will(ReadOnlySpan<byte> packet, in ConnectLayout layout) => new()
    {
        Topic = Text(packet, layout.WillTopic),
        Payload = Binary(packet, layout.WillPayload),
        QoS = layout.WillQoS,
        Retain = layout.WillRetain,
        Properties = WillProperties.From(Block(packet, layout.WillProperties, PropertySection.Will)),
    };

    private static string Text(ReadOnlySpan<byte> packet, ByteRange range) => Encoding.UTF8.GetString(range.In(packet));

    private static ReadOnlyMemory<byte> Binary(ReadOnlySpan<byte> packet, ByteRange range) => range.In(packet).ToArray();

    private static PropertyBlock Block(ReadOnlySpan<byte> packet, ByteRange range, PropertySection section) =>
        range.Length == 0 ? PropertyBlock.Empty : PropertyBlock.ReadContent(range.In(packet), section, out _);
}
