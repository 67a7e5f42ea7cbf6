using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Load;
using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>CPU time per PUBLISH that goes to the broker and comes back, over TLS towards the client.</summary>
internal sealed class PublishProcedure : IRowProcedure
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public required int Clients { get; init; }

    /// <summary>How many clients have a packet on its way at a time; the others wait for their turn.</summary>
    public int InFlight { get; init; } = int.MaxValue;

    public required int PacketBytes { get; init; }

    public required int Count { get; init; }

    /// <summary>Whether the balancers take turns, their clients open all the while; a process has no descriptors for that with many clients.</summary>
    public bool TakesTurns { get; init; } = true;

    public IEnumerable<Measurement?> Measure(RowContext context)
    {
        using var tls = new TlsClientContext();
        using var held = new HeldClients(context.Loop, new ClientOpener(context.Loop, context.Running.Binds.TlsEcdsa, tls));
        if (held.Open(Clients, Limit, context.Stop).Failure is { } failure)
        {
            yield return Measurement.Failed(failure);
            yield break;
        }

        var load = new PublishLoad(context.Loop, held.Clients, PacketBytes, InFlight);
        int turns = TakesTurns ? CpuMeter.ManyTurns : 1;
        foreach (var step in CpuMeter.Measure(context, context.Scaled(Count), turns, work => load.Run(work, Limit, context.Stop)))
            yield return step;
    }
}
