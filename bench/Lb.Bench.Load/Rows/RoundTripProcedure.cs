using System.Globalization;
using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Load;
using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>A percentile of the round trip of PUBLISH packets that are sent at a fixed rate.</summary>
internal sealed class RoundTripProcedure : IRowProcedure
{
    private const int Turns = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public required int Clients { get; init; }

    public required int PacketBytes { get; init; }

    public required int PerSecond { get; init; }

    public required int Seconds { get; init; }

    /// <summary>The percentile, 0 to 1.</summary>
    public required double Share { get; init; }

    public IEnumerable<Measurement?> Measure(RowContext context)
    {
        using var tls = new TlsClientContext();
        using var held = new HeldClients(context.Loop, new ClientOpener(context.Loop, context.Running.Binds.TlsEcdsa, tls));
        if (held.Open(Clients, Limit, context.Stop).Failure is { } failure)
        {
            yield return Measurement.Failed(failure);
            yield break;
        }

        var load = new RateLoad(context.Loop, held.Clients, PacketBytes);
        int count = context.Scaled(Seconds * PerSecond);
        var roundTrips = new List<double>();
        double otherWork = 0;
        string? broken = load.Run(count / 4, PerSecond, context.Stop).Failure;
        for (int turn = 0; turn < Turns && broken is null; turn++)
        {
            yield return null;
            broken = Turn(context, load, count / Turns, roundTrips, ref otherWork);
        }

        yield return broken is null
            ? new Measurement(Statistics.Percentile(roundTrips, Share), Detail(roundTrips), otherWork)
            : Measurement.Failed(broken);
    }

    private string? Turn(RowContext context, RateLoad load, int count, List<double> roundTrips, ref double otherWork)
    {
        var others = new OtherWork();
        var before = context.Running.Cpu;
        var outcome = load.Run(count, PerSecond, context.Stop);
        otherWork += others.Share(context.Running.Cpu - before) / Turns;
        roundTrips.AddRange(load.RoundTrips);
        return outcome.Failure;
    }

    private static string Detail(IReadOnlyList<double> roundTrips) => string.Create(
        CultureInfo.InvariantCulture,
        $"count={roundTrips.Count} p50={Statistics.Percentile(roundTrips, 0.5):F1} p999={Statistics.Percentile(roundTrips, 0.999):F1} max={roundTrips.Max():F1}");
}
