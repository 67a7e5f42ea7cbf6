namespace Lb.Configuration.Model;

/// <summary>One place that log lines go to.</summary>
public sealed record LogTargetConfig
{
    /// <summary>How the line travels.</summary>
    public required LogTransport Transport { get; init; }

    /// <summary><c>address:port</c> for UDP, a path for a unix socket, empty for stdout and stderr.</summary>
    public string Address { get; init; } = "";

    /// <summary>Framing of the line.</summary>
    public LogFormat Format { get; init; } = LogFormat.Local;

    /// <summary>Syslog facility, 0 (kern) to 23 (local7).</summary>
    public int Facility { get; init; } = 16;

    /// <summary>Least severe level that is sent, syslog 0 (emerg) to 7 (debug).</summary>
    public int MaxLevel { get; init; } = 7;

    /// <summary>Messages more severe than this are sent at this level, 0 = unchanged.</summary>
    public int MinLevel { get; init; }

    /// <summary><c>len</c>: longest line in bytes, 80 to 65535.</summary>
    public int MaxLength { get; init; } = 1024;
}
