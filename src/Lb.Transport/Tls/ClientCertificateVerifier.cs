using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Lb.Transport.Tls;

/// <summary>Checks client certificates against the bind's own CA set and revocation lists; the system's store plays no part.</summary>
internal sealed class ClientCertificateVerifier
{
    private readonly X509Certificate2Collection _authorities = [];
    private readonly RevocationLists? _revoked;
    private readonly bool _required;

    public ClientCertificateVerifier(TlsSettings settings)
    {
        _authorities.ImportFromPem(settings.ClientCaPem);
        _required = settings.ClientCertificates == ClientCertificates.Required;
        if (settings.CrlPem is { } crl) _revoked = RevocationLists.Read(crl, _authorities);
    }

    /// <summary>As <see cref="RemoteCertificateValidationCallback"/>.</summary>
    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 leaf) return !_required;
        using var verified = new X509Chain { ChainPolicy = Policy(chain) };
        return verified.Build(leaf) && (_revoked is null || _revoked.AllowAll(verified));
    }

    private X509ChainPolicy Policy(X509Chain? sent)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            ApplicationPolicy = { new("1.3.6.1.5.5.7.3.2") },
        };
        policy.CustomTrustStore.AddRange(_authorities);
        if (sent is not null) policy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        return policy;
    }
}
