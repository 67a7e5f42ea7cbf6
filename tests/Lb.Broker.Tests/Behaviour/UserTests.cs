using System.Text;
using Lb.Broker.Tests.Authentication;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Behaviour;

public sealed class UserTests : BrokerTest
{
    public UserTests() => Broker = new TestBroker(options => options with { Users = new SingleUser("anna", "secret") });

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V5)]
    public async Task AcceptsAUser_WhenThePasswordIsRight(MqttProtocolVersion version)
    {
        await using var line = await Broker.ConnectAsync(Connect(version, "anna", "secret"));

        Assert.Equal("anna", Broker.Connected[0].Username);
        // Who names no authentication method gets none, nor an AUTH packet [MQTT-4.12.0-6].
        Assert.Equal((null, null), (line.ConnAck.Properties.AuthenticationMethod, line.ConnAck.Properties.AuthenticationData));
        await line.ExpectNothingAsync();
    }

    [Theory]
    [InlineData(MqttProtocolVersion.V311, "anna", "wrong", ReasonCode.BadUserNameOrPassword)]
    [InlineData(MqttProtocolVersion.V5, "anna", "wrong", ReasonCode.BadUserNameOrPassword)]
    [InlineData(MqttProtocolVersion.V5, "anna", null, ReasonCode.BadUserNameOrPassword)]
    [InlineData(MqttProtocolVersion.V5, "bert", "secret", ReasonCode.BadUserNameOrPassword)]
    [InlineData(MqttProtocolVersion.V311, null, null, ReasonCode.NotAuthorized)]
    [InlineData(MqttProtocolVersion.V5, null, null, ReasonCode.NotAuthorized)]
    public async Task RefusesAndCloses_WhenUserOrPasswordIsWrong(
        MqttProtocolVersion version, string? username, string? password, ReasonCode reason)
    {
        await using var line = await Broker.OpenAsync(version);

        var answer = await line.AskAsync(Connect(version, username, password));

        Assert.Equal(reason, Assert.IsType<ConnAckPacket>(answer).ReasonCode);
        Assert.Null(await line.ReceiveAsync());
    }

    [Fact]
    public async Task AcceptsAClientWithoutAName_WhenThatIsAllowed()
    {
        await using var broker = new TestBroker(
            options => options with { Users = new SingleUser("anna", "secret"), AllowAnonymous = true });
        await broker.StartAsync();

        await using var line = await broker.ConnectAsync(Connect(MqttProtocolVersion.V5, null, null));

        Assert.Null(broker.Connected[0].Username);
    }

    private static ConnectPacket Connect(MqttProtocolVersion version, string? username, string? password) => new()
    {
        ProtocolVersion = version,
        ClientId = "me",
        CleanStart = true,
        Username = username,
        Password = password is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(password),
    };
}
