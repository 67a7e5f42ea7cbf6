using System.Text;
using Lb.Configuration.Model;
using Lb.Protocol.ProxyProtocol;
using Lb.Proxy.Connections;
using Lb.Transport.Tls;

namespace Lb.Proxy.Tls;

/// <summary>What the handshake found out, for the PROXY header out.</summary>
internal static class TlsFacts
{
    /// <summary>Adds to a version 2 header what its fields ask for.</summary>
    public static ProxyHeader Describe(ProxyHeader header, ProxyHeaderFields fields, ClientConnection connection)
    {
        if (fields.HasFlag(ProxyHeaderFields.UniqueId))
            header = header with { UniqueId = Encoding.ASCII.GetBytes(connection.Context.ConnectionId) };
        return connection.Tls is { } tls ? header with { Authority = tls.ServerName, Tls = Describe(tls) } : header;
    }

    private static ProxyTls Describe(ITlsSession tls)
    {
        var hasCertificate = tls.HasClientCertificate;
        return new ProxyTls
        {
            Client = hasCertificate
                ? ProxyTlsClient.Tls | ProxyTlsClient.CertificateOnConnection | ProxyTlsClient.CertificateInSession
                : ProxyTlsClient.Tls,
            Verify = hasCertificate ? 0u : 1u,
            Version = tls.Version,
            CommonName = tls.ClientCommonName,
            Cipher = tls.Cipher,
            SignatureAlgorithm = tls.SignatureAlgorithm,
            KeyAlgorithm = tls.KeyAlgorithm,
        };
    }
}
