using Lb.Transport.Reactors.Tls;

namespace Lb.Transport.Tests.Reactors.Tls;

/// <summary>One handshake as the server saw it.</summary>
/// <param name="Failure">OpenSSL's reason; null when it came through.</param>
/// <param name="QueuedTicket">Whether a ticket of TLS 1.3 was written.</param>
/// <param name="FirstFlight">The first bytes after the handshake.</param>
internal sealed record HandshakeOutcome(string? Failure, bool QueuedTicket, byte[] FirstFlight)
{
    public string? ServerName { get; init; }

    public string Version { get; init; } = "";

    public string? Cipher { get; init; }

    public bool IsResumed { get; init; }

    public bool HasClientCertificate { get; init; }

    public string? ClientCommonName { get; init; }

    public string? Signature { get; init; }

    public string? Key { get; init; }

    public static HandshakeOutcome Failed(string reason) => new(reason, false, []);

    public static HandshakeOutcome Of(nint connection, bool queuedTicket, byte[] firstFlight)
    {
        var session = new TlsSession(connection);
        return new HandshakeOutcome(null, queuedTicket, firstFlight)
        {
            ServerName = session.ServerName,
            Version = session.Version,
            Cipher = session.Cipher,
            IsResumed = session.IsResumed,
            HasClientCertificate = session.HasClientCertificate,
            ClientCommonName = session.ClientCommonName,
            Signature = session.SignatureAlgorithm,
            Key = session.KeyAlgorithm,
        };
    }
}
