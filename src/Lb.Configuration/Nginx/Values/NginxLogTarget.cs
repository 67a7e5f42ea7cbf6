using Lb.Configuration.Model;

namespace Lb.Configuration.Nginx.Values;

/// <summary>Where <c>error_log</c> and <c>access_log</c> go.</summary>
internal static class NginxLogTarget
{
    private static readonly string[] Levels = ["emerg", "alert", "crit", "error", "warn", "notice", "info", "debug"];

    private static readonly string[] Facilities =
    [
        "kern", "user", "mail", "daemon", "auth", "intern", "lpr", "news", "uucp", "clock", "authpriv", "ftp",
        "ntp", "audit", "alert", "cron", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ];

    /// <summary>Severity names that <see cref="Level"/> knows.</summary>
    public static string LevelNames => string.Join(", ", Levels);

    /// <summary>Syslog number of a level name; -1 = not a level.</summary>
    public static int Level(string name) => Array.IndexOf(Levels, name);

    /// <summary>Reads a place: <c>stderr</c>, <c>/dev/stdout</c>, <c>/dev/stderr</c> or <c>syslog:server=...</c>.</summary>
    /// <param name="text">The place.</param>
    /// <param name="problem">What is wrong with it; null = nothing.</param>
    /// <returns>Null with a problem, and without one where the place is a file.</returns>
    public static LogTargetConfig? TryParse(string text, out string? problem)
    {
        problem = null;
        if (text is "stderr" or "/dev/stderr") return new LogTargetConfig { Transport = LogTransport.Stderr, Format = LogFormat.Raw };
        if (text is "/dev/stdout") return new LogTargetConfig { Transport = LogTransport.Stdout, Format = LogFormat.Raw };
        if (text.StartsWith("syslog:", StringComparison.Ordinal)) return Syslog(text["syslog:".Length..], out problem);
        if (text.StartsWith("memory:", StringComparison.Ordinal)) problem = "'memory:' is not built yet.";
        return null;
    }

    private static LogTargetConfig? Syslog(string parameters, out string? problem)
    {
        var target = new LogTargetConfig { Transport = LogTransport.Udp, Facility = Array.IndexOf(Facilities, "local7") };
        problem = null;
        foreach (var parameter in parameters.Split(','))
        {
            var (key, value) = SplitPair(parameter);
            switch (key)
            {
                case "server":
                    target = WithServer(target, value);
                    break;
                case "facility" when Array.IndexOf(Facilities, value) is >= 0 and var facility:
                    target = target with { Facility = facility };
                    break;
                case "severity" when Level(value) is >= 0 and var level:
                    target = target with { MinLevel = level };
                    break;
                default:
                    problem = $"syslog parameter '{parameter}' is not built yet; server, facility and severity are.";
                    return null;
            }
        }

        if (target.Address.Length == 0) problem = "syslog needs 'server=ADDRESS[:PORT]'.";
        return problem is null ? target : null;
    }

    private static LogTargetConfig WithServer(LogTargetConfig target, string server)
    {
        if (server.StartsWith("unix:", StringComparison.Ordinal))
            return target with { Transport = LogTransport.Unix, Address = server["unix:".Length..] };
        var (address, port) = NginxAddress.Split(server);
        return target with { Address = address.Length == 0 ? "" : $"{address}:{(port.Length == 0 ? "514" : port)}" };
    }

    private static (string Key, string Value) SplitPair(string text)
    {
        var equals = text.IndexOf('=');
        return equals < 0 ? (text, "") : (text[..equals], text[(equals + 1)..]);
    }
}
