using System.Net;
using Lb.Broker;
using Lb.Broker.Client;
using Lb.Protocol.Mqtt;

namespace Lb.Host.Demo;

/// <summary>Three reference brokers that pass messages on to each other, as a cluster would: one bridge client on each subscribes to everything
/// that others publish there and publishes it on the other two. Its own messages never come back to it (no-local).</summary>
internal sealed class DemoCluster : IAsyncDisposable
{
    private const int Size = 3;
    private readonly List<ReferenceBroker> _brokers = [];
    private readonly List<MqttClient> _bridges = [];
    private readonly List<Task> _forwarding = [];
    private readonly CancellationTokenSource _stop = new();

    private DemoCluster()
    {
    }

    /// <summary>Addresses of the brokers, first to last.</summary>
    public IReadOnlyList<IPEndPoint> Addresses => [.. _brokers.Select(broker => broker.BoundAddresses[0])];

    /// <summary>Starts the brokers on free ports of the loopback and links them.</summary>
    public static async Task<DemoCluster> StartAsync()
    {
        var cluster = new DemoCluster();
        for (var number = 1; number <= Size; number++) cluster._brokers.Add(await StartBrokerAsync(number));
        foreach (var broker in cluster._brokers) cluster._bridges.Add(await BridgeAsync(broker));
        foreach (var bridge in cluster._bridges) cluster._forwarding.Add(cluster.ForwardAsync(bridge));
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_forwarding);
        foreach (var bridge in _bridges) await bridge.DisposeAsync();
        foreach (var broker in _brokers) await broker.DisposeAsync();
        _stop.Dispose();
    }

    private static async Task<ReferenceBroker> StartBrokerAsync(int number)
    {
        var broker = new ReferenceBroker(new BrokerOptions
        {
            Name = $"broker{number}",
            Binds = [new BrokerBind(new IPEndPoint(IPAddress.Loopback, 0))],
        });
        await broker.StartAsync();
        return broker;
    }

    private static async Task<MqttClient> BridgeAsync(ReferenceBroker broker)
    {
        var connect = new ConnectPacket { ProtocolVersion = MqttProtocolVersion.V5, CleanStart = true, ClientId = $"bridge-of-{broker.Options.Name}" };
        var address = broker.BoundAddresses[0];
        var client = await MqttClient.ConnectAsync(
            address.Address.ToString(), address.Port, new MqttClientOptions { Connect = connect }, CancellationToken.None);
        var everything = new Subscription("#", QualityOfService.ExactlyOnce) { NoLocal = true, RetainAsPublished = true, RetainHandling = RetainHandling.DoNotSend };
        await client.SubscribeAsync([everything], null, CancellationToken.None);
        return client;
    }

    private async Task ForwardAsync(MqttClient from)
    {
        try
        {
            while (await from.ReceiveAsync(_stop.Token) is { } message)
            {
                foreach (var to in _bridges.Where(bridge => bridge != from))
                    await to.PublishAsync(message with { PacketId = 0, Duplicate = false }, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The demo ends.
        }
    }
}
