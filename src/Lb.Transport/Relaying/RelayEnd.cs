namespace Lb.Transport.Relaying;

/// <summary>What ended a relay; the first cause wins.</summary>
public enum RelayEnd
{
    /// <summary>The client closed its side first, orderly.</summary>
    ClientClosed,

    /// <summary>The client's connection broke.</summary>
    ClientAborted,

    /// <summary>The server closed its side first, orderly.</summary>
    ServerClosed,

    /// <summary>The server's connection broke.</summary>
    ServerAborted,

    /// <summary>The client leg was quiet, or took nothing, for longer than its timeout.</summary>
    ClientTimedOut,

    /// <summary>The server leg was quiet, or took nothing, for longer than its timeout.</summary>
    ServerTimedOut,

    /// <summary>Ended from outside with its group.</summary>
    GroupStopped,

    /// <summary>Ended with the transport.</summary>
    Stopped,
}
