using System.Globalization;

namespace Lb.Bench.Load.Rows;

/// <summary>What a message and an idle connection cost, by the number of connections: both columns should stay flat.</summary>
internal static class CurveRows
{
    private const int PacketBytes = 128;
    private const int InFlight = 64;
    private const int Messages = 60_000;

    // The last is what 20 000 descriptors allow, two for each connection.
    private static readonly int[] Connections = [100, 300, 1_000, 3_000, 9_000];

    public static readonly IReadOnlyList<BenchRow> All = [.. Connections.Select(Message), .. Connections.Select(Idle)];

    private static BenchRow Message(int connections) => new(
        Name("message", connections),
        $"128-byte PUBLISH there and back over TLS, {connections} clients in turn, {InFlight} at a time",
        "us CPU",
        new PublishProcedure { Clients = connections, InFlight = InFlight, PacketBytes = PacketBytes, Count = Messages, TakesTurns = false });

    private static BenchRow Idle(int connections) => new(
        Name("idle", connections),
        $"resident memory per idle TLS connection, both legs, {connections} of them",
        "KB",
        new IdleMemoryProcedure { Clients = connections });

    private static string Name(string kind, int connections) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{connections}");
}
