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

    public Measurement Measure(RowContext context)
    {
        using var tls = new TlsClientContext();
        using var held = new HeldClients(context.Loop, new ClientOpener(context.Loop, context.Running.Binds.TlsEcdsa, tls));
        if (held.Open(Clients, Limit, context.Stop).Failure is { } failure)
            return Measurement.Failed(failure);
        var load = new PublishLoad(context.Loop, held.Clients, PacketBytes, InFlight);
        return CpuMeter.Measure(context, context.Scaled(Count), work => load.Run(work, Limit, context.Stop));
    }
}
