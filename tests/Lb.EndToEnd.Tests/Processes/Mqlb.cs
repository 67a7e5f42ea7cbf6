using System.Runtime.InteropServices;

namespace Lb.EndToEnd.Tests.Processes;

/// <summary>The balancer, as its users run it: a process of its own with a config file.</summary>
internal sealed class Mqlb : IAsyncDisposable
{
    public const string StartLine = "runs with the ";

    private const string TransportVariable = "MQLB_TEST_TRANSPORT";

    private Mqlb(ChildProcess process) => Process = process;

    /// <summary>The built program.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "mqlb");

    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
    };

    /// <summary>Whether this run tests the portable transport.</summary>
    public static bool IsOnPortable => Transport == "portable";

    /// <summary>Sockets of ended server legs that it may keep for the next ones (ADR 8).</summary>
    public static int MostSpareSockets(int? threads = null) => IsOnPortable ? 0 : 32 * (threads ?? System.Environment.ProcessorCount);

    public ChildProcess Process { get; }

    // Where nothing is asked for, the suite runs on what users of Linux get.
    private static string Transport => System.Environment.GetEnvironmentVariable(TransportVariable) is { Length: > 0 } asked ? asked : "fast";

    /// <summary>Starts it with a config and waits until it listens.</summary>
    /// <param name="config">haproxy.cfg or nginx text.</param>
    /// <param name="folder">Where the config goes.</param>
    public static Task<Mqlb> StartAsync(string config, TestFolder folder) =>
        StartAsync(Launch(folder, ["-f", folder.Write($"mqlb-{Guid.NewGuid():N}.cfg", config + "\n")]));

    /// <summary>Waits until a started balancer listens; fails the test where it runs on another transport than this run is about.</summary>
    public static async Task<Mqlb> StartAsync(ChildProcess process)
    {
        var mqlb = new Mqlb(process);
        try
        {
            Assert.Contains($"{StartLine}{Transport} transport", await process.LineAsync(StartLine), StringComparison.Ordinal);
            return mqlb;
        }
        catch
        {
            await mqlb.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it with any arguments, on the transport that the environment variable names: the whole suite runs on each.</summary>
    public static ChildProcess Launch(TestFolder folder, params IEnumerable<string> arguments) =>
        ChildProcess.StartIn(folder.Path, Environment, Program, OnTransport([.. arguments]));

    /// <summary>Runs it to its end.</summary>
    public static async Task<Ended> RunAsync(TestFolder folder, params IEnumerable<string> arguments)
    {
        await using var process = Launch(folder, arguments);
        return await process.EndAsync();
    }

    /// <summary>Waits for so many lines that match, and returns the last of them.</summary>
    public Task<string> LineAsync(string pattern, int count = 1) => Process.LineAsync(pattern, count);

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    /// <summary>Arguments of mqlb, with the transport of this run where they start a balancer and name none.</summary>
    public static string[] OnTransport(string[] arguments)
    {
        var runs = arguments is ["-f", ..] or ["demo", ..] && !arguments.Contains("--transport");
        return runs ? [.. arguments, "--transport", Transport] : arguments;
    }
}
