using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Lb.Testing.Certificates;
using Lb.Transport.Tls;

namespace Lb.Transport.Tests.Frontends;

/// <summary>Certificates and client sides of TLS tests.</summary>
internal static class TestTls
{
    public const string ServerName = "mqtt.example.org";

    public static readonly TestAuthority Authority = new();

    public static readonly TestCertificate Server = Authority.IssueServer(TestKeyType.Ecdsa, ServerName);

    public static TlsSettings Settings { get; } = new() { Certificates = [ToTls(Server, ServerName)] };

    public static TlsCertificate ToTls(TestCertificate certificate, params string[] names) =>
        new(certificate.ChainPem, certificate.PrivateKeyPem, names);

    public static SslClientAuthenticationOptions ClientOptions(string serverName = ServerName) => new()
    {
        TargetHost = serverName,

        // .NET keeps client sessions by server name for the whole process, the server its SSL_CTX by certificate: without this, tests
        // would resume each other's sessions. OpenSslClient tests resumption.
        AllowTlsResume = false,
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { X509Certificate2.CreateFromPem(Authority.CertificatePem) },
            RevocationMode = X509RevocationMode.NoCheck,
        },
    };

    public static async Task<SslStream> ConnectAsync(Socket socket, SslClientAuthenticationOptions options)
    {
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await tls.AuthenticateAsClientAsync(options);
        return tls;
    }

    public static SslClientAuthenticationOptions ClientOptions(SslProtocols protocols)
    {
        var options = ClientOptions();
        options.EnabledSslProtocols = protocols;
        return options;
    }
}
