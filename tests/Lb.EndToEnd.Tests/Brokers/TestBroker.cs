using System.Net;

namespace Lb.EndToEnd.Tests.Brokers;

/// <summary>A broker behind the balancer, of either kind, that tells who arrived.</summary>
internal abstract class TestBroker : IAsyncDisposable
{
    /// <summary>Its port of 127.0.0.1.</summary>
    public abstract int Port { get; }

    /// <summary>Clients in the order it accepted them.</summary>
    public abstract IReadOnlyList<Arrival> Arrivals { get; }

    public static async Task<TestBroker> StartAsync(BrokerKind kind) =>
        kind == BrokerKind.Mosquitto ? await Mosquitto.StartAsync() : await Reference.StartAsync();

    /// <summary>Starts several.</summary>
    public static async Task<TestBroker[]> StartAsync(BrokerKind kind, int count)
    {
        var brokers = new TestBroker[count];
        for (var i = 0; i < count; i++) brokers[i] = await StartAsync(kind);
        return brokers;
    }

    /// <summary>The lines of a backend that name these brokers s1, s2 and so on.</summary>
    /// <param name="brokers">The brokers.</param>
    /// <param name="more">Arguments behind each server's address.</param>
    public static string Servers(IEnumerable<TestBroker> brokers, string more = "") =>
        string.Join('\n', brokers.Select((broker, i) => $"    server s{i + 1} {IPAddress.Loopback}:{broker.Port} {more}"));

    public abstract ValueTask DisposeAsync();
}
