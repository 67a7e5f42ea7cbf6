using System.Buffers;
using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Tests.Mqtt;

public sealed class PacketWriterTests
{
    public static TheoryData<string, MqttPacket, MqttProtocolVersion> Known => new()
    {
        { "101000044d5154540402003c000468636b31", new ConnectPacket { CleanStart = true, KeepAlive = 60, ClientId = "hck1" }, MqttProtocolVersion.V5 },
        { "20020003", new ConnAckPacket { ReasonCode = ReasonCode.ServerBusy }, MqttProtocolVersion.V311 },
        { "2003008900", new ConnAckPacket { ReasonCode = ReasonCode.ServerBusy }, MqttProtocolVersion.V5 },
        { "20020000", new ConnAckPacket { SessionPresent = true }, MqttProtocolVersion.V31 },
        { "9003000180", new SubAckPacket { PacketId = 1, ReasonCodes = [ReasonCode.NotAuthorized] }, MqttProtocolVersion.V311 },
        { "b0020001", new UnsubAckPacket { PacketId = 1, ReasonCodes = [ReasonCode.Success] }, MqttProtocolVersion.V311 },
        { "e000", new DisconnectPacket { ReasonCode = ReasonCode.ServerShuttingDown }, MqttProtocolVersion.V311 },
        { "e0018b", new DisconnectPacket { ReasonCode = ReasonCode.ServerShuttingDown }, MqttProtocolVersion.V5 },
        { "62020102", new PubRelPacket { PacketId = 258 }, MqttProtocolVersion.V5 },
        { "3d06000161000168", new PublishPacket { Topic = "a", PacketId = 1, Payload = new byte[] { 0x68 }, QoS = QualityOfService.ExactlyOnce, Duplicate = true, Retain = true }, MqttProtocolVersion.V311 },
    };

    public static TheoryData<MqttPacket, MqttProtocolVersion> Unwritable => new()
    {
        { new PublishPacket { Topic = "" }, MqttProtocolVersion.V311 },
        { new PublishPacket { Topic = "a/+" }, MqttProtocolVersion.V5 },
        { new PublishPacket { Topic = "a", QoS = QualityOfService.AtLeastOnce }, MqttProtocolVersion.V311 },
        { new PublishPacket { Topic = "\ud800" }, MqttProtocolVersion.V311 },
        { new PublishPacket { Topic = new string('a', 65_536) }, MqttProtocolVersion.V311 },
        { new PublishPacket { Topic = "a", Properties = new() { TopicAlias = 0 } }, MqttProtocolVersion.V5 },
        { new PubAckPacket { PacketId = 0 }, MqttProtocolVersion.V311 },
        { new SubscribePacket { PacketId = 1, Subscriptions = [] }, MqttProtocolVersion.V311 },
        { new UnsubscribePacket { PacketId = 1, TopicFilters = [] }, MqttProtocolVersion.V311 },
        { new SubAckPacket { PacketId = 1, ReasonCodes = [] }, MqttProtocolVersion.V5 },
        { new SubscribePacket { PacketId = 1, Subscriptions = [new("a#", QualityOfService.AtMostOnce)] }, MqttProtocolVersion.V311 },
        { new SubscribePacket { PacketId = 1, Subscriptions = [new("a", (QualityOfService)3)] }, MqttProtocolVersion.V311 },
        { new SubscribePacket { PacketId = 1, Subscriptions = [new("$share/g/a", default, NoLocal: true)] }, MqttProtocolVersion.V5 },
        { new UnsubscribePacket { PacketId = 1, TopicFilters = ["$share//a"] }, MqttProtocolVersion.V5 },
        { new PubRelPacket { PacketId = 1, ReasonCode = ReasonCode.NotAuthorized }, MqttProtocolVersion.V5 },
        { new DisconnectPacket { ReasonCode = ReasonCode.Banned }, MqttProtocolVersion.V5 },
        { new AuthPacket(), MqttProtocolVersion.V311 },
        { new ConnectPacket { ClientId = "" }, MqttProtocolVersion.V311 },
        { new ConnectPacket { ClientId = "a", Password = new byte[] { 1 } }, MqttProtocolVersion.V311 },
        { new ConnectPacket { ClientId = "a", Will = new() { Topic = "#" } }, MqttProtocolVersion.V311 },
        { new ConnAckPacket { SessionPresent = true, ReasonCode = ReasonCode.NotAuthorized }, MqttProtocolVersion.V5 },
        { new PingReqPacket(), MqttProtocolVersion.Unknown },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void WritesTheseBytes_WhenAskedForThisVersion(string hex, MqttPacket packet, MqttProtocolVersion version)
    {
        var output = new ArrayBufferWriter<byte>();
        PacketWriter.Write(output, packet, version);
        Assert.Equal(hex, Convert.ToHexStringLower(output.WrittenSpan));
    }

    [Theory]
    [MemberData(nameof(Unwritable))]
    public void ThrowsAndWritesNothing_WhenThePacketBreaksTheSpecification(MqttPacket packet, MqttProtocolVersion version)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.ThrowsAny<ArgumentException>(() => PacketWriter.Write(output, packet, version));
        Assert.Equal(0, output.WrittenCount);
    }
}
