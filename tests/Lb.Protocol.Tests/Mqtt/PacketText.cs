using System.Text.Json;
using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Tests.Mqtt;

/// <summary>A packet with everything in it as text, so that two packets can be compared by value, lists and bytes included.</summary>
internal static class PacketText
{
    public static string Of(MqttPacket? packet) => packet is null ? "" : packet.Type + JsonSerializer.Serialize(packet, packet.GetType());
}
