namespace Lb.Testing.Balancers;

/// <summary>The real HAProxy, to compare with. Runs in the foreground with a config of its own, and ends when disposed.</summary>
public sealed class RealHaProxy : IAsyncDisposable
{
    private const string Program = "/usr/sbin/haproxy";
    private readonly RealBalancer _process;

    private RealHaProxy(RealBalancer process) => _process = process;

    /// <summary>Whether this machine has it. Tests that need it skip where it is missing.</summary>
    public static bool IsInstalled => File.Exists(Program);

    /// <summary>Port of 127.0.0.1 that it accepts on.</summary>
    public int Port => _process.Port;

    /// <summary>What it has written to stdout and stderr so far; with <c>log stdout format raw local0</c>, its log.</summary>
    public string Output => _process.Output;

    /// <summary>Starts it and waits until it accepts.</summary>
    /// <param name="config">Makes the config for the port that it must bind on 127.0.0.1.</param>
    /// <exception cref="InvalidOperationException">It ended, or did not accept within 10 s; the message has its output.</exception>
    public static async Task<RealHaProxy> StartAsync(Func<int, string> config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return new RealHaProxy(await RealBalancer.StartAsync(Program, file => ["-db", "-f", file], (port, _) => config(port)));
    }

    /// <summary>Reads its output until a line contains <paramref name="text"/>.</summary>
    /// <returns>That line.</returns>
    /// <exception cref="TimeoutException">No such line within 10 s.</exception>
    public Task<string> LineWithAsync(string text) => _process.LineWithAsync(text);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
