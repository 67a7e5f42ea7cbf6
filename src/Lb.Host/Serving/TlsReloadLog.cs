using Lb.Core.Logging;
using Lb.Proxy.Tls;

namespace Lb.Host.Serving;

/// <summary>Tells the process log what came of SIGHUP.</summary>
internal static class TlsReloadLog
{
    /// <summary>A line for each error, then one that says what is served from now on.</summary>
    public static void Write(ILogSink log, TlsReloadOutcome outcome)
    {
        foreach (var error in outcome.Errors) log.Write(SyslogLevel.Error, error);
        if (outcome.Errors.Count > 0)
            log.Write(SyslogLevel.Error, $"Certificates were not replaced, {Count(outcome.Errors.Count, "error")}: everything stays as it was.");
        else if (outcome.Binds == 0)
            log.Write(SyslogLevel.Notice, "No bind has TLS: there are no certificates to replace.");
        else
            log.Write(SyslogLevel.Notice, $"Certificates were replaced on {Count(outcome.Binds, "bind")}.");
    }

    private static string Count(int number, string thing) => number == 1 ? $"1 {thing}" : $"{number} {thing}s";
}
