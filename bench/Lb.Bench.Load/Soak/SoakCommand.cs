using Lb.Bench.Load.Balancers;
using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Echo;
using Lb.Bench.Load.Loop;
using Lb.Bench.Load.Report;

namespace Lb.Bench.Load.Soak;

/// <summary>Starts a balancer alone, with two threads where there are two cores, and soaks it.</summary>
internal static class SoakCommand
{
    private const int Brokers = 4;
    private const int Threads = 2;
    private const string Placement = "balancer on cores 0 and 1, load and echo server on core 1";

    /// <returns>0 when the balancer came back to its start; 1 otherwise.</returns>
    public static int Run(SoakOptions options, string command, CancellationToken stop)
    {
        // The version call builds mqlb, which would take longer than a start may.
        foreach (var (name, value) in RunEnvironment.Read([options.Balancer], command, Placement).Facts)
            Console.WriteLine($"{name}: {value}");
        string folder = Directory.CreateTempSubdirectory("mqlb-soak-").FullName;
        try
        {
            using var loop = new EventLoop();
            using var echo = new EchoServer(loop, Brokers);
            using var tls = new TlsClientContext();
            var starter = new BalancerStarter(loop, new PortRange(), echo.Addresses, BenchCertificates.Create(folder), folder);
            using var process = starter.Start(options.Balancer, Threads, stop).Process;
            return Soak(new SoakRun(loop, process, tls, options, stop), process);
        }
        catch (IOException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Soak(SoakRun run, BalancerProcess process)
    {
        try
        {
            return run.Run() ? 0 : 1;
        }
        catch (IOException e) when (process.HasExited)
        {
            throw new IOException($"the balancer exited: {process.LogTail()}", e);
        }
    }
}
