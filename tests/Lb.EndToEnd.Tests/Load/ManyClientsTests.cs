using System.Globalization;
using System.Text;
using Lb.Broker.Client;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.Protocol.Mqtt;

namespace Lb.EndToEnd.Tests.Load;

/// <summary>Many clients at once.</summary>
public sealed class ManyClientsTests : IDisposable
{
    private const int Clients = 500;
    private const int Messages = 10;
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();

    [Theory]
    [InlineData(BrokerKind.Mosquitto)]
    [InlineData(BrokerKind.Reference)]
    public async Task LosesNothing_When500ClientsExchangeMessagesOverTls(BrokerKind kind)
    {
        await using var broker = await TestBroker.StartAsync(kind);
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [broker], bind: $"ssl crt {_folder.ServerBundle}"), _folder);
        var tls = _folder.TlsClient;

        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(i => Mqtt.ConnectTlsAsync(_port, tls, $"client-{i}")));
        await Task.WhenAll(clients.Select((client, i) => client.SubscribeAsync([new($"to/{i}", QualityOfService.AtLeastOnce)], null, Patience.Token())));
        await Task.WhenAll(clients.Select(PublishAsync));

        for (var i = 0; i < Clients; i++) await AssertReceivedAsync(clients[i], i);
        Assert.Equal(Clients, broker.Arrivals.Count);
        await Task.WhenAll(clients.Select(client => client.DisconnectAsync()));
        await mqlb.LineAsync(@" f~ b/s1 .* -- ", Clients);
    }

    public void Dispose() => _folder.Dispose();

    // Each to its neighbour, so that every message crosses the balancer twice, in two connections.
    private static async Task PublishAsync(MqttClient client, int number)
    {
        for (var i = 0; i < Messages; i++)
        {
            var message = new PublishPacket
            {
                Topic = string.Create(CultureInfo.InvariantCulture, $"to/{(number + 1) % Clients}"),
                Payload = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number}:{i}")),
                QoS = QualityOfService.AtLeastOnce,
            };
            Assert.Equal(ReasonCode.Success, await client.PublishAsync(message, Patience.Token()));
        }
    }

    private static async Task AssertReceivedAsync(MqttClient client, int number)
    {
        var sender = (number + Clients - 1) % Clients;
        for (var i = 0; i < Messages; i++)
        {
            var message = await client.ReceiveAsync(Patience.Token());
            Assert.NotNull(message);
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{sender}:{i}"), Encoding.ASCII.GetString(message.Payload.Span));
        }
    }
}
