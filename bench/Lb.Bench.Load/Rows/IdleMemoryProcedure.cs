using System.Globalization;
using Lb.Bench.Load.Balancers;
using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Load;
using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>Growth of a fresh process's resident memory per connection that was opened and says nothing more.</summary>
internal sealed class IdleMemoryProcedure : IUndividedProcedure
{
    private const int WarmUpClients = 500;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(3);

    public required int Clients { get; init; }

    public BindKind Bind { get; init; } = BindKind.TlsEcdsa;

    public Measurement MeasureAtOnce(RowContext context)
    {
        using var tls = Bind == BindKind.Plain ? null : new TlsClientContext();
        var (process, _) = context.StartFresh(1);
        using var balancer = process;
        var opener = new ClientOpener(context.Loop, process.Binds.Of(Bind), tls);
        // What a process sets up once, such as compiled code and buffer pools, is no cost per connection.
        if (new ConnectLoad(context.Loop, opener, 32).Run(context.Scaled(WarmUpClients), Limit, context.Stop).Failure is { } early)
            return Measurement.Failed(early);
        context.Settle();
        long before = process.ResidentBytes;

        using var held = new HeldClients(context.Loop, opener);
        int count = context.Scaled(Clients);
        if (held.Open(count, Limit, context.Stop).Failure is { } failure)
            return Measurement.Failed(failure);
        context.Loop.RunFor(IdleTime * Math.Min(1, context.Scale), context.Stop);
        long after = process.ResidentBytes;
        return new Measurement((after - before) / 1024.0 / count, string.Create(
            CultureInfo.InvariantCulture, $"count={count} before_mb={before / 1048576.0:F1} after_mb={after / 1048576.0:F1}"));
    }
}
