namespace Lb.Core.Logging;

/// <summary>Severity of a log line (RFC 5424 section 6.2.1).</summary>
public enum SyslogLevel
{
    /// <summary>The process cannot run.</summary>
    Emergency,

    /// <summary>Act at once: a backend has no server.</summary>
    Alert,

    /// <summary>A server went down.</summary>
    Critical,

    /// <summary>A connection failed.</summary>
    Error,

    /// <summary>Something is odd.</summary>
    Warning,

    /// <summary>A server came up.</summary>
    Notice,

    /// <summary>A connection ended.</summary>
    Info,

    /// <summary>For people who look for a fault.</summary>
    Debug,
}
