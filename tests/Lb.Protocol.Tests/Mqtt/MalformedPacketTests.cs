using System.Buffers;
using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Tests.Mqtt;

public sealed class MalformedPacketTests
{
    private const MqttProtocolVersion V31 = MqttProtocolVersion.V31;
    private const MqttProtocolVersion V311 = MqttProtocolVersion.V311;
    private const MqttProtocolVersion V5 = MqttProtocolVersion.V5;

    [Theory]
    // Fixed header.
    [InlineData(V311, "0000", ReasonCode.MalformedPacket, "MQTT 2.1.2")]
    [InlineData(V311, "f000", ReasonCode.MalformedPacket, "MQTT-3.1.1 2.2.1")]
    [InlineData(V311, "2100", ReasonCode.MalformedPacket, "MQTT-2.1.3-1")]
    [InlineData(V5, "41020001", ReasonCode.MalformedPacket, "MQTT-2.1.3-1")]
    [InlineData(V5, "60020001", ReasonCode.MalformedPacket, "MQTT-2.1.3-1")]
    [InlineData(V311, "80060001000161 00", ReasonCode.MalformedPacket, "MQTT-2.1.3-1")]
    [InlineData(V311, "a0050001000161", ReasonCode.MalformedPacket, "MQTT-2.1.3-1")]
    [InlineData(V311, "c100", ReasonCode.MalformedPacket, "MQTT-2.1.3-1")]
    [InlineData(V311, "e200", ReasonCode.MalformedPacket, "MQTT-2.1.3-1")]
    [InlineData(V311, "c0ffffffff01", ReasonCode.MalformedPacket, "MQTT-1.5.5-1")]
    [InlineData(V5, "c08000", ReasonCode.MalformedPacket, "MQTT-1.5.5-1")]
    [InlineData(V311, "c00100", ReasonCode.MalformedPacket, "MQTT 2.1.4")]
    [InlineData(V311, "e00100", ReasonCode.MalformedPacket, "MQTT 2.1.4")]
    // CONNECT: the CONNECT parser's own tests cover the rest.
    [InlineData(V311, "101400044d5154540403003c0008746573745f737562", ReasonCode.MalformedPacket, "MQTT-3.1.2-3")]
    [InlineData(V5, "101800044d5154540502003c032100000008746573745f737562", ReasonCode.ProtocolError, "MQTT 3.1.2.11")]
    // CONNACK.
    [InlineData(V311, "20020200", ReasonCode.MalformedPacket, "MQTT 3.2.2.1")]
    [InlineData(V311, "20020105", ReasonCode.ProtocolError, "MQTT-3.2.2-6")]
    [InlineData(V311, "20020006", ReasonCode.ProtocolError, "MQTT 2.4")]
    [InlineData(V311, "200100", ReasonCode.MalformedPacket, "MQTT 2.1.4")]
    [InlineData(V5, "2003001000", ReasonCode.ProtocolError, "MQTT 2.4")]
    [InlineData(V5, "20020000", ReasonCode.MalformedPacket, "MQTT 2.1.4")]
    [InlineData(V5, "20050000022402", ReasonCode.ProtocolError, "MQTT 2.2.2.2")]
    [InlineData(V5, "20060000031700 01", ReasonCode.MalformedPacket, "MQTT 2.2.2.2")]
    // PUBLISH.
    [InlineData(V311, "360500016100 0178", ReasonCode.MalformedPacket, "MQTT-3.3.1-4")]
    [InlineData(V31, "360500016100 0178", ReasonCode.MalformedPacket, "MQTT-3.3.1-4")]
    [InlineData(V311, "3803000161", ReasonCode.MalformedPacket, "MQTT-3.3.1-2")]
    [InlineData(V311, "32050001610000", ReasonCode.ProtocolError, "MQTT-2.2.1-3")]
    [InlineData(V311, "3203000161", ReasonCode.MalformedPacket, "MQTT 2.1.4")]
    [InlineData(V311, "30020000", ReasonCode.MalformedPacket, "MQTT-4.7.3-1")]
    [InlineData(V311, "300300012b", ReasonCode.MalformedPacket, "MQTT-3.3.2-2")]
    [InlineData(V311, "30050003612f23", ReasonCode.MalformedPacket, "MQTT-3.3.2-2")]
    [InlineData(V311, "3003000100", ReasonCode.MalformedPacket, "MQTT-1.5.4-1")]
    [InlineData(V311, "30050003eda080", ReasonCode.MalformedPacket, "MQTT-1.5.4-1")]
    [InlineData(V311, "3003000561", ReasonCode.MalformedPacket, "MQTT 2.1.4")]
    [InlineData(V5, "3003000000", ReasonCode.ProtocolError, "MQTT 3.3.2.1")]
    [InlineData(V5, "300700016103230000", ReasonCode.TopicAliasInvalid, "MQTT-3.3.2-8")]
    [InlineData(V5, "300600016102 0102", ReasonCode.ProtocolError, "MQTT 2.2.2.2")]
    [InlineData(V5, "3008000161040100 0101", ReasonCode.ProtocolError, "MQTT 2.2.2.2")]
    [InlineData(V5, "3006000161020b00", ReasonCode.ProtocolError, "MQTT 2.2.2.2")]
    [InlineData(V5, "3009000161050b8080808001", ReasonCode.MalformedPacket, "MQTT-1.5.5-1")]
    [InlineData(V5, "300800016104080001 23", ReasonCode.ProtocolError, "MQTT-3.3.2-14")]
    [InlineData(V5, "30060001610211 00", ReasonCode.MalformedPacket, "MQTT 2.2.2.2")]
    [InlineData(V5, "3005000161 7f01", ReasonCode.MalformedPacket, "MQTT 2.1.4")]
    // Answers to PUBLISH.
    [InlineData(V311, "40020000", ReasonCode.ProtocolError, "MQTT-2.2.1-3")]
    [InlineData(V311, "4003000100", ReasonCode.MalformedPacket, "MQTT 2.1.4")]
    [InlineData(V5, "4003000192", ReasonCode.ProtocolError, "MQTT 2.4")]
    [InlineData(V5, "6203000110", ReasonCode.ProtocolError, "MQTT 2.4")]
    [InlineData(V5, "4006000100021f00", ReasonCode.MalformedPacket, "MQTT 2.1.4")]
    [InlineData(V5, "50060001000223 00", ReasonCode.MalformedPacket, "MQTT 2.2.2.2")]
    // SUBSCRIBE.
    [InlineData(V311, "82020001", ReasonCode.ProtocolError, "MQTT-3.8.3-2")]
    [InlineData(V5, "8203000100", ReasonCode.ProtocolError, "MQTT-3.8.3-2")]
    [InlineData(V311, "8206000000016100", ReasonCode.ProtocolError, "MQTT-2.2.1-3")]
    [InlineData(V311, "82050001000000", ReasonCode.MalformedPacket, "MQTT-4.7.1-1")]
    [InlineData(V311, "820800010003612b2f00", ReasonCode.MalformedPacket, "MQTT-4.7.1-1")]
    [InlineData(V311, "8206000100016103", ReasonCode.ProtocolError, "MQTT 3.8.3.1")]
    [InlineData(V311, "8206000100016104", ReasonCode.MalformedPacket, "MQTT-3.8.3-5")]
    [InlineData(V311, "82050001000161", ReasonCode.MalformedPacket, "MQTT 2.1.4")]
    [InlineData(V5, "820700010000016140", ReasonCode.MalformedPacket, "MQTT-3.8.3-5")]
    [InlineData(V5, "820700010000016130", ReasonCode.ProtocolError, "MQTT 3.8.3.1")]
    [InlineData(V5, "821000010000 0a2473686172652f672f61 04", ReasonCode.ProtocolError, "MQTT-3.8.3-4")]
    [InlineData(V5, "820f00010000 092473686172652f2f61 00", ReasonCode.ProtocolError, "MQTT-4.8.2-1")]
    [InlineData(V5, "820900 0102 0b00 00016100", ReasonCode.ProtocolError, "MQTT 2.2.2.2")]
    [InlineData(V5, "820b0001 04 0b010b02 00016100", ReasonCode.ProtocolError, "MQTT 2.2.2.2")]
    // SUBACK, UNSUBSCRIBE, UNSUBACK.
    [InlineData(V311, "9003000103", ReasonCode.ProtocolError, "MQTT 2.4")]
    [InlineData(V311, "90020001", ReasonCode.MalformedPacket, "MQTT 3.9.3")]
    [InlineData(V5, "900400010011", ReasonCode.ProtocolError, "MQTT 2.4")]
    [InlineData(V311, "a2020001", ReasonCode.ProtocolError, "MQTT-3.10.3-2")]
    [InlineData(V311, "a20400010000", ReasonCode.MalformedPacket, "MQTT-4.7.1-1")]
    [InlineData(V311, "b003000100", ReasonCode.MalformedPacket, "MQTT 2.1.4")]
    [InlineData(V5, "b0020001", ReasonCode.MalformedPacket, "MQTT 2.1.4")]
    [InlineData(V5, "b004000100 01", ReasonCode.ProtocolError, "MQTT 2.4")]
    // DISCONNECT and AUTH.
    [InlineData(V5, "e00101", ReasonCode.ProtocolError, "MQTT 2.4")]
    [InlineData(V5, "e004000221 00", ReasonCode.MalformedPacket, "MQTT 2.2.2.2")]
    [InlineData(V5, "f00118", ReasonCode.MalformedPacket, "MQTT 2.1.4")]
    [InlineData(V5, "f0021800", ReasonCode.ProtocolError, "MQTT 3.15.2.2.2")]
    [InlineData(V5, "f00218 01", ReasonCode.MalformedPacket, "MQTT 2.1.4")]
    [InlineData(V5, "f00618 0416000161", ReasonCode.ProtocolError, "MQTT 3.1.2.11.10")]
    public void NamesTheBrokenRule_WhenThePacketIsMalformed(MqttProtocolVersion version, string hex, ReasonCode reason, string rule)
    {
        ParseStatus status = Read(version, hex, out MqttPacket? packet, out MalformedPacket? error);
        Assert.Equal(ParseStatus.Invalid, status);
        Assert.Null(packet);
        Assert.Equal((reason, rule), (error!.Reason, error.Rule));
    }

