using System.Diagnostics;
using System.Net;
using Lb.Bench.Load.Loop;

namespace Lb.Bench.Load.Balancers;

/// <summary>Starts processes of any balancer, each with a configuration and ports of its own.</summary>
internal sealed class BalancerStarter(
    EventLoop loop,
    PortRange ports,
    IReadOnlyList<IPEndPoint> brokers,
    BenchCertificates certificates,
    string folder)
{
    private int _started;

    /// <summary>Starts one process and waits until it serves. Fails with <see cref="IOException"/>, which holds the end of its log, when it does not.</summary>
    /// <param name="balancer">The program.</param>
    /// <param name="threads">How many threads it gets, and how many cores: with two, the load shares the second.</param>
    /// <param name="stop">Ends the wait early.</param>
    public (BalancerProcess Process, StartTimes Times) Start(Balancer balancer, int threads, CancellationToken stop)
    {
        string own = Directory.CreateDirectory(Path.Combine(folder, $"{++_started:D3}-{balancer.Name}")).FullName;
        string config = Path.Combine(own, Path.GetFileNameWithoutExtension(balancer.Template));
        var binds = BindAddresses.Take(ports);
        BalancerConfig.Write(config, balancer, binds, brokers, certificates, threads);

        long started = Stopwatch.GetTimestamp();
        var process = BalancerProcess.Start(balancer, config, binds, threads);
        bool serves = false;
        try
        {
            if (new StartProbe(loop, binds.Plain).Wait(process, started, stop) is not { } times)
                throw new IOException($"{balancer.Name} does not serve: {process.LogTail()}");
            serves = true;
            return (process, times);
        }
        finally
        {
            if (!serves)
                process.Dispose();
        }
    }
}
