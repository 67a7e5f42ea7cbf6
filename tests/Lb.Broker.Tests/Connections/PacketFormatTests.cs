using System.Buffers;
using Lb.Broker.Connections;
using Lb.Protocol;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Connections;

public sealed class PacketFormatTests
{
    private static readonly ReasonProperties Explained = new() { ReasonString = "because", UserProperties = [new("k", "v")] };

    public static TheoryData<PacketType> Explaining() =>
    [
        PacketType.ConnAck, PacketType.PubAck, PacketType.PubRec, PacketType.PubRel, PacketType.PubComp, PacketType.SubAck,
        PacketType.UnsubAck, PacketType.Disconnect, PacketType.Auth,
    ];

    [Theory]
    [MemberData(nameof(Explaining))]
    public void LeavesExplanationsOut_WhenTheyDoNotFit(PacketType type)
    {
        var packet = Packet(type);
        var whole = Written(new PacketFormat(MqttProtocolVersion.V5), packet);
        var bare = Written(new PacketFormat(MqttProtocolVersion.V5) { MaximumPacketSize = (uint)whole.Length - 1 }, packet);

        Assert.True(bare.Length < whole.Length - Explained.ReasonString!.Length);
        Assert.Equal(Written(new PacketFormat(MqttProtocolVersion.V5), Reasons.Without(packet)), bare);
        var input = new ReadOnlySequence<byte>(bare);
        Assert.Equal(ParseStatus.Complete, PacketReader.TryRead(ref input, MqttProtocolVersion.V5, int.MaxValue, out _, out _));
    }

    [Theory]
    [MemberData(nameof(Explaining))]
    public void LeavesExplanationsOut_WhenTheyAreNotWanted(PacketType type)
    {
        var packet = Packet(type);

        Assert.Equal(
            Written(new PacketFormat(MqttProtocolVersion.V5), Reasons.Without(packet)),
            Written(new PacketFormat(MqttProtocolVersion.V5) { WantsReasons = false }, packet));
    }

    [Theory]
    [MemberData(nameof(Explaining))]
    public void WritesNothing_WhenEvenTheBarePacketIsTooLarge(PacketType type)
    {
        using var buffer = new SendBuffer();
        var format = new PacketFormat(MqttProtocolVersion.V5) { MaximumPacketSize = 1 };

        Assert.False(format.TryWrite(buffer, Packet(type)));
        Assert.Equal(0, buffer.Length);
    }

    private static byte[] Written(PacketFormat format, MqttPacket packet)
    {
        using var buffer = new SendBuffer();
        Assert.True(format.TryWrite(buffer, packet));
        return buffer.Written.ToArray();
    }

    private static MqttPacket Packet(PacketType type) => type switch
    {
        PacketType.ConnAck => new ConnAckPacket { Properties = new() { ReasonString = "because", UserProperties = [new("k", "v")] } },
        PacketType.PubAck => new PubAckPacket { PacketId = 1, Properties = Explained },
        PacketType.PubRec => new PubRecPacket { PacketId = 1, Properties = Explained },
        PacketType.PubRel => new PubRelPacket { PacketId = 1, Properties = Explained },
        PacketType.PubComp => new PubCompPacket { PacketId = 1, Properties = Explained },
        PacketType.SubAck => new SubAckPacket { PacketId = 1, ReasonCodes = [ReasonCode.GrantedQoS1], Properties = Explained },
        PacketType.UnsubAck => new UnsubAckPacket { PacketId = 1, ReasonCodes = [ReasonCode.Success], Properties = Explained },
        PacketType.Disconnect => new DisconnectPacket { Properties = new() { ReasonString = "because", UserProperties = [new("k", "v")] } },
        _ => new AuthPacket
        {
            ReasonCode = ReasonCode.ContinueAuthentication,
            Properties = new() { AuthenticationMethod = "m", ReasonString = "because", UserProperties = [new("k", "v")] },
        },
    };
}
