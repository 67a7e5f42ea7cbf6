using System.Buffers;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Sessions;

/// <summary>A client's maximum packet size: a larger PUBLISH is not sent and counts as delivered (MQTT 5.0 section 3.1.2.11.4).</summary>
/// <param name="maximum">In bytes, fixed header included.</param>
internal sealed class SizeLimit(uint maximum)
{
    private readonly ArrayBufferWriter<byte> _measure = new();

    public bool Allows(PublishPacket packet)
    {
        if (packet.Payload.Length > maximum) return false;
        _measure.ResetWrittenCount();
        PacketWriter.Write(_measure, packet, MqttProtocolVersion.V5);
        return _measure.WrittenCount <= maximum;
    }
}
