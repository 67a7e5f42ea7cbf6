using Lb.Bench.Load.Balancers;
using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Load;
using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>CPU time per connection that gets as far as its CONNACK and closes.</summary>
internal sealed class ConnectProcedure : IRowProcedure
{
    private const int Concurrency = 32;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public required BindKind Bind { get; init; }

    public required int Count { get; init; }

    /// <summary>Whether every TLS handshake offers a session ticket.</summary>
    public bool Resume { get; init; }

    /// <summary>Client ids repeat after this many connections.</summary>
    public int ClientIds { get; init; } = int.MaxValue;

    public IEnumerable<Measurement?> Measure(RowContext context)
    {
        using var tls = Bind is BindKind.TlsEcdsa or BindKind.TlsRsa ? new TlsClientContext() : null;
        var opener = new ClientOpener(context.Loop, context.Running.Binds.Of(Bind), tls, ClientIds);
        if (Resume && !TakeTicket(context, opener, tls!))
        {
            yield return Measurement.Failed("the balancer sends no session ticket");
            yield break;
        }

        var load = new ConnectLoad(context.Loop, opener, Concurrency);
        foreach (var step in CpuMeter.Measure(context, context.Scaled(Count), CpuMeter.ManyTurns, work => Connect(load, work, context.Stop)))
            yield return step;
    }

    private LoadOutcome Connect(ConnectLoad load, int count, CancellationToken stop)
    {
        var outcome = load.Run(count, Limit, stop);
        int resumed = Resume ? count : 0;
        return outcome.Failure is null && load.Resumed != resumed
            ? outcome with { Failure = $"{load.Resumed} of {count} handshakes were resumed instead of {resumed}" }
            : outcome;
    }

    private static bool TakeTicket(RowContext context, ClientOpener opener, TlsClientContext tls)
    {
        using var one = new HeldClients(context.Loop, opener);
        return one.Open(1, Limit, context.Stop).Failure is null && tls.Resume((TlsLeg)one.Clients[0].Leg);
    }
}
