namespace Lb.Transport.Tls;

/// <summary>A feature of a client leg whose transport knows why its TLS handshake failed.</summary>
public interface ITlsHandshakeResult
{
    /// <summary>How it failed; null = it came through, or did not start.</summary>
    TlsHandshakeFailure? Failure { get; }
}
