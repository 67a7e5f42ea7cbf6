using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;
using Lb.Configuration.Nginx.Blocks;

namespace Lb.Configuration.Nginx.Building;

/// <summary>Settings of the process. What nginx sets for each server and the balancer once is the largest value of all servers.</summary>
internal sealed class NginxGlobalBuilder(NginxMainBlock main, ConfigDiagnostics diagnostics)
{
    private const int DefaultBufferSize = 16 * 1024;

    /// <summary>The settings.</summary>
    public GlobalConfig Build()
    {
        var settings = main.Servers.ConvertAll(s => s.Settings.Over(main.StreamSettings));
        var global = new GlobalConfig
        {
            MaxConnections = MaxConnections(),
            Threads = main.WorkerProcesses,
            HardStopAfter = main.ShutdownTimeout,
            BufferSize = BufferSize(settings),
            Logs = main.ErrorLogs.Count > 0 ? [.. main.ErrorLogs] : [DefaultLog],
        };
        return LargestConnect(settings) is { } largest ? global with { MaxConnectPacketSize = largest } : global;
    }

    /// <summary>Where the process log goes without <c>error_log</c>.</summary>
    public static LogTargetConfig DefaultLog => new() { Transport = LogTransport.Stderr, Format = LogFormat.Raw, MaxLevel = 5 };

    private int? MaxConnections()
    {
        if (main.WorkerConnections is not { } perWorker) return null;
        var workers = main.WorkerPerCore ? Environment.ProcessorCount : main.WorkerProcesses ?? 1;
        var clients = (int)Math.Min(int.MaxValue, (long)perWorker * workers / 2);
        diagnostics.Notice(
            main.WorkerConnectionsLocation,
            $"'worker_connections {perWorker}' with {workers} worker(s) lets {clients} clients in at a time: each takes a connection on either side.");
        return clients;
    }

    private int BufferSize(List<NginxSettings> settings)
    {
        var sizes = settings.ConvertAll(s => s.BufferSize ?? DefaultBufferSize).Distinct().ToList();
        if (sizes.Count > 1)
        {
            diagnostics.Warning(
                main.Servers[0].Location,
                $"'proxy_buffer_size' differs between servers; relay buffers have one size, so {sizes.Max()} bytes is used for all.");
        }

        return sizes.Count == 0 ? DefaultBufferSize : sizes.Max();
    }

    private static int? LargestConnect(List<NginxSettings> settings) =>
        settings.Where(s => s.MqttPreread == true).Max(s => s.PrereadBufferSize);
}
