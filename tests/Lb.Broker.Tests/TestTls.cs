using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Lb.Testing.Certificates;

namespace Lb.Broker.Tests;

/// <summary>A broker's certificate, and clients that trust it.</summary>
internal sealed class TestTls
{
    private readonly TestAuthority _authority = new();

    public TestTls() => Server = _authority.IssueServer(TestKeyType.Ecdsa, "localhost", "127.0.0.1");

    public TestCertificate Server { get; }

    public string AuthorityPem => _authority.CertificatePem;

    public TestCertificate Client(string name) => _authority.IssueClient(name);

    /// <summary>TLS of a bind.</summary>
    public BrokerTls Broker(bool asksForCertificates = false, bool requires = false) => new(Server.Certificate)
    {
        ClientAuthorities = asksForCertificates ? [X509Certificate2.CreateFromPem(AuthorityPem)] : null,
        RequiresClientCertificate = requires,
    };

    /// <summary>TLS of a client.</summary>
    public SslClientAuthenticationOptions Options(TestCertificate? certificate = null, params string[] protocols)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(AuthorityPem));
        return new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            CertificateChainPolicy = policy,
            ClientCertificates = certificate is null ? null : [certificate.Certificate],
            ApplicationProtocols = [.. protocols.Select(protocol => new SslApplicationProtocol(protocol))],
        };
    }
}
