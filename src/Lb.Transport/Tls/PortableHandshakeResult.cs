namespace Lb.Transport.Tls;

/// <summary>How a handshake of the portable transport failed.</summary>
internal sealed record PortableHandshakeResult(TlsHandshakeFailure? Failure) : ITlsHandshakeResult;
