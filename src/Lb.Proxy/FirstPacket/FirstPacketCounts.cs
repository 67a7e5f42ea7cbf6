using System.Text;
using Lb.Protocol;
using Lb.Proxy.Connections;

namespace Lb.Proxy.FirstPacket;

/// <summary>Counts what the first packet was, once it was waited for.</summary>
internal static class FirstPacketCounts
{
    public static void Count(ClientConnection connection, bool keepClientId)
    {
        if (!connection.Frontend.Needs.Connect || connection.Facts.Payload.IsEmpty) return;
        var status = connection.Facts.ParseConnect(out var packet, out var error);
        if (status == ParseStatus.Complete) connection.Frontend.Mqtt.CountConnect(packet);
        if (status == ParseStatus.Complete && keepClientId) connection.ClientId = Encoding.UTF8.GetString(packet.ClientId);
        if (status == ParseStatus.Invalid) connection.Frontend.Mqtt.ParseFailures[error].Increment();
    }
}
