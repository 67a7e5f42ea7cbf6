namespace Lb.Transport.Tls;

/// <summary>How a TLS handshake failed.</summary>
public enum TlsHandshakeFailure
{
    /// <summary>The client left without a word.</summary>
    Silent,

    /// <summary>Client and bind did not agree, or the client left on the way.</summary>
    Failed,

    /// <summary>It took too long.</summary>
    TimedOut,
}
