using System.Globalization;
using System.Text;
using Lb.Core.Health;
using Lb.Core.State;

namespace Lb.Core.Logging;

/// <summary>Lines about servers, in the shapes that people's alerts search for (<c>Server B/S is DOWN, reason: ...</c>).</summary>
public static class ServerLogLines
{
    /// <summary>The line of a status change.</summary>
    /// <param name="change">What changed.</param>
    public static string Change(ServerStateChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var line = new StringBuilder(change.Server.Config.Backup ? "Backup Server " : "Server ");
        line.Append(change.Server).Append(Verb(change));
        var logsChecks = change.Server.Backend.Config.LogHealthChecks;
        if (change.Cause is not null && !logsChecks) AppendReason(line, change.Cause);
        AppendCounts(line, change);
        return line.ToString();
    }

    /// <summary>Severity of <see cref="Change"/>: alert where a server is lost, notice otherwise.</summary>
    public static SyslogLevel LevelOf(ServerStateChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return change.After == ServerStatus.Down ? SyslogLevel.Alert : SyslogLevel.Notice;
    }

    /// <summary>The line of a backend that lost its last server; level <see cref="SyslogLevel.Emergency"/>.</summary>
    public static string NoServer(BackendState backend)
    {
        ArgumentNullException.ThrowIfNull(backend);
        return $"proxy {backend.Name} has no server available!";
    }

    /// <summary>The line of a check, with <c>option log-health-checks</c>; level <see cref="SyslogLevel.Notice"/>.</summary>
    public static string Check(CheckReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var server = report.Server;
        var line = new StringBuilder("Health check for ").Append(server.Config.Backup ? "backup server " : "server ").Append(server);
        line.Append(report.Result.Passed ? " succeeded" : " failed");
        AppendReason(line, report.Result);
        if (server.Health is { } health)
        {
            var up = server.Weight == 0 ? "DRAIN" : "UP";
            line.Append(CultureInfo.InvariantCulture, $", status: {health.Progress} {(health.IsUp ? up : "DOWN")}.");
        }

        return line.ToString();
    }

    private static string Verb(ServerStateChange change) => change.After switch
    {
        ServerStatus.Down => " is DOWN",
        ServerStatus.Maintenance when change.Before == ServerStatus.Down => " was DOWN and now enters maintenance",
        ServerStatus.Maintenance => " is going DOWN for maintenance",
        ServerStatus.Drain => " enters drain state",
        _ when change.Before == ServerStatus.Maintenance => " is UP (leaving forced maintenance)",
        _ when change.Before == ServerStatus.Drain => " is UP (leaving forced drain)",
        _ => " is UP",
    };

    private static void AppendReason(StringBuilder line, CheckResult result)
    {
        line.Append(", reason: ").Append(CheckStatusTable.WordsOf(result.Status));
        var hasCode = result.Status is CheckStatus.Layer7Passed or CheckStatus.Layer7WrongStatus;
        if (hasCode && result.Code is { } code) line.Append(CultureInfo.InvariantCulture, $", code: {code}");
        if (!string.IsNullOrEmpty(result.Info)) AppendQuoted(line.Append(", info: "), result.Info);
        line.Append(CultureInfo.InvariantCulture, $", check duration: {(long)result.Duration.TotalMilliseconds}ms");
    }

    // What a server sent may be in it: nothing but printable ASCII reaches the log.
    private static void AppendQuoted(StringBuilder line, string text)
    {
        line.Append('"');
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (value is >= (byte)' ' and < 0x7F and not (byte)'"') line.Append((char)value);
            else line.Append(CultureInfo.InvariantCulture, $"<{value:X2}>");
        }

        line.Append('"');
    }

    private static void AppendCounts(StringBuilder line, ServerStateChange change)
    {
        var onBackup = change is { Active: 0, Backup: > 0 } ? " Running on backup." : "";
        if (change.After is ServerStatus.Down or ServerStatus.Maintenance)
        {
            line.Append(CultureInfo.InvariantCulture, $". {change.Active} active and {change.Backup} backup servers left.{onBackup}");
            line.Append(CultureInfo.InvariantCulture, $" {change.Connections} sessions active, {change.Requeued} requeued,");
            line.Append(CultureInfo.InvariantCulture, $" {change.StillQueued} remaining in queue.");
            return;
        }

        line.Append(CultureInfo.InvariantCulture, $". {change.Active} active and {change.Backup} backup servers online.{onBackup}");
        line.Append(CultureInfo.InvariantCulture, $" {change.Requeued} sessions requeued, {change.StillQueued} total in queue.");
    }
}
