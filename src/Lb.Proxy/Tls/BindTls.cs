using System.Security.Authentication;
using Lb.Configuration.Model;
using Lb.Transport.Tls;

namespace Lb.Proxy.Tls;

/// <summary>The transport's TLS settings of a bind.</summary>
internal static class BindTls
{
    public static TlsSettings SettingsOf(FrontendConfig frontend, BindTlsConfig tls) => new()
    {
        Certificates = [.. tls.Certificates.Select(c => new TlsCertificate(c.ChainPem, c.PrivateKeyPem, c.Names))],
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

    private static SslProtocols ProtocolsOf(BindTlsConfig tls)
    {
        var protocols = SslProtocols.None;
        if (tls.MinVersion <= TlsVersion.Tls12 && tls.MaxVersion >= TlsVersion.Tls12) protocols |= SslProtocols.Tls12;
        if (tls.MinVersion <= TlsVersion.Tls13 && tls.MaxVersion >= TlsVersion.Tls13) protocols |= SslProtocols.Tls13;
        return protocols;
    }
}
