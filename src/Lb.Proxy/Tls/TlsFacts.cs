using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Lb.Configuration.Model;
using Lb.Protocol.ProxyProtocol;
using Lb.Proxy.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Lb.Proxy.Tls;

/// <summary>What the handshake found out, for rules and for the PROXY header out.</summary>
internal static class TlsFacts
{
    /// <summary>Fills the facts once the handshake is done.</summary>
    public static void Fill(ClientConnection connection)
    {
        if (connection.Bound.Bind.Tls is null) return;
        var facts = connection.Facts;
        facts.IsTls = true;
        facts.ServerName = connection.Context.Features.Get<ITlsHandshakeFeature>()?.HostName;
        if (connection.Context.Features.Get<ITlsConnectionFeature>()?.ClientCertificate is not { } certificate) return;
        facts.HasClientCertificate = true;
        facts.ClientCommonName = CommonNames.Of(certificate.SubjectName);
    }

    /// <summary>Adds to a version 2 header what its fields ask for.</summary>
    public static ProxyHeader Describe(ProxyHeader header, ProxyHeaderFields fields, ClientConnection connection)
    {
        if (fields.HasFlag(ProxyHeaderFields.UniqueId))
            header = header with { UniqueId = Encoding.ASCII.GetBytes(connection.Context.ConnectionId) };
        if (connection.Context.Features.Get<ITlsHandshakeFeature>() is not { } handshake) return header;
        return header with
        {
            Authority = string.IsNullOrEmpty(handshake.HostName) ? null : handshake.HostName,
            Tls = TlsOf(handshake, connection),
        };
    }

    private static ProxyTls TlsOf(ITlsHandshakeFeature handshake, ClientConnection connection)
    {
        var facts = connection.Facts;
        var presented = connection.Context.Features.Get<ISslStreamFeature>()?.SslStream.LocalCertificate as X509Certificate2;
        var (signature, key) = ServerCertificates.Describe(presented);
        return new ProxyTls
        {
            Client = facts.HasClientCertificate
                ? ProxyTlsClient.Tls | ProxyTlsClient.CertificateOnConnection | ProxyTlsClient.CertificateInSession
                : ProxyTlsClient.Tls,
            Verify = facts.HasClientCertificate ? 0u : 1u,
            Version = handshake.Protocol == SslProtocols.Tls13 ? "TLSv1.3" : "TLSv1.2",
            CommonName = facts.ClientCommonName,
            Cipher = CipherNames.Of(handshake.NegotiatedCipherSuite),
            SignatureAlgorithm = signature,
            KeyAlgorithm = key,
        };
    }
}
