using System.Globalization;
using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Load;
using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>A percentile of the round trip of PUBLISH packets that are sent at a fixed rate: the median of its values in many short turns. Where the machine stands still
/// for some milliseconds, whoever has the turn pays, and one percent of a turn is less than that; so such turns must not decide.</summary>
internal sealed class RoundTripProcedure : IRowProcedure
{
    private const int Turns = 20;
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
        var percentiles = new List<double>();
        double otherWork = 0;
        string? broken = load.Run((int)(context.WarmUp.TotalSeconds * PerSecond), PerSecond, context.Stop).Failure;
        for (int turn = 0; turn < Turns && broken is null; turn++)
        {
            yield return null;
            broken = Turn(context, load, count / Turns, ref otherWork);
            roundTrips.AddRange(load.RoundTrips);
            percentiles.Add(Statistics.Percentile(load.RoundTrips, Share));
        }

        yield return broken is null
            ? new Measurement(Statistics.Median(percentiles), Detail(roundTrips), otherWork)
            : Measurement.Failed(broken);
    }

    private string? Turn(RowContext context, RateLoad load, int count, ref double otherWork)
    {
        var others = new OtherWork();
        var before = context.Running.Cpu;
        var outcome = load.Run(count, PerSecond, context.Stop);
        otherWork += others.Share(context.Running.Cpu - before) / Turns;
        return outcome.Failure;
    }

    private string Detail(IReadOnlyList<double> roundTrips) => string.Create(
        CultureInfo.InvariantCulture,
        $"count={roundTrips.Count} p50={Statistics.Percentile(roundTrips, 0.5):F1} of_all={Statistics.Percentile(roundTrips, Share):F1} p999={Statistics.Percentile(roundTrips, 0.999):F1} max={roundTrips.Max():F1}");
}
