namespace Lb.Core.Closing;

/// <summary>Why a connection ended; the first cause wins. <see cref="CloseReasons"/> says the rest about each.</summary>
public enum CloseReason
{
    /// <summary>Both sides ended in order.</summary>
    Completed,

    /// <summary>The client ended its side while bytes were relayed.</summary>
    ClientClosed,

    /// <summary>The client broke off while bytes were relayed.</summary>
    ClientAborted,

    /// <summary>The server ended its side while bytes were relayed.</summary>
    ServerClosed,

    /// <summary>The server broke off while bytes were relayed.</summary>
    ServerAborted,

    /// <summary><c>timeout client</c> passed while bytes were relayed.</summary>
    ClientTimeout,

    /// <summary><c>timeout server</c> passed while bytes were relayed.</summary>
    ServerTimeout,

    /// <summary><c>timeout tunnel</c> passed.</summary>
    TunnelTimeout,

    /// <summary>The client left before the PROXY header or the TLS handshake was done.</summary>
    ClientClosedInHandshake,

    /// <summary>The TLS handshake failed.</summary>
    HandshakeFailed,

    /// <summary>The TLS handshake took too long.</summary>
    HandshakeTimeout,

    /// <summary>What came first is no PROXY header.</summary>
    ProxyHeaderInvalid,

    /// <summary>The PROXY header took too long.</summary>
    ProxyHeaderTimeout,

    /// <summary>Refused by <c>tcp-request connection reject</c>.</summary>
    ConnectionRejected,

    /// <summary>Refused by <c>tcp-request content reject</c>.</summary>
    ContentRejected,

    /// <summary>The client left before a server was picked.</summary>
    ClientClosedBeforeData,

    /// <summary>The first packet is no well-formed CONNECT where one is required.</summary>
    ConnectInvalid,

    /// <summary>The CONNECT is larger than allowed.</summary>
    ConnectTooLarge,

    /// <summary>The CONNECT did not arrive in time.</summary>
    ConnectPacketTimeout,

    /// <summary>No backend is configured for this connection.</summary>
    NoBackend,

    /// <summary>No server of the backend can be used.</summary>
    NoServer,

    /// <summary><c>timeout queue</c> passed.</summary>
    QueueTimeout,

    /// <summary>The client left while it waited for a slot.</summary>
    ClientClosedInQueue,

    /// <summary>The client left while a server was being connected to.</summary>
    ClientClosedInConnect,

    /// <summary>No attempt reached a server: refused, reset or unreachable.</summary>
    ConnectFailed,

    /// <summary>No attempt reached a server within <c>timeout connect</c>.</summary>
    ServerConnectTimeout,

    /// <summary>The source address of the server leg could not be taken.</summary>
    SourceBindFailed,

    /// <summary>The server was marked down, and <c>on-marked-down shutdown-sessions</c> is set.</summary>
    ServerMarkedDown,

    /// <summary>Cut when the process stopped.</summary>
    KilledAtShutdown,

    /// <summary>Cut by an operator.</summary>
    KilledByOperator,

    /// <summary>No descriptor, memory or source port was left.</summary>
    ResourceLimit,

    /// <summary>A bug of this program.</summary>
    InternalError,
}
