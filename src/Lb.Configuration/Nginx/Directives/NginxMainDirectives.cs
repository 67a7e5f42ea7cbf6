namespace Lb.Configuration.Nginx.Directives;

/// <summary>Directives of the process: the main context and <c>events</c>.</summary>
internal static class NginxMainDirectives
{
    private const NginxContexts Anywhere =
        NginxContexts.Main | NginxContexts.Events | NginxContexts.Stream | NginxContexts.Upstream | NginxContexts.Server;

    private const string OwnEvents = "the balancer chooses by itself how it waits for events";

    /// <summary>The rows.</summary>
    public static IReadOnlyList<NginxDirective> Rows { get; } =
    [
        new("include", Anywhere, 1, 1, call => call.Reading.Include(call.Arguments[0], call.Location, call.Scope),
            "Reads other files in place; `*` and `?` in the last part of the path; relative paths start at the main file's folder.")
        { IsRepeatable = true },
        new("events", NginxContexts.Main, 0, 0, call => call.RunBlock(call.Scope with { Context = NginxContexts.Events }),
            "Block of connection settings. May be left out.") { IsBlock = true },
        new("worker_connections", NginxContexts.Events, 1, 1, ReadWorkerConnections,
            "Connections of a worker, both legs counted: half of it, times the workers, is the limit of clients."),
        new("worker_processes", NginxContexts.Main, 1, 1, ReadWorkerProcesses,
            "Threads that move bytes; `auto` = one per core. Not given: one per core."),
        new("worker_shutdown_timeout", NginxContexts.Main, 1, 1, call => call.Scope.Main.ShutdownTimeout = call.PositiveTime(call.Arguments[0]),
            "Longest time that a soft stop waits for connections."),
        NginxDirective.WithoutEffect("user", NginxContexts.Main, "the process keeps the user that started it"),
        NginxDirective.WithoutEffect("pid", NginxContexts.Main, "the command line's '-p FILE' writes the process id"),
        NginxDirective.WithoutEffect("worker_rlimit_nofile", NginxContexts.Main,
            "the limit of file descriptors is the one of the shell or the service that starts the process"),
        NginxDirective.WithoutEffect("worker_cpu_affinity", NginxContexts.Main, "the system schedules the threads"),
        NginxDirective.WithoutEffect("worker_priority", NginxContexts.Main, "start the process with 'nice'"),
        NginxDirective.WithoutEffect("load_module", NginxContexts.Main, "everything is built in"),
        NginxDirective.WithoutEffect("daemon", NginxContexts.Main, "the process stays in the foreground"),
        NginxDirective.WithoutEffect("master_process", NginxContexts.Main, "there is one process"),
        NginxDirective.WithoutEffect("timer_resolution", NginxContexts.Main, "timers need no setting"),
        NginxDirective.WithoutEffect("pcre_jit", NginxContexts.Main, "no regular expression is used"),
        NginxDirective.WithoutEffect("lock_file", NginxContexts.Main, "there is one process"),
        NginxDirective.WithoutEffect("use", NginxContexts.Events, OwnEvents),
        NginxDirective.WithoutEffect("multi_accept", NginxContexts.Events, OwnEvents),
        NginxDirective.WithoutEffect("accept_mutex", NginxContexts.Events, OwnEvents),
        NginxDirective.WithoutEffect("accept_mutex_delay", NginxContexts.Events, OwnEvents),
        NginxDirective.WithoutEffect("worker_aio_requests", NginxContexts.Events, OwnEvents),
    ];

    private static void ReadWorkerConnections(NginxCall call)
    {
        call.Scope.Main.WorkerConnections = call.Number(call.Arguments[0], 2, int.MaxValue);
        call.Scope.Main.WorkerConnectionsLocation = call.Location;
    }

    private static void ReadWorkerProcesses(NginxCall call)
    {
        call.Scope.Main.WorkerPerCore = call.Arguments[0] == "auto";
        if (!call.Scope.Main.WorkerPerCore) call.Scope.Main.WorkerProcesses = call.Number(call.Arguments[0], 1, 1024);
    }
}
