namespace Lb.Testing.Balancers;

/// <summary>The real nginx with its stream module, to compare with. Runs as one process in the foreground, and ends when
/// disposed.</summary>
public sealed class RealNginx : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nginx";
    private const string StreamModule = "/usr/lib/nginx/modules/ngx_stream_module.so";
    private readonly RealBalancer _process;

    private RealNginx(RealBalancer process) => _process = process;

    /// <summary>Whether this machine has it. Tests that need it skip where it is missing.</summary>
    public static bool IsInstalled => File.Exists(Program) && File.Exists(StreamModule);

    /// <summary>Port of 127.0.0.1 that it accepts on.</summary>
    public int Port => _process.Port;

    /// <summary>What it has written so far.</summary>
    public string Output => _process.Output;

    /// <summary>Starts it and waits until it accepts.</summary>
    /// <param name="stream">Makes the inside of the <c>stream</c> block for the port that it must bind on 127.0.0.1.</param>
    /// <exception cref="InvalidOperationException">It ended, or did not accept within 10 s; the message has its output.</exception>
    public static async Task<RealNginx> StartAsync(Func<int, string> stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new RealNginx(await RealBalancer.StartAsync(
            Program,
            file => ["-e", "stderr", "-p", Path.GetDirectoryName(file)!, "-c", file],
            (port, folder) => $"""
                load_module {StreamModule};
                daemon off;
                master_process off;
                pid {folder}/nginx.pid;
                error_log stderr warn;
                events {"{"} worker_connections 1024; {"}"}
                stream {"{"}
                {stream(port)}
                {"}"}
                """));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
