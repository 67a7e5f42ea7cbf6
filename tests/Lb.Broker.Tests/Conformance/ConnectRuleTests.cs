using Lb.Broker.Tests.Behaviour;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Conformance;

/// <summary>What a CONNECT may say, and what follows from it.</summary>
public sealed class ConnectRuleTests : BrokerTest
{
    private const string Old = "00 04 4D 51 54 54 04";
    private const string Modern = "00 04 4D 51 54 54 05";
    private const string Malformed = "20 03 00 81 00";

    [Theory]
    [InlineData("11 0D " + Old + " 02 00 3C 00 01 61", "")]
    [InlineData("10 0D " + Old + " 03 00 3C 00 01 61", "")]
    [InlineData("10 0E " + Modern + " 03 00 3C 00 00 01 61", Malformed)]
    [InlineData("10 0D " + Old + " 0A 00 3C 00 01 61", "")]
    [InlineData("10 0E " + Modern + " 0A 00 3C 00 00 01 61", Malformed)]
    [InlineData("10 0D " + Old + " 22 00 3C 00 01 61", "")]
    [InlineData("10 0E " + Modern + " 22 00 3C 00 00 01 61", Malformed)]
    [InlineData("10 12 " + Old + " 1E 00 3C 00 01 61 00 01 74 00 00", "")]
    [InlineData("10 14 " + Modern + " 1E 00 3C 00 00 01 61 00 00 01 74 00 00", Malformed)]
    [InlineData("10 0D " + Old + " 42 00 3C 00 01 61", "")]
    public Task IsRefused_WhenAFlagIsWrong(string sent, string answer) => CheckAsync(sent, answer);

    [Theory]
    [InlineData("10 0A " + Old + " 02 00 3C", "")]
    // Too short for any version: closed before the level is looked at.
    [InlineData("10 0B " + Modern + " 02 00 3C 00", "")]
    [InlineData("10 0D " + Old + " 06 00 3C 00 01 61", "")]
    [InlineData("10 0E " + Modern + " 06 00 3C 00 00 01 61", Malformed)]
    [InlineData("10 0D " + Old + " 82 00 3C 00 01 61", "")]
    [InlineData("10 0E " + Modern + " 82 00 3C 00 00 01 61", Malformed)]
    [InlineData("10 10 " + Old + " C2 00 3C 00 01 61 00 01 62", "")]
    [InlineData("10 11 " + Modern + " C2 00 3C 00 00 01 61 00 01 62", Malformed)]
    [InlineData("10 10 " + Old + " 02 00 3C 00 01 61 00 01 62", "")]
    [InlineData("10 11 " + Modern + " 02 00 3C 00 00 01 61 00 01 62", Malformed)]
    public Task IsRefused_WhenFieldsAndFlagsDoNotAgree(string sent, string answer) => CheckAsync(sent, answer);

    [Theory]
    [InlineData("10 0D " + Old + " 02 00 3C 00 01 FF", "")]
    [InlineData("10 0E " + Modern + " 02 00 3C 00 00 01 FF", Malformed)]
    [InlineData("10 12 " + Old + " 06 00 3C 00 01 61 00 01 FF 00 00", "")]
    [InlineData("10 14 " + Modern + " 06 00 3C 00 00 01 61 00 00 01 FF 00 00", Malformed)]
    [InlineData("10 10 " + Old + " 82 00 3C 00 01 61 00 01 FF", "")]
    [InlineData("10 11 " + Modern + " 82 00 3C 00 00 01 61 00 01 FF", Malformed)]
    public Task IsRefused_WhenATextIsNotWellFormed(string sent, string answer) => CheckAsync(sent, answer);

    [Theory]
    [InlineData("10 0D 00 04 4D 51 54 58 04 02 00 3C 00 01 61", "")]
    [InlineData("10 0D 00 04 4D 51 54 54 02 02 00 3C 00 01 61", "20 02 00 01")]
    [InlineData("10 0E 00 04 4D 51 54 54 06 02 00 3C 00 00 01 61", "20 03 00 84 00")]
    public Task IsRefused_WhenNameOrLevelIsUnknown(string sent, string answer) => CheckAsync(sent, answer);

