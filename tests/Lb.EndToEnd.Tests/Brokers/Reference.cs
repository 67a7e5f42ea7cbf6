using System.Collections.Concurrent;
using System.Net;
using Lb.Broker;

namespace Lb.EndToEnd.Tests.Brokers;

/// <summary>The project's reference broker in the test's process.</summary>
internal sealed class Reference : TestBroker
{
    private readonly ConcurrentQueue<Arrival> _arrivals = [];
    private readonly ReferenceBroker _broker;

    private Reference(int port, bool proxyProtocol) => _broker = new ReferenceBroker(new BrokerOptions
    {
        Binds = [new BrokerBind(new IPEndPoint(IPAddress.Loopback, port), proxyProtocol)],
        Connected = info => _arrivals.Enqueue(
            new Arrival(info.ClientId, (IPEndPoint)info.ClientAddress, info.CertificateName, (int)info.ProtocolVersion)),
    });

    public override int Port => _broker.BoundAddresses[0].Port;

    public override IReadOnlyList<Arrival> Arrivals => [.. _arrivals];

    public BrokerCounters Counters => _broker.Counters;

    /// <summary>Starts one on a free port, or on the port that another one left.</summary>
    public static async Task<Reference> StartAsync(int port = 0, bool proxyProtocol = false)
    {
        var broker = new Reference(port, proxyProtocol);
        await broker._broker.StartAsync();
        return broker;
    }

    public override ValueTask DisposeAsync() => _broker.DisposeAsync();
}
