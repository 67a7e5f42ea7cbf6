using Lb.Bench.Load.Balancers;
using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Load;
using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>CPU time of a broker per message that it takes and delivers, over plain TCP.</summary>
internal sealed class BrokerMessageProcedure : IRowProcedure
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public required int Clients { get; init; }

    public required int PacketBytes { get; init; }

    public required int Count { get; init; }

    /// <summary>0 or 1.</summary>
    public int QoS { get; init; }

    public IEnumerable<Measurement?> Measure(RowContext context)
    {
        using var held = new HeldClients(context.Loop, new ClientOpener(context.Loop, context.Running.Binds.Of(BindKind.Plain), tls: null));
        if (held.Open(Clients, Limit, context.Stop).Failure is { } failure)
        {
            yield return Measurement.Failed(failure);
            yield break;
        }

        var load = new BrokerLoad(context.Loop, held.Clients, PacketBytes, QoS);
        if (load.Subscribe(Limit, context.Stop).Failure is { } refused)
        {
            yield return Measurement.Failed(refused);
            yield break;
        }

        foreach (var step in CpuMeter.Measure(context, context.Scaled(Count), CpuMeter.ManyTurns, work => load.Run(work, Limit, context.Stop)))
            yield return step;
    }
}
