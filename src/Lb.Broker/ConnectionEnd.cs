namespace Lb.Broker;

/// <summary>Why a connection to the broker ended; the first cause wins.</summary>
public enum ConnectionEnd
{
    /// <summary>The client sent DISCONNECT.</summary>
    ClientDisconnected,

    /// <summary>The client closed or lost its TCP connection without DISCONNECT.</summary>
    ClientClosed,

    /// <summary>Nothing came for one and a half keep-alive times (MQTT 5.0 section 3.1.2.10).</summary>
    KeepAliveTimeout,

    /// <summary>Another connection came with the same client id (section 3.1.4).</summary>
    TakenOver,

    /// <summary>The client broke the protocol: malformed packet, protocol error, or a limit it was told.</summary>
    ProtocolViolation,

    /// <summary>The CONNECT was answered with a refusal.</summary>
    Refused,

    /// <summary>An answer that the client needs is larger than the largest packet it takes.</summary>
    AnswerTooLarge,

    /// <summary>No complete CONNECT came within <see cref="BrokerOptions.ConnectTimeout"/>.</summary>
    ConnectTimeout,

    /// <summary>The PROXY protocol header was missing or malformed.</summary>
    ProxyHeaderInvalid,

    /// <summary>The TLS handshake failed, on either side's account.</summary>
    TlsFailed,

    /// <summary>The HTTP request was none for a WebSocket with subprotocol <c>mqtt</c>.</summary>
    UpgradeRefused,

    /// <summary>The broker was told to misbehave, see <see cref="Faults.BrokerFaults"/>.</summary>
    Faulted,

    /// <summary>The broker was stopped.</summary>
    BrokerStopped,

    /// <summary>A bug in the broker; it is logged and counted.</summary>
    BrokerFailed,
}
