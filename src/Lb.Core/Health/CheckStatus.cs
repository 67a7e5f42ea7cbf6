namespace Lb.Core.Health;

/// <summary>What one check found out (HAProxy manual, <c>check_status</c>); <see cref="CheckStatusTable"/> has code and words.</summary>
public enum CheckStatus
{
    /// <summary>The server has no checks.</summary>
    Unknown,

    /// <summary>No check has ended yet.</summary>
    Initializing,

    /// <summary>The check could not be made on this side: no descriptor, no memory.</summary>
    SocketError,

    /// <summary>Connected; nothing more was asked for.</summary>
    Layer4Passed,

    /// <summary>No connection in time.</summary>
    Layer4Timeout,

    /// <summary>Refused, reset or unreachable.</summary>
    Layer4Failed,

    /// <summary>TLS handshake done; nothing more was asked for.</summary>
    Layer6Passed,

    /// <summary>TLS handshake not done in time.</summary>
    Layer6Timeout,

    /// <summary>TLS handshake failed.</summary>
    Layer6Invalid,

    /// <summary>The expected answer came.</summary>
    Layer7Passed,

    /// <summary>No full answer in time.</summary>
    Layer7Timeout,

    /// <summary>The answer breaks its protocol, or the connection ended before it.</summary>
    Layer7Invalid,

    /// <summary>A well-formed answer with a code that means no.</summary>
    Layer7WrongStatus,
}
