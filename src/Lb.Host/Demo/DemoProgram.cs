using Lb.Configuration;
using Lb.Host.CommandLine;
using Lb.Host.Running;
using Lb.Host.Serving;

namespace Lb.Host.Demo;

/// <summary>The demo: three brokers on free ports, the balancer on the usual ones, a certificate made on the spot.</summary>
internal static class DemoProgram
{
    /// <summary>Runs until a signal stops it.</summary>
    /// <param name="transportName">Name of the transport; null = the best that this machine has.</param>
    public static async Task<int> RunAsync(string? transportName)
    {
        if (TransportChoice.Find(transportName) is not { } transport)
        {
            await Console.Error.WriteLineAsync(TransportChoice.Missing(transportName));
            return ExitCode.Failed;
        }

        using var signals = new StopSignals();
        var folder = Directory.CreateTempSubdirectory("mqlb-demo-");
        try
        {
            await using var cluster = await DemoCluster.StartAsync();
            var certificate = DemoCertificate.Write(folder.FullName);
            var file = Path.Combine(folder.FullName, "demo.cfg");
            await File.WriteAllTextAsync(file, DemoConfig.Text(certificate, cluster.Addresses));
            return await RunBalancerAsync(file, transport, certificate, cluster, signals);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> RunBalancerAsync(
        string file, TransportChoice transport, DemoCertificate certificate, DemoCluster cluster, StopSignals signals)
    {
        var result = ConfigLoader.Load([file], ConfigEnvironment.System);
        ConfigReport.Print(result, new RunOptions { Quiet = true });
        if (result.Config is not { } config) return ExitCode.Failed;
        await using var server = new BalancerServer(config, TimeProvider.System, new DemoRoutingLog(), transport);
        if (await StartProblems.PrintAsync(server)) return ExitCode.Failed;
        Console.Write(DemoConfig.Table(certificate, cluster.Addresses));
        await signals.SoftStop;
        await server.StopAsync(new CancellationToken(canceled: true));
        return ExitCode.Done;
    }
}
