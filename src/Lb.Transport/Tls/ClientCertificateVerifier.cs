using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Lb.Transport.Tls;

/// <summary>Checks client certificates against the bind's own CA set and revocation lists; the system's store plays no part.</summary>
internal sealed class ClientCertificateVerifier
{
    private readonly RevocationLists? _revoked;
    private readonly bool _required;

    public ClientCertificateVerifier(TlsSettings settings)
    {
        ChainPolicy.CustomTrustStore.ImportFromPem(settings.ClientCaPem);
        _required = settings.ClientCertificates == ClientCertificates.Required;
        if (settings.CrlPem is { } crl) _revoked = RevocationLists.Read(crl, ChainPolicy.CustomTrustStore);
    }

    /// <summary>How <see cref="SslStream"/> builds the client's chain: from the CA set and what the client sent; nothing is fetched.</summary>
    public X509ChainPolicy ChainPolicy { get; } = new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
    };

    /// <summary>As <see cref="RemoteCertificateValidationCallback"/>.</summary>
    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || chain is null) return !_required;
        return errors == SslPolicyErrors.None && (_revoked is null || _revoked.AllowAll(chain, DateTimeOffset.UtcNow));
    }
}
