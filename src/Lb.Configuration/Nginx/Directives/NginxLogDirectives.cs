using Lb.Configuration.Model;
using Lb.Configuration.Nginx.Values;

namespace Lb.Configuration.Nginx.Directives;

/// <summary>Logs.</summary>
internal static class NginxLogDirectives
{
    private const NginxContexts Inherited = NginxContexts.Stream | NginxContexts.Server;

    /// <summary>The rows.</summary>
    public static IReadOnlyList<NginxDirective> Rows { get; } =
    [
        new("error_log", NginxContexts.Main | NginxContexts.Stream | NginxContexts.Server, 1, 2, ReadErrorLog,
            "Process log: `stderr` or `syslog:server=...`, with the least severe level (default error); a file becomes stderr, with a warning. "
            + "There is one process log, so all levels of blocks feed it. Not given: stderr, notice.") { IsRepeatable = true },
        new("access_log", Inherited, 1, 6, ReadAccessLog,
            "One line for each connection, in HAProxy's tcplog form: `/dev/stdout`, `stderr`, `syslog:server=...` or `off`; a file becomes stdout, "
            + "with a warning. Default off.") { IsRepeatable = true },
        NginxDirective.WithoutEffect("log_format", NginxContexts.Stream, "access lines have HAProxy's tcplog form"),
        NginxDirective.WithoutEffect("open_log_file_cache", Inherited, "no log file is written"),
    ];

    private static void ReadErrorLog(NginxCall call)
    {
        var level = call.Arguments.Count == 2 ? NginxLogTarget.Level(call.Arguments[1]) : NginxLogTarget.Level("error");
        if (level < 0)
        {
            call.Error($"'{call.Arguments[1]}' is not a level. Known: {NginxLogTarget.LevelNames}.");
            return;
        }

        if (ReadTarget(call, LogTransport.Stderr) is { } target)
            call.Scope.Main.ErrorLogs.Add(target with { MaxLevel = level });
    }

    private static void ReadAccessLog(NginxCall call)
    {
        if (call.Arguments is ["off"])
        {
            call.Settings.AccessLogs = [];
            return;
        }

        if (call.Arguments.Count > 1)
            call.Warning($"takes no format or buffer here: '{string.Join(' ', call.Arguments.Skip(1))}' has no effect, lines have HAProxy's tcplog form.");
        if (ReadTarget(call, LogTransport.Stdout) is { } target)
            call.Settings.AccessLogs = [.. call.Settings.AccessLogs ?? [], target];
    }

    private static LogTargetConfig? ReadTarget(NginxCall call, LogTransport forFiles)
    {
        var target = NginxLogTarget.TryParse(call.Arguments[0], out var problem);
        if (problem is not null) call.Error(problem);
        if (problem is not null || target is not null) return target;

        var place = forFiles == LogTransport.Stderr ? "standard error" : "standard output";
        call.Warning($"writes to {place}, not to '{call.Arguments[0]}': log files belong to whoever starts the process.");
        return new LogTargetConfig { Transport = forFiles, Format = LogFormat.Raw };
    }
}
