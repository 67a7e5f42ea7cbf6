using Lb.Bench.Load.Mqtt;

namespace Lb.Bench.Load.Tests;

public class MqttPacketsTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(130)]
    [InlineData(131)]
    [InlineData(16_384)]
    [InlineData(16_386)]
    [InlineData(16_387)]
    [InlineData(1_000_000)]
    public void PublishHasTheAskedSizeAndSaysSo(int size)
    {
        byte[] packet = MqttPackets.Publish(size);
        Assert.Equal(size, packet.Length);
        Assert.Equal(size, MqttPackets.PacketLength(packet));
    }

    [Fact]
    public void ConnectCarriesItsClientId()
    {
        byte[] packet = MqttPackets.Connect("bench-0000042");
        Assert.Equal(packet.Length, MqttPackets.PacketLength(packet));
        Assert.Equal("bench-0000042", MqttPackets.ClientId(packet));
    }

    [Fact]
    public void LengthIsUnknown_WhileTheFixedHeaderIsIncomplete()
    {
        Assert.Equal(0, MqttPackets.PacketLength([0x30]));
        Assert.Equal(0, MqttPackets.PacketLength([0x30, 0x80]));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(128)]
    [InlineData(20_000)]
    public void PublishHasTopicQoSAndPacketId_WhenItIsAcknowledged(int size)
    {
        byte[] packet = MqttPackets.Publish(size, "bench/00001", qos: 1, packetId: 0x1234);
        Assert.Equal(size, packet.Length);
        Assert.Equal(size, MqttPackets.PacketLength(packet));
        Assert.Equal(0x32, packet[0]);
        Assert.Equal(0x1234, MqttPackets.PacketId(packet));
    }

    [Fact]
    public void SubscribeAndPubAckAreAsTheSpecificationSays()
    {
        Assert.Equal([0x82, 6, 0, 1, 0, 1, (byte)'a', 1], MqttPackets.Subscribe("a", 1));
        Assert.Equal([0x40, 2, 0x12, 0x34], MqttPackets.PubAck(0x1234));
    }
}
