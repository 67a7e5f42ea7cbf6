using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lb.Transport.Tls;

/// <summary>Certificates as <see cref="SslStream"/> wants them.</summary>
internal static class CertificateContexts
{
    /// <summary>A context with the chain as given; nothing is fetched.</summary>
    /// <exception cref="CryptographicException">Chain or key cannot be read; the text names the certificate.</exception>
    public static SslStreamCertificateContext Create(TlsCertificate certificate)
    {
        try
        {
            return Read(certificate);
        }
        catch (CryptographicException e)
        {
            throw new CryptographicException($"{e.Message} ('{certificate}')", e);
        }
    }

    private static SslStreamCertificateContext Read(TlsCertificate certificate)
    {
        var leaf = X509Certificate2.CreateFromPem(certificate.ChainPem, certificate.PrivateKeyPem);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(certificate.ChainPem);
        chain.RemoveAt(0);
        return SslStreamCertificateContext.Create(leaf, chain, offline: true);
    }
}
