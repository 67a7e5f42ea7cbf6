using System.CommandLine;
using Lb.Host.CommandLine;
using Lb.Protocol.Mqtt;

namespace Lb.Host.Tests.CommandLine;

public sealed class ClientFlagsTests
{
    [Fact]
    public void ConnectsToThePlainPortOfThisMachine_ByDefault()
    {
        var options = Read();

        Assert.Equal(("127.0.0.1", 1883), (options.Name, options.Port));
        Assert.Equal(MqttProtocolVersion.V5, options.Connect.ProtocolVersion);
        Assert.NotEmpty(options.Connect.ClientId);
    }

    [Fact]
    public void ConnectsToTheTlsPort_WhenAnAuthorityIsGiven() => Assert.Equal(8883, Read("--cafile", "ca.pem").Port);

    [Fact]
    public void KeepsThePort_WhenAnAuthorityIsGivenToo() => Assert.Equal(9999, Read("--cafile", "ca.pem", "-p", "9999").Port);

    [Theory]
    [InlineData("3.1", MqttProtocolVersion.V31)]
    [InlineData("3.1.1", MqttProtocolVersion.V311)]
    [InlineData("5", MqttProtocolVersion.V5)]
    public void SpeaksTheVersionThatIsAskedFor(string text, MqttProtocolVersion version) => Assert.Equal(version, Read("-V", text).Connect.ProtocolVersion);

    [Fact]
    public void LogsInWithUserNameAndPassword_WhenBothAreGiven()
    {
        var connect = Read("-u", "me", "-P", "secret", "-i", "device-1").Connect;

        Assert.Equal(("device-1", "me"), (connect.ClientId, connect.Username));
        Assert.Equal("secret"u8.ToArray(), connect.Password!.Value.ToArray());
    }

    [Theory]
    [InlineData("-q", "3")]
    [InlineData("-V", "4")]
    [InlineData("-p", "x")]
    public void IsAnError_WhenAValueIsOutsideOfItsRange(params string[] arguments) => Assert.NotEmpty(Parse(arguments).Parsed.Errors);

    private static ClientOptions Read(params string[] arguments)
    {
        var (flags, parsed) = Parse(arguments);
        Assert.Empty(parsed.Errors);
        return flags.Read(parsed);
    }

    private static (ClientFlags Flags, ParseResult Parsed) Parse(string[] arguments)
    {
        var flags = new ClientFlags();
        var command = new Command("test");
        flags.AddTo(command);
        return (flags, command.Parse(arguments, MqlbCommand.Parsing));
    }
}
