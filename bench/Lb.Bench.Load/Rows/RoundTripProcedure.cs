using System.Globalization;
using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Load;
using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>A percentile of the round trip of PUBLISH packets that are sent at a fixed rate.</summary>
internal sealed class RoundTripProcedure : IRowProcedure
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public required int Clients { get; init; }

    public required int PacketBytes { get; init; }

    public required int PerSecond { get; init; }

    public required int Seconds { get; init; }

    /// <summary>The percentile, 0 to 1.</summary>
    public required double Share { get; init; }

    public Measurement Measure(RowContext context)
    {
        using var tls = new TlsClientContext();
        using var held = new HeldClients(context.Loop, new ClientOpener(context.Loop, context.Running.Binds.TlsEcdsa, tls));
        if (held.Open(Clients, Limit, context.Stop).Failure is { } failure)
            return Measurement.Failed(failure);
        var load = new RateLoad(context.Loop, held.Clients, PacketBytes);
        int count = context.Scaled(Seconds * PerSecond);
        var outcome = load.Run(count / 4, PerSecond, context.Stop);
        var others = new OtherWork();
        var before = context.Running.Cpu;
        if (outcome.Failure is null)
            outcome = load.Run(count, PerSecond, context.Stop);
        var used = context.Running.Cpu - before;
        return outcome.Failure is { } broken
            ? Measurement.Failed(broken)
            : new Measurement(Statistics.Percentile(load.RoundTrips, Share), Detail(load.RoundTrips), others.Share(used));
    }

    private static string Detail(IReadOnlyList<double> roundTrips) => string.Create(
        CultureInfo.InvariantCulture,
        $"count={roundTrips.Count} p50={Statistics.Percentile(roundTrips, 0.5):F1} p999={Statistics.Percentile(roundTrips, 0.999):F1} max={roundTrips.Max():F1}");
}