    [Theory]
    [InlineData("6a020001", PacketType.PubRel)] // DUP on a repeated request
    [InlineData("8a06000100016100", PacketType.Subscribe)]
    [InlineData("8206000100016104", PacketType.Subscribe)] // unused bits of the requested QoS
    [InlineData("aa050001000161", PacketType.Unsubscribe)]
    [InlineData("20020100", PacketType.ConnAck)] // first byte unused
    [InlineData("3803000161", PacketType.Publish)] // DUP with QoS 0
    [InlineData("c100", PacketType.PingReq)]
    public void AcceptsWhatLaterVersionsForbid_WhenTheVersionIs31(string hex, PacketType type)
    {
        ParseStatus status = Read(V31, hex, out MqttPacket? packet, out _);
        Assert.Equal(ParseStatus.Complete, status);
        Assert.Equal(type, packet!.Type);
    }

    [Fact]
    public void RefusesAtOnce_WhenTheAnnouncedLengthIsOverTheLimit()
    {
        var input = new ReadOnlySequence<byte>(Convert.FromHexString("30e807"));
        ParseStatus status = PacketReader.TryRead(ref input, V5, 1002, out _, out MalformedPacket? error);
        Assert.Equal((ParseStatus.Invalid, ReasonCode.PacketTooLarge), (status, error?.Reason));
    }

