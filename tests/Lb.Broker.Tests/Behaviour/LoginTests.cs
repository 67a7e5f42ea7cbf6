using System.Buffers;
using System.Net;
using System.Text;
using Lb.Broker.Access;
using Lb.Broker.Tests.Authentication;
using Lb.Protocol.Mqtt;
using Lb.Protocol.ProxyProtocol;

namespace Lb.Broker.Tests.Behaviour;

/// <summary>Enhanced authentication by SCRAM-SHA-256.</summary>
public sealed class LoginTests : BrokerTest
{
    private const string Method = "SCRAM-SHA-256";

    public LoginTests() => Broker = new TestBroker(options => options with { Users = new SingleUser("anna", "secret") });

    [Fact]
    public async Task AcceptsAUser_ThatProvesItsPassword()
    {
        var client = new ScramClient("anna", "secret");
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V5);
        var challenge = Assert.IsType<AuthPacket>(await line.AskAsync(Connect(client.First)));
        Assert.Equal((ReasonCode.ContinueAuthentication, Method), (challenge.ReasonCode, challenge.Properties.AuthenticationMethod));

        var accepted = Assert.IsType<ConnAckPacket>(await line.AskAsync(Auth(client.Final(Data(challenge)))));

        Assert.Equal((ReasonCode.Success, Method), (accepted.ReasonCode, accepted.Properties.AuthenticationMethod));
        Assert.True(client.IsSignature(accepted.Properties.AuthenticationData!.Value));
        Assert.Equal("anna", Broker.Connected[0].Username);
        await line.ExpectNothingAsync();
    }

    [Fact]
    public async Task AsksForTheFirstMessage_WhenTheConnectHasNone()
    {
        var client = new ScramClient("anna", "secret");
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V5);

        var asked = Assert.IsType<AuthPacket>(await line.AskAsync(Connect(null)));
        var challenge = Assert.IsType<AuthPacket>(await line.AskAsync(Auth(client.First)));

        Assert.Null(asked.Properties.AuthenticationData);
        Assert.IsType<ConnAckPacket>(await line.AskAsync(Auth(client.Final(Data(challenge)))));
    }

    [Theory]
    [InlineData("anna", "wrong")]
    [InlineData("bert", "secret")]
    public async Task RefusesWithNotAuthorized_WhenUserOrProofIsWrong(string name, string password)
    {
        var client = new ScramClient(name, password);
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V5);
        var challenge = Assert.IsType<AuthPacket>(await line.AskAsync(Connect(client.First)));
        var answer = await line.AskAsync(Auth(client.Final(Data(challenge))));

        Assert.Equal(ReasonCode.NotAuthorized, Assert.IsType<ConnAckPacket>(answer).ReasonCode);
        Assert.Null(await line.ReceiveAsync());
    }

    [Fact]
    public async Task RefusesWithNotAuthorized_WhenTheClientsNonceFillsAWholePacket()
    {
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V5);

        var answer = await line.AskAsync(Connect(Encoding.ASCII.GetBytes("n,,n=anna,r=" + new string('x', 65_500))));

        Assert.Equal(ReasonCode.NotAuthorized, Assert.IsType<ConnAckPacket>(answer).ReasonCode);
    }

    [Fact]
    public async Task RefusesWithBadAuthenticationMethod_WhenTheMethodIsNotKnown()
    {
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V5);

        var answer = await line.AskAsync(Connect(null, "SCRAM-SHA-1"));

        Assert.Equal(ReasonCode.BadAuthenticationMethod, Assert.IsType<ConnAckPacket>(answer).ReasonCode);
        Assert.Null(await line.ReceiveAsync());
    }

    [Fact]
    public async Task RefusesWithBadAuthenticationMethod_WhenThereAreNoUsers()
    {
        await using var broker = new TestBroker();
        await broker.StartAsync();
        await using var line = await broker.OpenAsync(MqttProtocolVersion.V5);

        var answer = await line.AskAsync(Connect(new ScramClient("anna", "secret").First));

        Assert.Equal(ReasonCode.BadAuthenticationMethod, Assert.IsType<ConnAckPacket>(answer).ReasonCode);
    }

    [Fact]
    public async Task RefusesWithProtocolError_WhenAnotherPacketComesBeforeConnAck()
    {
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V5);
        await line.AskAsync(Connect(new ScramClient("anna", "secret").First));

        var answer = await line.AskAsync(PingReqPacket.Instance);

        Assert.Equal(ReasonCode.ProtocolError, Assert.IsType<ConnAckPacket>(answer).ReasonCode);
    }

    // Topic alias 0 has a code of its own, which CONNACK does not know.
    [Fact]
    public async Task RefusesWithProtocolError_WhenConnAckCannotNameTheFault()
    {
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V5);
        await line.AskAsync(Connect(new ScramClient("anna", "secret").First));

        await line.SendAsync([0x30, 0x07, 0x00, 0x01, 0x61, 0x03, 0x23, 0x00, 0x00]);

        Assert.Equal(ReasonCode.ProtocolError, (await line.ReceiveAsync<ConnAckPacket>()).ReasonCode);
        Assert.Null(await line.ReceiveAsync());
    }

    [Fact]
    public async Task RefusesWithBadAuthenticationMethod_WhenTheMethodChanges()
    {
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V5);
        await line.AskAsync(Connect(new ScramClient("anna", "secret").First));

        var answer = await line.AskAsync(Auth([], method: "other"));

        Assert.Equal(ReasonCode.BadAuthenticationMethod, Assert.IsType<ConnAckPacket>(answer).ReasonCode);
    }

    [Fact]
    public async Task RefusesWithProtocolError_WhenAnAuthDoesNotContinue()
    {
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V5);
        await line.AskAsync(Connect(new ScramClient("anna", "secret").First));

        var answer = await line.AskAsync(Auth([], ReasonCode.ReAuthenticate));

        Assert.Equal(ReasonCode.ProtocolError, Assert.IsType<ConnAckPacket>(answer).ReasonCode);
        Assert.Null(await line.ReceiveAsync());
    }

    [Fact]
    public async Task ClosesQuietly_WhenTheClientLeavesDuringTheExchange()
    {
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V5);
        await line.AskAsync(Connect(new ScramClient("anna", "secret").First));

        await line.DisconnectAsync();

        Assert.Equal(0, Broker.Counters.Sessions);
    }

    [Fact]
    public async Task AuthenticatesAnew_WhileTheSessionGoesOn()
    {
        await using var line = await LogInAsync();
        await line.SubscribeAsync("a");
        var client = new ScramClient("anna", "secret");

        var challenge = Assert.IsType<AuthPacket>(await line.AskAsync(Auth(client.First, ReasonCode.ReAuthenticate)));
        await line.PublishAsync("a", "meanwhile");
        await line.ExpectAsync("a", "meanwhile");
        var done = Assert.IsType<AuthPacket>(await line.AskAsync(Auth(client.Final(Data(challenge)))));

        Assert.Equal((ReasonCode.Success, Method), (done.ReasonCode, done.Properties.AuthenticationMethod));
        Assert.True(client.IsSignature(done.Properties.AuthenticationData!.Value));
    }

    [Fact]
    public async Task AsksForTheFirstMessage_WhenAuthenticatingAnewBeginsWithoutOne()
    {
        await using var line = await LogInAsync();
        var client = new ScramClient("anna", "secret");

        var asked = Assert.IsType<AuthPacket>(await line.AskAsync(Auth(null, ReasonCode.ReAuthenticate)));
        var challenge = Assert.IsType<AuthPacket>(await line.AskAsync(Auth(client.First)));
        var done = Assert.IsType<AuthPacket>(await line.AskAsync(Auth(client.Final(Data(challenge)))));

        Assert.Equal((ReasonCode.ContinueAuthentication, null), (asked.ReasonCode, asked.Properties.AuthenticationData));
        Assert.Equal(ReasonCode.Success, done.ReasonCode);
    }

    [Theory]
    [InlineData("anna", ReasonCode.Success)]
    [InlineData("sensor-7", ReasonCode.NotAuthorized)]
    public async Task AuthenticatesAnewOnlyAsTheUserOfTheExchange_WhoeverTheCertificateNames(string name, ReasonCode reason)
    {
        await using var broker = new TestBroker(options => options with
        {
            Binds = [new BrokerBind(new IPEndPoint(IPAddress.Loopback, 0), ProxyProtocol: true)],
            Users = PasswordFile.Parse("anna:secret\nsensor-7:secret", "users", []),
            CertificateNameIsUser = true,
        });
        await broker.StartAsync();
        await using var line = await broker.OpenAsync(MqttProtocolVersion.V5);
        await line.SendAsync(HeaderWithCertificate("sensor-7"));
        await LogInAsync(line);
        Assert.Equal("sensor-7", broker.Connected[0].Username);

        var client = new ScramClient(name, "secret");
        var challenge = Assert.IsType<AuthPacket>(await line.AskAsync(Auth(client.First, ReasonCode.ReAuthenticate)));
        var done = await line.AskAsync(Auth(client.Final(Data(challenge))));

        Assert.Equal(reason, done is AuthPacket auth ? auth.ReasonCode : Assert.IsType<DisconnectPacket>(done).ReasonCode);
    }

    [Theory]
    [InlineData("wrong", Method, ReasonCode.NotAuthorized)]
    [InlineData("secret", "other", ReasonCode.BadAuthenticationMethod)]
    public async Task ClosesWithTheReason_WhenAuthenticatingAnewFails(string password, string method, ReasonCode reason)
    {
        await using var line = await LogInAsync();
        var client = new ScramClient("anna", password);

        await line.SendAsync(Auth(client.First, ReasonCode.ReAuthenticate, method));
        var answer = await line.ReceiveAsync();
        if (answer is AuthPacket challenge) answer = await line.AskAsync(Auth(client.Final(Data(challenge))));

        Assert.Equal(reason, Assert.IsType<DisconnectPacket>(answer).ReasonCode);
        Assert.Null(await line.ReceiveAsync());
    }

    [Theory]
    [InlineData(ReasonCode.ReAuthenticate)]
    [InlineData(ReasonCode.ContinueAuthentication)]
    public async Task ClosesWithProtocolError_WhenTheConnectHadNoMethod(ReasonCode sent)
    {
        await using var broker = new TestBroker();
        await broker.StartAsync();
        await using var line = await broker.ConnectAsync("me");

        await line.SendAsync(Auth(new ScramClient("anna", "secret").First, sent));

        await line.ExpectDisconnectAsync(ReasonCode.ProtocolError);
    }

    private async Task<PacketLine> LogInAsync()
    {
        var line = await Broker.OpenAsync(MqttProtocolVersion.V5);
        await LogInAsync(line);
        return line;
    }

    private static async Task LogInAsync(PacketLine line)
    {
        var client = new ScramClient("anna", "secret");
        var challenge = Assert.IsType<AuthPacket>(await line.AskAsync(Connect(client.First)));
        Assert.Equal(ReasonCode.Success, Assert.IsType<ConnAckPacket>(await line.AskAsync(Auth(client.Final(Data(challenge))))).ReasonCode);
    }

    private static byte[] HeaderWithCertificate(string commonName)
    {
        var header = new ArrayBufferWriter<byte>();
        var tls = new ProxyTls { Client = ProxyTlsClient.Tls | ProxyTlsClient.CertificateOnConnection, CommonName = commonName };
        ProxyHeaderWriter.WriteV2(header, new ProxyHeader { Tls = tls }, ProxyV2Options.CommonName);
        return header.WrittenSpan.ToArray();
    }

    private static string Data(AuthPacket packet) => Encoding.UTF8.GetString(packet.Properties.AuthenticationData!.Value.Span);

    private static ConnectPacket Connect(byte[]? data, string method = Method) => new()
    {
        ProtocolVersion = MqttProtocolVersion.V5,
        ClientId = "me",
        CleanStart = true,
        Properties = new ConnectProperties
        {
            AuthenticationMethod = method,
            AuthenticationData = data is null ? default(ReadOnlyMemory<byte>?) : data,
        },
    };

    private static AuthPacket Auth(byte[]? data, ReasonCode reason = ReasonCode.ContinueAuthentication, string method = Method) => new()
    {
        ReasonCode = reason,
        Properties = new AuthProperties
        {
            AuthenticationMethod = method,
            AuthenticationData = data is null ? default(ReadOnlyMemory<byte>?) : data,
        },
    };
}
