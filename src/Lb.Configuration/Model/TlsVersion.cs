namespace Lb.Configuration.Model;

/// <summary>TLS versions that can be negotiated; older ones are refused.</summary>
public enum TlsVersion
{
    /// <summary>TLS 1.2, RFC 5246.</summary>
    Tls12,

    /// <summary>TLS 1.3, RFC 8446.</summary>
    Tls13,
}
