using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lb.Broker;

/// <summary>TLS of a bind: versions 1.2 and 1.3 as the system allows them.</summary>
/// <param name="Certificate">The broker's certificate, with its private key.</param>
public sealed record BrokerTls(X509Certificate2 Certificate)
{
    /// <summary>Intermediate authorities to send along.</summary>
    public X509Certificate2Collection Chain { get; init; } = [];

    /// <summary>Authorities of client certificates; null asks clients for none.</summary>
    public X509Certificate2Collection? ClientAuthorities { get; init; }

    /// <summary>Whether a client without a certificate is refused, when <see cref="ClientAuthorities"/> are set. One with a wrong certificate always is.</summary>
    public bool RequiresClientCertificate { get; init; }

    /// <summary>Reads PEM files.</summary>
    /// <param name="certificateFile">The certificate, intermediate authorities behind it; may hold the key too.</param>
    /// <param name="keyFile">The private key; null when it is in the certificate's file.</param>
    /// <param name="authorityFile">Authorities of client certificates; null for none.</param>
    /// <param name="error">Which file is wrong, and how.</param>
    /// <returns>Null when a file cannot be read or used.</returns>
    public static BrokerTls? Load(string certificateFile, string? keyFile, string? authorityFile, out string? error)
    {
        error = null;
        var current = keyFile is null ? certificateFile : $"{certificateFile} with key {keyFile}";
        try
        {
            var certificate = X509Certificate2.CreateFromPemFile(certificateFile, keyFile ?? certificateFile);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificateFile);
            chain.RemoveAt(0);
            return new BrokerTls(certificate) { Chain = chain, ClientAuthorities = LoadAuthorities(authorityFile is null ? null : current = authorityFile) };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            error = $"{current}: {failure.Message}";
            return null;
        }
    }

    /// <summary>What an <see cref="SslStream"/> needs; made once for a bind, so that its connections share one TLS context.</summary>
    /// <param name="protocol">The application protocol to agree on with a client that offers some.</param>
    internal SslServerAuthenticationOptions ToServerOptions(SslApplicationProtocol protocol)
    {
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(Certificate, Chain, offline: true),
            ApplicationProtocols = [protocol],
        };
        if (ClientAuthorities is null) return options;
        options.ClientCertificateRequired = true;
        options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        options.CertificateChainPolicy.CustomTrustStore.AddRange(ClientAuthorities);
        options.RemoteCertificateValidationCallback = (_, _, _, errors) =>
            errors == SslPolicyErrors.None || (errors == SslPolicyErrors.RemoteCertificateNotAvailable && !RequiresClientCertificate);
        return options;
    }

    private static X509Certificate2Collection? LoadAuthorities(string? file)
    {
        if (file is null) return null;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("there is no certificate in it.");
    }
}
