using System.Text;
using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Tests.Mqtt;

/// <summary>Draws packets that one protocol version can carry, from a seeded source.</summary>
internal sealed class RandomPackets(Random random, MqttProtocolVersion version)
{
    private readonly RandomProperties _properties = new(random, version);

    private bool Modern => version == MqttProtocolVersion.V5;

    public MqttPacket Next() => random.Next(1, Modern ? 16 : 15) switch
    {
        1 => Connect(),
        2 => ConnAck(),
        3 => Publish(),
        4 => new PubAckPacket { PacketId = Id(), ReasonCode = Reason(PacketType.PubAck), Properties = _properties.Reason() },
        5 => new PubRecPacket { PacketId = Id(), ReasonCode = Reason(PacketType.PubRec), Properties = _properties.Reason() },
        6 => new PubRelPacket { PacketId = Id(), ReasonCode = Reason(PacketType.PubRel), Properties = _properties.Reason() },
        7 => new PubCompPacket { PacketId = Id(), ReasonCode = Reason(PacketType.PubComp), Properties = _properties.Reason() },
        8 => new SubscribePacket { PacketId = Id(), Subscriptions = Several(Subscription), Properties = _properties.Subscribe() },
        9 => new SubAckPacket { PacketId = Id(), ReasonCodes = Several(SubscribeResult), Properties = _properties.Reason() },
        10 => new UnsubscribePacket { PacketId = Id(), TopicFilters = Several(Filter), UserProperties = _properties.User() },
        11 => UnsubAck(),
        12 => PingReqPacket.Instance,
        13 => PingRespPacket.Instance,
        14 => new DisconnectPacket { ReasonCode = Reason(PacketType.Disconnect), Properties = _properties.Disconnect() },
        _ => new AuthPacket { ReasonCode = Reason(PacketType.Auth), Properties = _properties.Auth() },
    };

    public ConnectPacket Connect()
    {
        string? username = random.Next(2) == 0 ? null : _properties.Text();
        bool mayHavePassword = Modern || username is not null;
        return new()
        {
            ProtocolVersion = version,
            IsBridge = !Modern && random.Next(4) == 0,
            CleanStart = random.Next(2) == 0,
            KeepAlive = (ushort)random.Next(65536),
            ClientId = "c" + _properties.Text(),
            Will = random.Next(2) == 0 ? null : Will(),
            Username = username,
            Password = mayHavePassword && random.Next(2) == 0 ? _properties.Bytes(200) : default(ReadOnlyMemory<byte>?),
            Properties = _properties.Connect(),
        };
    }

    private WillMessage Will() => new()
    {
        Topic = Topic(),
        Payload = _properties.Bytes(700),
        QoS = QoS(),
        Retain = random.Next(2) == 0,
        Properties = _properties.Will(),
    };

    private ConnAckPacket ConnAck()
    {
        ReasonCode reason = Modern
            ? Reason(PacketType.ConnAck)
            : ReasonCodeTable.TryFromConnectReturnCode((byte)random.Next(6), out ReasonCode code) ? code : ReasonCode.Success;
        bool mayBePresent = reason == ReasonCode.Success && version != MqttProtocolVersion.V31;
        return new() { ReasonCode = reason, SessionPresent = mayBePresent && random.Next(2) == 0, Properties = _properties.ConnAck() };
    }

    private PublishPacket Publish()
    {
        QualityOfService qos = QoS();
        PublishProperties properties = _properties.Publish();
        return new()
        {
            Topic = properties.TopicAlias is not null && random.Next(2) == 0 ? "" : Topic(),
            Payload = _properties.Bytes(random.Next(10) == 0 ? 20_000 : 300),
            QoS = qos,
            Duplicate = qos != QualityOfService.AtMostOnce && random.Next(2) == 0,
            Retain = random.Next(2) == 0,
            PacketId = qos == QualityOfService.AtMostOnce ? (ushort)0 : Id(),
            Properties = properties,
        };
    }

    private UnsubAckPacket UnsubAck() => Modern
        ? new() { PacketId = Id(), ReasonCodes = Several(() => Reason(PacketType.UnsubAck)), Properties = _properties.Reason() }
        : new() { PacketId = Id() };

    private Subscription Subscription()
    {
        string filter = Filter();
        if (!Modern) return new(filter, QoS());
        bool noLocal = !TopicFilter.IsShared(filter) && random.Next(2) == 0;
        return new(filter, QoS(), noLocal, random.Next(2) == 0, (RetainHandling)random.Next(3));
    }

    private ReasonCode SubscribeResult() => Modern
        ? Reason(PacketType.SubAck)
        : random.Next(4) is var n && n == 3 ? ReasonCode.UnspecifiedError : (ReasonCode)n;

    private ReasonCode Reason(PacketType type)
    {
        if (!Modern) return ReasonCode.Success;
        ReasonCode code;
        do code = (ReasonCode)random.Next(256);
        while (!ReasonCodeTable.IsLegal(type, code));
        return code;
    }

    private string Topic() => "t/" + _properties.Text().Replace('#', 'x').Replace('+', 'y');

    private string Filter()
    {
        var filter = new StringBuilder(random.Next(5) == 0 ? "$share/group/" : "");
        for (int i = random.Next(4); i >= 0; i--) filter.Append(random.Next(3) == 0 ? "+" : "level").Append('/');
        return filter.Append(random.Next(2) == 0 ? "#" : "end").ToString();
    }

    private List<T> Several<T>(Func<T> draw) => [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => draw())];

    private QualityOfService QoS() => (QualityOfService)random.Next(3);

    private ushort Id() => (ushort)random.Next(1, 65536);
}
