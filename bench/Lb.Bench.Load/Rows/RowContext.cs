using Lb.Bench.Load.Balancers;
using Lb.Bench.Load.Echo;
using Lb.Bench.Load.Loop;

namespace Lb.Bench.Load.Rows;

/// <summary>What a row measures on.</summary>
/// <param name="Loop">Serves the load and the brokers' stand-ins.</param>
/// <param name="Brokers">Stand behind every balancer.</param>
/// <param name="Running">The balancer's process of this round, warm from earlier rows.</param>
/// <param name="StartFresh">Starts another process of the same balancer with so many threads; the caller disposes it.</param>
/// <param name="Scale">Factor on the amount of work; 1 for results, less for a quick look.</param>
/// <param name="Stop">Cancelled when the user wants to end.</param>
internal sealed record RowContext(
    EventLoop Loop,
    EchoServer Brokers,
    BalancerProcess Running,
    Func<int, (BalancerProcess Process, StartTimes Times)> StartFresh,
    double Scale,
    CancellationToken Stop)
{
    private static readonly TimeSpan QuietTime = TimeSpan.FromMilliseconds(100);

    /// <summary>Time for a runtime that compiles hot code in the background to have done so; less for a quick look.</summary>
    public TimeSpan WarmUp => TimeSpan.FromSeconds(8) * Math.Min(1, Scale);

    /// <summary>The amount of work at this run's scale; at least 1.</summary>
    public int Scaled(int count) => Math.Max(1, (int)(count * Scale));

    /// <summary>Lets both sides finish what the last client left behind, such as closing.</summary>
    public void Settle() => Loop.RunFor(QuietTime, Stop);
}
