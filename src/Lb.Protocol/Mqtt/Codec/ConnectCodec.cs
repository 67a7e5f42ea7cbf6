using System.Buffers;
using System.Text;
using Lb.Protocol.Connect;

namespace Lb.Protocol.Mqtt;

/// <summary>CONNECT, section 3.1. <see cref="ConnectParser"/> is the one judge of its bytes; this only makes a record of them.</summary>
internal static class ConnectCodec
{
    /// <summary>Takes a CONNECT from the start of the input, which does not change unless the outcome is complete.</summary>
    public static ParseStatus TryRead(ref ReadOnlySequence<byte> input, int maxPacketSize, out MqttPacket? packet, out MalformedPacket? error)
    {
        ParseStatus status = ConnectParser.TryParse(input, maxPacketSize, out ConnectPacketView view, out ConnectError connectError);
        error = status == ParseStatus.Invalid ? Malformation(connectError) : null;
        packet = status == ParseStatus.Complete ? FromView(view) : null;
        if (status == ParseStatus.Complete) input = input.Slice(view.TotalLength);
        return status;
    }

    private static MalformedPacket Malformation(ConnectError error)
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

    private static ConnectPacket FromView(in ConnectPacketView view) => new()
    {
        ProtocolVersion = view.ProtocolVersion,
        IsBridge = view.IsBridge,
        CleanStart = view.CleanStart,
        KeepAlive = view.KeepAlive,
        ClientId = Encoding.UTF8.GetString(view.ClientId),
        Will = view.Layout.HasWill ? Will(view) : null,
        Username = view.Layout.Username.IsPresent ? Encoding.UTF8.GetString(view.Username) : null,
        Password = view.Layout.Password.IsPresent ? view.Password.ToArray() : default(ReadOnlyMemory<byte>?),
        Properties = ConnectProperties.From(Block(view, view.Layout.Properties, PropertySection.Connect)),
    };

    private static WillMessage Will(in ConnectPacketView view) => new()
    {
        Topic = Encoding.UTF8.GetString(view.WillTopic),
        Payload = view.WillPayload.ToArray(),
        QoS = view.Layout.WillQoS,
        Retain = view.Layout.WillRetain,
        Properties = WillProperties.From(Block(view, view.Layout.WillProperties, PropertySection.Will)),
    };

    private static PropertyBlock Block(in ConnectPacketView view, ByteRange range, PropertySection section) =>
        range.Length == 0 ? PropertyBlock.Empty : PropertyBlock.ReadContent(view.Slice(range).ToArray(), section, out _);
}
