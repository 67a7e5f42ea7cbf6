using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Comparison;

/// <summary>What clients of several scenarios do.</summary>
internal static class ScenarioSteps
{
    /// <summary>Publishes a message to its end, and notes what the publisher sees.</summary>
    public static async Task PublishAsync(
        Transcript session, PacketLine line, string topic, string payload, int qos, bool retain = false, PublishProperties? properties = null)
    {
        var packet = new PublishPacket
        {
            Topic = topic,
            Payload = System.Text.Encoding.UTF8.GetBytes(payload),
            QoS = (QualityOfService)qos,
            Retain = retain,
            PacketId = (ushort)(qos == 0 ? 0 : 50),
            Properties = properties ?? PublishProperties.None,
        };
        await line.SendAsync(packet);
        await session.NoteAllAsync("publisher", line);
        if (qos < 2) return;
        await line.SendAsync(new PubRelPacket { PacketId = 50 });
        await session.NoteAllAsync("publisher", line);
    }

    public static SubscribePacket Subscribe(string filter, int qos, uint? identifier = null) =>
        Subscribe(new Subscription(filter, (QualityOfService)qos), identifier);

    public static SubscribePacket Subscribe(Subscription subscription, uint? identifier = null) => new()
    {
        PacketId = 3,
        Subscriptions = [subscription],
        Properties = new SubscribeProperties { SubscriptionIdentifier = identifier },
    };

    /// <summary>Notes what has come and acknowledges the messages among it to their end, again and again.</summary>
    public static async Task AcknowledgeInRoundsAsync(Transcript session, string name, PacketLine line, int rounds)
    {
        for (var round = 0; round < rounds; round++)
            foreach (var publish in await session.NoteAllAsync(name, line)) await AcknowledgeAsync(session, name, line, publish);
    }

    private static async Task AcknowledgeAsync(Transcript session, string name, PacketLine line, PublishPacket publish)
    {
        if (publish.QoS == QualityOfService.AtLeastOnce) await line.SendAsync(new PubAckPacket { PacketId = publish.PacketId });
        if (publish.QoS != QualityOfService.ExactlyOnce) return;
        await session.NoteAnswerAsync(name, line, new PubRecPacket { PacketId = publish.PacketId });
        await line.SendAsync(new PubCompPacket { PacketId = publish.PacketId });
    }

    /// <summary>The bytes of a packet, and a PINGREQ behind it that shows a broker that does not mind.</summary>
    public static byte[] WithPing(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal) + "C000");
}