    [Fact]
    public Task IsRefusedWithItsCode_WhenAnEmptyClientIdWantsAStoredSession() => CheckAsync("10 0C " + Old + " 00 00 3C 00 00", "20 02 00 02");

    [Theory]
    [InlineData(MqttProtocolVersion.V31, "a")]
    [InlineData(MqttProtocolVersion.V311, "0123456789abcdefghijklm")]
    [InlineData(MqttProtocolVersion.V311, "nopqrstuvwxyzABCDEFGHIJ")]
    [InlineData(MqttProtocolVersion.V5, "KLMNOPQRSTUVWXYZ")]
    [InlineData(MqttProtocolVersion.V5, "\uFEFFé/+#$ far longer than twenty-three bytes")]
    public async Task AcceptsTheClientId_AndFindsItsSessionByIt(MqttProtocolVersion version, string clientId)
    {
        var connect = new ConnectPacket
        {
            ProtocolVersion = version,
            ClientId = clientId,
            Properties = new ConnectProperties { SessionExpiryInterval = 100 },
        };
        await (await Broker.ConnectAsync(connect)).DisconnectAsync();

        await using var back = await Broker.ConnectAsync(connect);

        Assert.True(Broker.Connected[1].SessionPresent);
        Assert.Equal(clientId, Broker.Connected[1].ClientId);
    }

    [Fact]
    public async Task NothingIsDone_OfWhatFollowsARefusedConnect()
    {
        await using var broker = new TestBroker(options => options with { Users = new Authentication.SingleUser("anna", "secret") });
        await broker.StartAsync();
        await using var line = await broker.OpenAsync(MqttProtocolVersion.V5);

        await line.SendAsync(new ConnectPacket { ProtocolVersion = MqttProtocolVersion.V5, ClientId = "me", CleanStart = true });
        await line.SendAsync(new PublishPacket { Topic = "a", Payload = new byte[1], Retain = true });

        Assert.Equal(ReasonCode.NotAuthorized, (await line.ReceiveAsync<ConnAckPacket>()).ReasonCode);
        Assert.Null(await line.ReceiveAsync());
        Assert.Equal((0, 0), (broker.Counters.RetainedMessages, broker.Counters.Sessions));
    }

    [Fact]
    public async Task ConnAckComesFirstAndOnce_WhateverTheClientSendsWithItsConnect()
    {
        await (await Broker.ConnectAsync("me", expiry: 100)).SubscribeAsync("a", 1);
        await using var other = await Broker.ConnectAsync("other");
        await other.PublishAsync("a", "waiting", 1);
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V5);

        await line.SendAsync(new ConnectPacket { ProtocolVersion = MqttProtocolVersion.V5, ClientId = "me" });
        await line.SendAsync(PingReqPacket.Instance);

        Assert.True((await line.ReceiveAsync<ConnAckPacket>()).SessionPresent);
        await line.ExpectAsync("a", "waiting");
        await line.ReceiveAsync<PingRespPacket>();
        await line.ExpectNothingAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SessionPresentSaysWhatIsStored_InMqtt311(bool persistent)
    {
        var connect = new ConnectPacket { ClientId = "me", CleanStart = !persistent };
        await using var first = await Broker.ConnectAsync(connect);
        Assert.False(first.ConnAck.SessionPresent);
        await first.DisconnectAsync();

        await using var second = await Broker.ConnectAsync(connect with { CleanStart = false });
        Assert.Equal(persistent, second.ConnAck.SessionPresent);
        await second.DisconnectAsync();
        await using var third = await Broker.ConnectAsync(connect with { CleanStart = true });

        Assert.False(third.ConnAck.SessionPresent);
    }

    [Fact]
    public async Task NoDisconnectIsSent_BeforeTheConnAck()
    {
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V5);

        await line.SendAsync(PingReqPacket.Instance);

        Assert.Null(await line.ReceiveAsync());
    }

    private async Task CheckAsync(string sent, string answer)
    {
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V311);
        await line.SendAsync(Convert.FromHexString(sent.Replace(" ", "", StringComparison.Ordinal)));

        Assert.Equal(answer, await line.ReceiveBytesToEndAsync());
        Assert.Equal(0, Broker.Counters.Sessions);
    }
}
