namespace Lb.Configuration.Model;

/// <summary>How a log line travels.</summary>
public enum LogTransport
{
    /// <summary>Standard output, one line each.</summary>
    Stdout,

    /// <summary>Standard error, one line each.</summary>
    Stderr,

    /// <summary>Syslog over UDP.</summary>
    Udp,

    /// <summary>Syslog over a unix datagram socket.</summary>
    Unix,
}
