using Lb.Bench.Load.Balancers;
using Lb.Bench.Load.Echo;
using Lb.Bench.Load.Loop;
using Lb.Bench.Load.Report;
using Lb.Bench.Load.Rows;

namespace Lb.Bench.Load.CommandLine;

/// <summary>Runs the comparison: sets up what all rounds share, measures, reports.</summary>
internal static class CompareCommand
{
    private const int Brokers = 4;
    private const string Placement = "balancer on core 0, load and echo server on core 1";

    /// <returns>0 when every measurement succeeded; 1 otherwise.</returns>
    public static int Run(CompareOptions options, string command, CancellationToken stop)
    {
        var balancers = Present(options.Balancers);
        string folder = Directory.CreateTempSubdirectory("mqlb-bench-").FullName;
        var comparison = new Comparison(options.Rows, balancers, options.Reference);
        // The version calls come first: they build mqlb, which must not happen within a timed start.
        var environment = RunEnvironment.Read(balancers, command, Placement);
        try
        {
            using var loop = new EventLoop();
            using var echo = new EchoServer(loop, Brokers);
            var starter = new BalancerStarter(loop, new PortRange(), echo.Addresses, BenchCertificates.Create(folder), folder);
            var runner = new RoundRunner(loop, echo, starter, comparison, options.Scale, stop);
            for (int round = 1; round <= options.Rounds; round++)
                runner.Run(round);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        ResultFiles.Write(options.OutputPath, comparison, environment);
        Console.WriteLine($"\n{ComparisonTable.Format(comparison)}{CoresNote.Format(comparison)}\nWritten to {options.OutputPath} and its .csv");
        return comparison.Samples.All(sample => sample.Measurement.Failure is null) ? 0 : 1;
    }

    private static List<Balancer> Present(IReadOnlyList<Balancer> wanted)
    {
        foreach (var absent in wanted.Where(balancer => !File.Exists(balancer.Program)))
            Console.Error.WriteLine($"{absent.Name} is left out: no {absent.Program}");
        return [.. wanted.Where(balancer => File.Exists(balancer.Program))];
    }
}
