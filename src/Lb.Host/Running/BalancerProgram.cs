using System.Security.Cryptography;
using Lb.Configuration;
using Lb.Configuration.Model;
using Lb.Host.CommandLine;
using Lb.Host.Serving;
using Lb.Transport.Reactors;

namespace Lb.Host.Running;

/// <summary>The balancer as a program: reads its configuration, runs until a signal stops it.</summary>
internal static class BalancerProgram
{
    /// <summary>Exit code: 0 = ended as asked or valid, 1 = errors, 2 = valid but nothing listens (as HAProxy).</summary>
    public static async Task<int> RunAsync(RunOptions options)
    {
        if (options.ShowVersion || options.ShowBuild)
        {
            Console.WriteLine(options.ShowBuild ? BuildInfo.Long : BuildInfo.Short);
            return ExitCode.Done;
        }

        if (options.ConfigPaths.Count == 0)
        {
            await Console.Error.WriteLineAsync("mqlb: no configuration given. Name one with -f FILE, or run 'mqlb demo'.");
            return ExitCode.Failed;
        }

        using var reload = new ReloadSignal();
        var result = ConfigLoader.Load(options.ConfigPaths, ConfigEnvironment.System);
        ConfigReport.Print(result, options);
        if (result.Config is not { } config) return ExitCode.Failed;
        if (TransportChoice.Find(options.Transport) is not { } transport)
        {
            await Console.Error.WriteLineAsync(TransportChoice.Missing(options.Transport));
            return ExitCode.Failed;
        }

        if (!options.Quiet && TransportNotes.Of(config, transport.Name, () => ReactorTransport.HasKernelTls) is { } note) await Console.Error.WriteLineAsync(note);
        if (config.Frontends.All(f => f.Binds.IsEmpty)) return NothingListens();
        if (options.CheckOnly) return ExitCode.Done;
        return TryBuild(config, transport) is { } server ? await RunUntilStoppedAsync(server, reload, options) : ExitCode.Failed;
    }

    // What only the TLS library can tell of a valid config: a cipher it does not know, a key that does not fit.
    private static BalancerServer? TryBuild(LbConfig config, TransportChoice transport)
    {
        try
        {
            return new BalancerServer(config, TimeProvider.System, new NoRoutingLog(), transport);
        }
        catch (CryptographicException e)
        {
            Console.Error.WriteLine($"mqlb: {e.Message}");
            return null;
        }
    }

    private static async Task<int> RunUntilStoppedAsync(BalancerServer server, ReloadSignal reload, RunOptions options)
    {
        await using (server)
        {
            using var signals = new StopSignals();
            using var pidFile = PidFile.Write(options.PidFile);
            if (await StartProblems.PrintAsync(server)) return ExitCode.Failed;
            if (!options.Quiet) Console.WriteLine(StartLine.Of(server.State.Config, server.TransportName));
            await reload.AnswerUntilAsync(signals.SoftStop, server.ReloadTls);
            await server.StopAsync(signals.HardStop);
            return ExitCode.Done;
        }
    }

    private static int NothingListens()
    {
        Console.Error.WriteLine("mqlb: the configuration has no error, but no frontend has a bind: nothing would listen.");
        return ExitCode.NothingListens;
    }
}
