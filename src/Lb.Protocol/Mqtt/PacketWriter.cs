using System.Buffers;

namespace Lb.Protocol.Mqtt;

/// <summary>Writes MQTT control packets.</summary>
public static class PacketWriter
{
    private const byte RequestFlags = 0x02;

    /// <summary>Writes one packet; what the version lacks, such as properties before MQTT 5.0, is left out.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="version">The version of the connection. A CONNECT is written for the version that it names itself.</param>
    /// <exception cref="ArgumentException">The packet cannot be written by the specification: a bug of the caller. Nothing has been
    /// written then.</exception>
    public static void Write(IBufferWriter<byte> output, MqttPacket packet, MqttProtocolVersion version)
    {
        MqttProtocolVersion actual = packet is ConnectPacket connect ? connect.ProtocolVersion : version;
        if (actual == MqttProtocolVersion.Unknown) throw new ArgumentException("The version must be known.", nameof(version));
        var buffer = new PacketBuffer(actual);
        try
        {
            byte firstByte = WriteBody(ref buffer, packet);
            buffer.Flush(output, firstByte, packet is PublishPacket publish ? publish.Payload.Span : default);
        }
        finally
        {
            buffer.Dispose();
        }
    }

    /// <summary>Writes the body and returns the first byte of the fixed header.</summary>
    private static byte WriteBody(ref PacketBuffer buffer, MqttPacket packet)
    {
        switch (packet)
        {
            case ConnectPacket connect:
                ConnectCodec.Write(ref buffer, connect);
                break;
            case ConnAckPacket connAck:
                ConnAckCodec.Write(ref buffer, connAck);
                break;
            case PublishPacket publish:
                return PublishCodec.Write(ref buffer, publish);
            case PublishAnswerPacket answer:
                PublishAnswerCodec.Write(ref buffer, answer);
                break;
            case SubscribePacket subscribe:
                SubscribeCodec.Write(ref buffer, subscribe);
                break;
            case SubAckPacket subAck:
                SubAckCodec.Write(ref buffer, subAck);
                break;
            case UnsubscribePacket unsubscribe:
                UnsubscribeCodec.Write(ref buffer, unsubscribe);
                break;
            case UnsubAckPacket unsubAck:
                UnsubAckCodec.Write(ref buffer, unsubAck);
                break;
            case DisconnectPacket disconnect:
                DisconnectCodec.Write(ref buffer, disconnect);
                break;
            case AuthPacket auth:
                AuthCodec.Write(ref buffer, auth);
                break;
        }
        return FirstByte(packet.Type);
    }

    private static byte FirstByte(PacketType type)
    {
        bool request = type is PacketType.PubRel or PacketType.Subscribe or PacketType.Unsubscribe;
        return (byte)(((int)type << 4) | (request ? RequestFlags : 0));
    }
}
