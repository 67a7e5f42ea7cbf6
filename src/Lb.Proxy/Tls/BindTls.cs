using System.Security.Authentication;
using Lb.Configuration.Model;
using Lb.Transport.Tls;

namespace Lb.Proxy.Tls;

/// <summary>The transport's TLS settings of a bind.</summary>
internal static class BindTls
{
    public static TlsSettings SettingsOf(FrontendConfig frontend, BindConfig bind, BindTlsConfig tls) => new()
    {
        Origin = $"{bind.Location}: 'bind {bind.Address}'",
        Certificates = [.. tls.Certificates.Select(CertificateOf)],
        Ciphers = tls.Handshake.Ciphers,
        CipherSuites = tls.Handshake.CipherSuites,
        Curves = tls.Handshake.Curves,
        SignatureAlgorithms = tls.Handshake.SignatureAlgorithms,
        ClientSignatureAlgorithms = tls.Handshake.ClientSignatureAlgorithms,
        PrefersClientCiphers = tls.Handshake.PrefersClientCiphers,
        SendsTickets = tls.Handshake.SendsTickets,
        UsesKernel = tls.Handshake.UsesKernel,
        SessionLifetime = tls.Handshake.SessionLifetime,
        TicketKeys = [.. tls.TicketKeys.Select(key => new TlsTicketKey(key.Name.AsMemory(), key.CipherKey.AsMemory(), key.MacKey.AsMemory()))],
        Protocols = ProtocolsOf(tls),
        Alpn = tls.Alpn,
        StrictServerName = tls.StrictSni,
        ClientCertificates = tls.Verify switch
        {
            ClientCertificateVerify.Optional => ClientCertificates.Optional,
            ClientCertificateVerify.Required => ClientCertificates.Required,
            _ => ClientCertificates.None,
        },
        ClientCaPem = tls.ClientCaPem,
        CrlPem = tls.CrlPem,
        HandshakeTimeout = frontend.HandshakeTimeout,
    };

    private static TlsCertificate CertificateOf(CertificateConfig certificate) =>
        new(certificate.ChainPem, certificate.PrivateKeyPem, certificate.Names)
        {
            Path = certificate.Path,
            OcspResponse = certificate.OcspResponse.IsEmpty ? default(ReadOnlyMemory<byte>?) : certificate.OcspResponse.AsMemory(),
        };

    private static SslProtocols ProtocolsOf(BindTlsConfig tls)
    {
        var protocols = SslProtocols.None;
        if (tls.MinVersion <= TlsVersion.Tls12 && tls.MaxVersion >= TlsVersion.Tls12) protocols |= SslProtocols.Tls12;
        if (tls.MinVersion <= TlsVersion.Tls13 && tls.MaxVersion >= TlsVersion.Tls13) protocols |= SslProtocols.Tls13;
        return protocols;
    }
}
