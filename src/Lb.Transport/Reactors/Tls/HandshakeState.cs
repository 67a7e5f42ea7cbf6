namespace Lb.Transport.Reactors.Tls;

/// <summary>What the handshake callbacks of one SSL_CTX need. It lives as long as the SSL_CTX, which may be longer than the bind uses it: until the
/// last connection that began with it has gone.</summary>
/// <param name="tickets">Keys of the bind's tickets.</param>
/// <param name="protocols">ALPN protocols in the form of the extension; pinned, because OpenSSL takes the chosen one from there.</param>
/// <param name="time">The clock that OCSP responses grow old by.</param>
internal sealed class HandshakeState(TicketKeyRing tickets, byte[] protocols, TimeProvider time)
{
    private readonly Dictionary<nint, OcspResponse> _ocspResponses = [];

    public TicketKeyRing Tickets => tickets;

    public byte[] Protocols => protocols;

    /// <summary>Chooses by name; null where there is no choice.</summary>
    public ServerContexts? Contexts { get; set; }

    /// <summary>Staples a response to a certificate (X509*) of this SSL_CTX.</summary>
    public void Staple(nint certificate, OcspResponse response) => _ocspResponses[certificate] = response;

    /// <summary>Whether any certificate has a response.</summary>
    public bool Staples => _ocspResponses.Count > 0;

    /// <summary>The response of a certificate; empty = none, or none that is still good.</summary>
    public ReadOnlySpan<byte> OcspResponseOf(nint certificate) =>
        _ocspResponses.TryGetValue(certificate, out var response) && time.GetUtcNow() < response.NextUpdate ? response.Der : [];
}