    [Fact]
    public void AcceptsAPacket_WhenItIsAsLongAsTheLimit()
    {
        var input = new ReadOnlySequence<byte>(Convert.FromHexString("3004000161ff"));
        Assert.Equal(ParseStatus.Complete, PacketReader.TryRead(ref input, V311, 6, out _, out _));
    }

    [Theory]
    [InlineData("e000", ReasonCode.Success)]
    [InlineData("e00104", ReasonCode.DisconnectWithWillMessage)]
    [InlineData("e0028e00", ReasonCode.SessionTakenOver)]
    public void ReadsEveryShortForm_WhenDisconnectLeavesFieldsOut(string hex, ReasonCode reason)
    {
        Read(V5, hex, out MqttPacket? packet, out _);
        Assert.Equal(reason, Assert.IsType<DisconnectPacket>(packet).ReasonCode);
    }

    [Theory]
    [InlineData("40020007", ReasonCode.Success)]
    [InlineData("4003000710", ReasonCode.NoMatchingSubscribers)]
    [InlineData("400400078700", ReasonCode.NotAuthorized)]
    public void ReadsEveryShortForm_WhenPubAckLeavesFieldsOut(string hex, ReasonCode reason)
    {
        Read(V5, hex, out MqttPacket? packet, out _);
        Assert.Equal((7, reason), (Assert.IsType<PubAckPacket>(packet).PacketId, ((PubAckPacket)packet!).ReasonCode));
    }

    [Theory]
    [InlineData(PacketType.Disconnect, ReasonCode.TopicAliasInvalid, ReasonCode.TopicAliasInvalid)]
    [InlineData(PacketType.ConnAck, ReasonCode.TopicAliasInvalid, ReasonCode.ProtocolError)]
    [InlineData(PacketType.ConnAck, ReasonCode.UnsupportedProtocolVersion, ReasonCode.UnsupportedProtocolVersion)]
    [InlineData(PacketType.Disconnect, ReasonCode.UnsupportedProtocolVersion, ReasonCode.ProtocolError)]
    [InlineData(PacketType.Disconnect, ReasonCode.ClientIdentifierNotValid, ReasonCode.ProtocolError)]
    public void ComplainsWithProtocolError_WhereTheCodeMustNotStand(PacketType type, ReasonCode code, ReasonCode said) =>
        Assert.Equal(said, ReasonCodeTable.Complaint(type, code));

    private static ParseStatus Read(MqttProtocolVersion version, string hex, out MqttPacket? packet, out MalformedPacket? error)
    {
        var input = new ReadOnlySequence<byte>(Convert.FromHexString(hex.Replace(" ", "")));
        return PacketReader.TryRead(ref input, version, int.MaxValue, out packet, out error);
    }
}
