namespace Lb.Transport.Tls;

/// <summary>What a TLS handshake agreed on; a feature of the client leg's connection from the end of the handshake until the relay starts. Names are
/// OpenSSL's, as HAProxy and the PROXY protocol use them.</summary>
public interface ITlsSession
{
    /// <summary>Name that the client asked for (SNI); null = none.</summary>
    string? ServerName { get; }

    /// <summary><c>TLSv1.2</c> or <c>TLSv1.3</c>.</summary>
    string Version { get; }

    /// <summary>Cipher suite, for example <c>ECDHE-RSA-AES128-GCM-SHA256</c>.</summary>
    string? Cipher { get; }

    /// <summary>Whether the session was resumed; null where the transport cannot tell.</summary>
    bool? IsResumed { get; }

    /// <summary>Whether the client presented a certificate.</summary>
    bool HasClientCertificate { get; }

    /// <summary>Common name of the client's certificate; null where there is none.</summary>
    string? ClientCommonName { get; }

    /// <summary>Signature algorithm of the presented certificate, for example <c>RSA-SHA256</c>.</summary>
    string? SignatureAlgorithm { get; }

    /// <summary>Key of the presented certificate, for example <c>RSA2048</c>, <c>EC256</c>.</summary>
    string? KeyAlgorithm { get; }
}
