using Lb.Bench.Load.Balancers;

namespace Lb.Bench.Load.Rows;

/// <summary>The reference broker beside mosquitto, clients connected to them directly: it must not be what limits a measurement of the balancer.</summary>
internal static class BrokerRows
{
    private const int PacketBytes = 128;
    private const int Clients = 64;
    private const int Messages = 200_000;

    public static readonly IReadOnlyList<BenchRow> All =
    [
        new("qos-0", "128-byte PUBLISH, QoS 0, to the one subscriber of its topic, 64 clients", "us CPU",
            new BrokerMessageProcedure { Clients = Clients, PacketBytes = PacketBytes, Count = Messages }, ShowsRate: true),
        new("qos-1", "128-byte PUBLISH, QoS 1 both ways, to the one subscriber of its topic, 64 clients", "us CPU",
            new BrokerMessageProcedure { Clients = Clients, PacketBytes = PacketBytes, Count = Messages / 2, QoS = 1 }, ShowsRate: true),
        new("connections", "resident memory per idle connection, 5 000 of them", "KB",
            new IdleMemoryProcedure { Clients = 5_000, Bind = BindKind.Plain }),
        new("connect", "TCP connection + CONNECT + CONNACK", "us CPU",
            new ConnectProcedure { Bind = BindKind.Plain, Count = 10_000 }),
    ];
}
