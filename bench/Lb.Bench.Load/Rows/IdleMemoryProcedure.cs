using System.Globalization;
using Lb.Bench.Load.Balancers;
using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Load;
using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>Growth of a fresh process's resident memory per connection that was opened and says nothing more.</summary>
internal sealed class IdleMemoryProcedure : IUndividedProcedure
{
    private const int WarmUpClients = 3_000;
    private const int AtOnce = 32;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // What a balancer does for connections that stay, and with the memory of those that left, it may put off for a while.
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(5);

    public required int Clients { get; init; }

    public BindKind Bind { get; init; } = BindKind.TlsEcdsa;

    public Measurement MeasureAtOnce(RowContext context)
    {
        using var tls = Bind == BindKind.Plain ? null : new TlsClientContext();
        var (process, _) = context.StartFresh(1);
        using var balancer = process;
        var opener = new ClientOpener(context.Loop, process.Binds.Of(Bind), tls);
        if (WarmUp(context, opener) is { } early) return Measurement.Failed(early);
        long before = process.ResidentBytes;

        using var held = new HeldClients(context.Loop, opener);
        int count = context.Scaled(Clients);
        if (held.Open(count, Limit, context.Stop).Failure is { } failure) return Measurement.Failed(failure);
        BeIdle(context);
        long after = process.ResidentBytes;
        return new Measurement((after - before) / 1024.0 / count, string.Create(
            CultureInfo.InvariantCulture, $"count={count} before_mb={before / 1048576.0:F1} after_mb={after / 1048576.0:F1}"));
    }

    // What a process sets up once, such as compiled code and buffer pools, is no cost per connection: clients that come and go, then some that stay.
    private static string? WarmUp(RowContext context, ClientOpener opener)
    {
        if (new ConnectLoad(context.Loop, opener, AtOnce).Run(context.Scaled(WarmUpClients), Limit, context.Stop).Failure is { } early) return early;
        using (var held = new HeldClients(context.Loop, opener))
        {
            if (held.Open(AtOnce, Limit, context.Stop).Failure is { } failure) return failure;
            BeIdle(context);
        }

        BeIdle(context);
        return null;
    }

    private static void BeIdle(RowContext context) => context.Loop.RunFor(IdleTime * Math.Min(1, context.Scale), context.Stop);
}
