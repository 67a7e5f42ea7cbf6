using Lb.Bench.Load.Balancers;

namespace Lb.Bench.Load.Rows;

/// <summary>The rows of the comparison. Amounts are chosen for about one second of HAProxy's CPU time each.</summary>
internal static class BenchRows
{
    private const int SmallPublish = 128;
    private const int LargePublish = 16 * 1024;

    public static readonly IReadOnlyList<BenchRow> All =
    [
        new("tls-ecdsa", "full TLS 1.3 handshake + CONNECT + CONNACK, ECDSA P-256", "us CPU",
            new ConnectProcedure { Bind = BindKind.TlsEcdsa, Count = 3_000 }),
        new("tls-rsa", "full TLS 1.3 handshake + CONNECT + CONNACK, RSA-2048", "us CPU",
            new ConnectProcedure { Bind = BindKind.TlsRsa, Count = 2_000 }),
        new("tls-resumed", "resumed TLS 1.3 handshake + CONNECT + CONNACK, ECDSA P-256", "us CPU",
            new ConnectProcedure { Bind = BindKind.TlsEcdsa, Count = 4_000, Resume = true }),
        new("plain", "plain TCP connection + CONNECT + CONNACK", "us CPU",
            new ConnectProcedure { Bind = BindKind.Plain, Count = 15_000 }),
        new("sticky", "plain TCP connection, server chosen by client id", "us CPU",
            new StickyProcedure(new ConnectProcedure { Bind = BindKind.Sticky, Count = 12_000, ClientIds = 1_000 })),
        new("publish-128", "128-byte PUBLISH there and back over TLS, 64 clients", "us CPU",
            new PublishProcedure { Clients = 64, PacketBytes = SmallPublish, Count = 80_000 }),
        new("publish-128-1000", "128-byte PUBLISH there and back over TLS, 1 000 clients", "us CPU",
            new PublishProcedure { Clients = 1_000, PacketBytes = SmallPublish, Count = 80_000 }),
        new("publish-16k", "16 KB PUBLISH there and back over TLS, 64 clients", "us CPU",
            new PublishProcedure { Clients = 64, PacketBytes = LargePublish, Count = 30_000 }),
        new("cores-1", "128-byte PUBLISH there and back over TLS, 256 clients, one thread; the load has the other core", "us CPU", OnCores(1), ShowsRate: true),
        new("cores-2", "the same with two threads on two cores, the second shared with the load", "us CPU", OnCores(2), ShowsRate: true),
        new("idle-memory", "resident memory per idle TLS connection, both legs, 8 000 of them", "KB",
            new IdleMemoryProcedure { Clients = 8_000 }),
        new("start-memory", "resident memory after the first connection", "MB", new StartMemoryProcedure()),
        new("p99", "99th percentile round trip of a 128-byte PUBLISH over TLS, 64 clients, 5 000 a second", "us",
            new RoundTripProcedure { Clients = 64, PacketBytes = SmallPublish, PerSecond = 5_000, Seconds = 4, Share = 0.99 }),
        new("start-accept", "exec to the first accepted connection", "ms", new StartTimeProcedure(times => times.Accept)),
        new("start-connack", "exec to the first CONNACK", "ms", new StartTimeProcedure(times => times.Connack)),
    ];

    private static OwnProcessProcedure OnCores(int threads) =>
        new(threads, new PublishProcedure { Clients = 256, PacketBytes = SmallPublish, Count = 80_000 });
}
