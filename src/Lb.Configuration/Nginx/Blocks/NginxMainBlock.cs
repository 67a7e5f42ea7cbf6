using Lb.Configuration.Model;

namespace Lb.Configuration.Nginx.Blocks;

/// <summary>What the whole file says, before names are resolved and defaults filled in.</summary>
internal sealed class NginxMainBlock
{
    /// <summary><c>worker_processes</c>; null = not given, or auto.</summary>
    public int? WorkerProcesses { get; set; }

    /// <summary>True with <c>worker_processes auto</c>.</summary>
    public bool WorkerPerCore { get; set; }

    /// <summary><c>worker_connections</c> of a worker, both legs counted; null = not given.</summary>
    public int? WorkerConnections { get; set; }

    /// <summary>Line of <c>worker_connections</c>.</summary>
    public SourceLocation? WorkerConnectionsLocation { get; set; }

    /// <summary><c>worker_shutdown_timeout</c>; null = not given.</summary>
    public TimeSpan? ShutdownTimeout { get; set; }

    /// <summary><c>error_log</c> targets; empty = the default, standard error.</summary>
    public List<LogTargetConfig> ErrorLogs { get; } = [];

    /// <summary>Settings of <c>stream</c>, which its servers inherit.</summary>
    public NginxSettings StreamSettings { get; } = new();

    /// <summary>Upstreams in file order.</summary>
    public List<NginxUpstreamBlock> Upstreams { get; } = [];

    /// <summary>Server blocks in file order.</summary>
    public List<NginxServerBlock> Servers { get; } = [];
}
