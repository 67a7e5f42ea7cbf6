using Lb.Broker.Tests.Behaviour;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Conformance;

/// <summary>Packets in a session that break a rule: MQTT 5.0 hears why, MQTT 3.1.1 is closed.</summary>
public sealed class PacketRuleTests : BrokerTest
{
    private const ReasonCode Malformed = ReasonCode.MalformedPacket;
    private const ReasonCode Protocol = ReasonCode.ProtocolError;

    [Theory]
    [InlineData("30 05 00 01 FF 00 78", "30 04 00 01 FF 78", Malformed)]
    [InlineData("30 06 00 03 ED A0 80 00", "30 05 00 03 ED A0 80", Malformed)]
    [InlineData("30 05 00 01 00 00 78", "30 04 00 01 00 78", Malformed)]
    [InlineData("30 0A 00 01 61 06 26 00 01 FF 00 00", null, Malformed)]
    [InlineData("30 08 00 01 61 04 03 00 01 FF", null, Malformed)]
    [InlineData("30 08 00 01 61 04 08 00 01 FF", null, Malformed)]
    [InlineData("82 07 00 01 00 00 01 FF 00", "82 06 00 01 00 01 FF 00", Malformed)]
    [InlineData("82 07 00 01 00 00 01 00 00", "82 06 00 01 00 01 00 00", Malformed)]
    [InlineData("A2 06 00 01 00 00 01 FF", "A2 05 00 01 00 01 FF", Malformed)]
    public Task Closes_WhenATextIsNotWellFormed(string modern, string? old, ReasonCode reason) => CheckAsync(modern, old, reason);

    [Theory]
    [InlineData("30 05 00 01 61 80 00", null, Malformed)]
    [InlineData("C0 80 00", null, Malformed)]
    [InlineData("C0 FF FF FF FF 01", "C0 FF FF FF FF 01", Malformed)]
    public Task Closes_WhenALengthIsWrittenTooLong(string modern, string? old, ReasonCode reason) => CheckAsync(modern, old, reason);

    [Theory]
    [InlineData("60 02 00 01", "60 02 00 01", Malformed)]
    [InlineData("80 07 00 01 00 00 01 61 00", "80 06 00 01 00 01 61 00", Malformed)]
    [InlineData("A0 06 00 01 00 00 01 61", "A0 05 00 01 00 01 61", Malformed)]
    [InlineData("41 02 00 01", "41 02 00 01", Malformed)]
    [InlineData("C1 00", "C1 00", Malformed)]
    [InlineData("E1 00", "E1 00", Malformed)]
    [InlineData("F1 00", null, Malformed)]
    public Task Closes_WhenAReservedFlagIsSet(string modern, string? old, ReasonCode reason) => CheckAsync(modern, old, reason);

    [Theory]
    [InlineData("36 06 00 01 61 00 01 00", "36 05 00 01 61 00 01", Malformed)]
    [InlineData("38 04 00 01 61 00", "38 03 00 01 61", Malformed)]
    [InlineData("30 04 00 01 2B 00", "30 03 00 01 2B", Malformed)]
    [InlineData("30 04 00 01 23 00", "30 03 00 01 23", Malformed)]
    [InlineData("30 03 00 00 00", "30 02 00 00", Protocol)]
    [InlineData("30 01 00", "30 01 00", Malformed)]
    [InlineData("30 08 00 01 61 04 08 00 01 23", null, Protocol)]
    [InlineData("30 06 00 01 61 02 0B 01", null, Protocol)]
    [InlineData("30 08 00 01 61 04 01 00 01 00", null, Protocol)]
    [InlineData("30 06 00 01 61 02 24 01", null, Malformed)]
    [InlineData("30 07 00 01 61 03 23 00 00", null, ReasonCode.TopicAliasInvalid)]
    [InlineData("30 07 00 01 61 03 23 00 11", null, ReasonCode.TopicAliasInvalid)]
    public Task Closes_WhenAPublishBreaksARule(string modern, string? old, ReasonCode reason) => CheckAsync(modern, old, reason);

    [Theory]
    [InlineData("32 06 00 01 61 00 00 00", "32 05 00 01 61 00 00", Protocol)]
    [InlineData("82 07 00 00 00 00 01 61 00", "82 06 00 00 00 01 61 00", Protocol)]
    [InlineData("A2 06 00 00 00 00 01 61", "A2 05 00 00 00 01 61", Protocol)]
    public Task Closes_WhenAPacketIdIsZero(string modern, string? old, ReasonCode reason) => CheckAsync(modern, old, reason);

