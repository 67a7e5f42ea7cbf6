namespace Lb.Transport.Dialing;

/// <summary>How an attempt to reach a server ended.</summary>
public enum DialStatus
{
    /// <summary>Connected.</summary>
    Connected,

    /// <summary>The server refused, or its network cannot be reached.</summary>
    Refused,

    /// <summary>No answer within the timeout.</summary>
    TimedOut,

    /// <summary>The source address could not be bound: not of this machine, no free port, or IP_TRANSPARENT not permitted.</summary>
    SourceUnavailable,

    /// <summary>The process has no descriptor or memory left for a socket.</summary>
    OutOfResources,

    /// <summary>The caller gave up.</summary>
    Cancelled,
}
