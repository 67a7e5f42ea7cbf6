using System.Buffers;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Hostile;

/// <summary>Correct packets of a client with everything that a version has in them: what a hostile client damages.</summary>
internal static class ClientPackets
{
    /// <summary>A CONNECT with a will; in MQTT 5.0 with all properties, but without an exchange.</summary>
    public static ConnectPacket Connect(MqttProtocolVersion version) => new()
    {
        ProtocolVersion = version,
        ClientId = "liar",
        KeepAlive = 60,
        Username = "anna",
        Password = "secret"u8.ToArray(),
        Will = new WillMessage { Topic = "a/w", Payload = "gone"u8.ToArray(), QoS = QualityOfService.AtLeastOnce, Properties = WillProperties() },
        Properties = new ConnectProperties
        {
            SessionExpiryInterval = 100,
            ReceiveMaximum = 2,
            MaximumPacketSize = 60,
            TopicAliasMaximum = 1,
            RequestProblemInformation = true,
            RequestResponseInformation = true,
            UserProperties = [new("k", "v")],
        },
    };

    /// <summary>One packet of each kind that may come in a session, and some more where a kind has several faces.</summary>
    public static IReadOnlyList<MqttPacket> InSession(MqttProtocolVersion version) =>
        [.. Publications(), .. Answers(), .. Others(), .. version == MqttProtocolVersion.V5 ? Modern() : []];

    /// <summary>A packet as its client sends it.</summary>
    public static byte[] Bytes(MqttPacket packet, MqttProtocolVersion version)
    {
        var bytes = new ArrayBufferWriter<byte>();
        PacketWriter.Write(bytes, packet, version);
        return bytes.WrittenSpan.ToArray();
    }

    private static IEnumerable<PublishPacket> Publications() => Enum.GetValues<QualityOfService>().Select(qos => new PublishPacket
    {
        Topic = "a/b",
        Payload = new byte[5],
        QoS = qos,
        Retain = qos == QualityOfService.AtLeastOnce,
        PacketId = (ushort)qos,
        Properties = new PublishProperties
        {
            PayloadFormatIndicator = PayloadFormat.Utf8,
            MessageExpiryInterval = 9,
            TopicAlias = 1,
            ResponseTopic = "r",
            CorrelationData = new byte[2],
            ContentType = "c",
            UserProperties = [new("k", "v")],
        },
    });

    private static IEnumerable<PublishAnswerPacket> Answers() =>
    [
        new PubAckPacket { PacketId = 1, Properties = Reason() },
        new PubRecPacket { PacketId = 1, Properties = Reason() },
        new PubRelPacket { PacketId = 2, Properties = Reason() },
        new PubCompPacket { PacketId = 1, Properties = Reason() },
    ];

    private static IEnumerable<MqttPacket> Others() =>
    [
        new SubscribePacket
        {
            PacketId = 2,
            Subscriptions = [new Subscription("a/+", QualityOfService.ExactlyOnce), new Subscription("$share/g/a/#", QualityOfService.AtLeastOnce)],
            Properties = new SubscribeProperties { SubscriptionIdentifier = 7, UserProperties = [new("k", "v")] },
        },
        new UnsubscribePacket { PacketId = 3, TopicFilters = ["a/+", "$share/g/a/#"] },
        PingReqPacket.Instance,
        new DisconnectPacket
        {
            ReasonCode = ReasonCode.DisconnectWithWillMessage,
            Properties = new DisconnectProperties { SessionExpiryInterval = 1, ReasonString = "r", UserProperties = [new("k", "v")] },
        },
    ];

    private static IEnumerable<MqttPacket> Modern() =>
    [
        new PublishPacket { Topic = "", QoS = QualityOfService.ExactlyOnce, PacketId = 4, Properties = new PublishProperties { TopicAlias = 1 } },
        new AuthPacket
        {
            ReasonCode = ReasonCode.ReAuthenticate,
            Properties = new AuthProperties { AuthenticationMethod = "SCRAM-SHA-256", AuthenticationData = "n,,n=anna,r=x"u8.ToArray() },
        },
    ];

    private static ReasonProperties Reason() => new() { ReasonString = "r", UserProperties = [new("k", "v")] };

    private static WillProperties WillProperties() => new()
    {
        WillDelayInterval = 1,
        PayloadFormatIndicator = PayloadFormat.Utf8,
        MessageExpiryInterval = 9,
        ContentType = "c",
        ResponseTopic = "r",
        CorrelationData = new byte[2],
        UserProperties = [new("k", "v")],
    };
}