    [Theory]
    [InlineData("82 03 00 01 00", "82 02 00 01", Protocol)]
    [InlineData("82 06 00 01 00 00 00 00", "82 05 00 01 00 00 00", Malformed)]
    [InlineData("82 08 00 01 00 00 02 61 23 00", "82 07 00 01 00 02 61 23 00", Malformed)]
    [InlineData("82 08 00 01 00 00 02 61 2B 00", "82 07 00 01 00 02 61 2B 00", Malformed)]
    [InlineData("82 09 00 01 00 00 03 23 2F 61 00", "82 08 00 01 00 03 23 2F 61 00", Malformed)]
    [InlineData("82 07 00 01 00 00 01 61 03", "82 06 00 01 00 01 61 03", Protocol)]
    [InlineData("82 07 00 01 00 00 01 61 C0", "82 06 00 01 00 01 61 04", Malformed)]
    [InlineData("82 07 00 01 00 00 01 61 30", null, Protocol)]
    [InlineData("A2 03 00 01 00", "A2 02 00 01", Protocol)]
    public Task Closes_WhenASubscriptionBreaksARule(string modern, string? old, ReasonCode reason) => CheckAsync(modern, old, reason);

    [Theory]
    [InlineData("82 10 00 01 00 00 0A 24 73 68 61 72 65 2F 67 2F 61 04", Protocol)] // $share/g/a, no-local
    [InlineData("82 0F 00 01 00 00 09 24 73 68 61 72 65 2F 2F 61 00", Protocol)] // $share//a
    [InlineData("82 0E 00 01 00 00 08 24 73 68 61 72 65 2F 67 00", Protocol)] // $share/g
    [InlineData("82 10 00 01 00 00 0A 24 73 68 61 72 65 2F 2B 2F 61 00", Protocol)] // $share/+/a
    public Task Closes_WhenASharedSubscriptionBreaksARule(string modern, ReasonCode reason) => CheckAsync(modern, null, reason);

    [Theory]
    [InlineData("40 03 00 01 92", Protocol)]
    [InlineData("50 03 00 01 92", Protocol)]
    [InlineData("62 03 00 01 10", Protocol)]
    [InlineData("70 03 00 01 10", Protocol)]
    [InlineData("E0 01 01", Protocol)]
    [InlineData("E0 01 8B", Protocol)]
    [InlineData("F0 02 01 00", Protocol)]
    public Task Closes_WhenAReasonCodeDoesNotBelongThere(string modern, ReasonCode reason) => CheckAsync(modern, null, reason);

    [Theory]
    [InlineData("20 03 00 00 00", "20 02 00 00", Protocol)]
    [InlineData("90 04 00 01 00 00", "90 03 00 01 00", Protocol)]
    [InlineData("B0 04 00 01 00 00", "B0 02 00 01", Protocol)]
    [InlineData("D0 00", "D0 00", Protocol)]
    [InlineData("10 0E 00 04 4D 51 54 54 05 02 00 3C 00 00 01 61", "10 0D 00 04 4D 51 54 54 04 02 00 3C 00 01 61", Protocol)]
    [InlineData("10 0C 00 04 4D 51 54 54 06 02 00 3C 00 00", "10 0C 00 04 4D 51 54 54 06 02 00 3C 00 00", Protocol)] // level 6
    [InlineData("10 0C 00 04 4D 51 54 54 04 00 00 3C 00 00", "10 0C 00 04 4D 51 54 54 04 00 00 3C 00 00", Protocol)] // no client id
    public Task Closes_WhenAPacketMayNotComeFromAClientNow(string modern, string? old, ReasonCode reason) => CheckAsync(modern, old, reason);

    [Fact]
    public async Task ADisconnectOfTheBrokerNamesNoSessionExpiry()
    {
        await using var line = await Broker.ConnectAsync("me", expiry: 100);

        await line.SendAsync([0xC1, 0x00]);

        Assert.Null((await line.ReceiveAsync<DisconnectPacket>()).Properties.SessionExpiryInterval);
    }

    private async Task CheckAsync(string modern, string? old, ReasonCode reason)
    {
        await using var witness = await Broker.ConnectAsync("witness");
        await using var line = await Broker.ConnectAsync("modern");
        await line.SendAsync(Bytes(modern));
        await line.ExpectDisconnectAsync(reason);
        if (old is not null) await CheckOldAsync(old);
        await witness.ExpectNothingAsync();
    }

    private async Task CheckOldAsync(string old)
    {
        await using var line = await Broker.ConnectAsync(new() { ClientId = "old", CleanStart = true });
        await line.SendAsync(Bytes(old));
        Assert.Null(await line.ReceiveAsync());
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
