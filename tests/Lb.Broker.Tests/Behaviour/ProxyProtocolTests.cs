using System.Net;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Behaviour;

public sealed class ProxyProtocolTests : BrokerTest
{
    public ProxyProtocolTests() => Broker = new TestBroker(options => options with
    {
        Binds = [new BrokerBind(new IPEndPoint(IPAddress.Loopback, 0), ProxyProtocol: true)],
    });

    public static TheoryData<byte[]> Headers() =>
    [
        "PROXY TCP4 192.0.2.7 172.16.0.1 4000 1883\r\n"u8.ToArray(),
        Convert.FromHexString("0D0A0D0A000D0A515549540A2111000CC0000207AC1000010FA0075B"),
    ];

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task SeesTheClientsAddress_WhenTheHeaderTellsIt(byte[] header)
    {
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V311);
        await line.SendAsync(header);

        await line.AskAsync(new ConnectPacket { ClientId = "me", CleanStart = true });

        Assert.Equal(new IPEndPoint(IPAddress.Parse("192.0.2.7"), 4000), Broker.Connected[0].ClientAddress);
        Assert.Equal(IPAddress.Loopback, ((IPEndPoint)Broker.Connected[0].SenderAddress).Address);
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task FindsTheConnectBehindTheHeader_WhenBothComeTogether(byte[] header)
    {
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V311);

        await line.SendAsync([.. header, .. Convert.FromHexString("100E00044D5154540402003C00026D65")]);

        Assert.IsType<ConnAckPacket>(await line.ReceiveAsync());
    }

    [Fact]
    public async Task Closes_WhenThereIsNoHeader()
    {
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V311);

        Assert.Null(await line.AskAsync(new ConnectPacket { ClientId = "me", CleanStart = true }));
    }
}
