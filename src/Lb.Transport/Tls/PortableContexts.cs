using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lb.Transport.Tls;

/// <summary>Handshake options of a bind, by server name. Everything costly is made once, here: one certificate context for each certificate, so that
/// the runtime keeps its few SSL_CTX and never makes one for a connection (session tickets depend on it).</summary>
internal sealed class PortableContexts
{
    private readonly ServerNameMap<CertificateOptions> _byName = new();
    private readonly CertificateOptions _first;
    private readonly TlsSettings _settings;

    private PortableContexts(TlsSettings settings)
    {
        _settings = settings;
        var verifier = settings.ClientCertificates == ClientCertificates.None ? null : new ClientCertificateVerifier(settings);
        var all = settings.Certificates.Select(c => (c.Names, Options: CreateOptions(c, verifier))).ToList();
        _first = all[0].Options;
        foreach (var (names, options) in all)
            foreach (var name in names) _byName.Add(name, options);
    }

    /// <summary>Prepares certificates and options.</summary>
    /// <exception cref="CryptographicException">A certificate, key or list cannot be read.</exception>
    public static PortableContexts Create(TlsSettings settings)
    {
        try
        {
            return new PortableContexts(settings);
        }
        catch (CryptographicException e) when (settings.Origin.Length > 0)
        {
            throw new CryptographicException($"{settings.Origin}: {e.Message}", e);
        }
    }

    /// <summary>Options for one handshake.</summary>
    /// <param name="serverName">Name that the client asked for; empty = none.</param>
    /// <param name="withAlpn">Whether it offers one of the bind's protocols.</param>
    /// <exception cref="AuthenticationException">No certificate answers for the name, and the bind is strict.</exception>
    public SslServerAuthenticationOptions OptionsFor(string serverName, bool withAlpn)
    {
        var found = _byName.Find(serverName);
        if (found is null && _settings.StrictServerName)
            throw new AuthenticationException("No certificate answers for the name that the client asked for, or it asked for none.");
        var options = found ?? _first;
        return withAlpn ? options.WithAlpn : options.WithoutAlpn;
    }

    private CertificateOptions CreateOptions(TlsCertificate certificate, ClientCertificateVerifier? verifier)
    {
        var context = CertificateContexts.Create(certificate);
        return new CertificateOptions(
            CreateOptions(context, [.. _settings.Alpn.Select(p => new SslApplicationProtocol(p))], verifier),
            CreateOptions(context, [], verifier));
    }

    // The list of protocols is never null: Kestrel would put HTTP's protocols there.
    private SslServerAuthenticationOptions CreateOptions(
        SslStreamCertificateContext certificate, List<SslApplicationProtocol> protocols, ClientCertificateVerifier? verifier)
    {
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificate,
            EnabledSslProtocols = _settings.Protocols,
            ApplicationProtocols = protocols,
            ClientCertificateRequired = verifier is not null,
            RemoteCertificateValidationCallback = verifier is null ? null : verifier.Validate,
            CertificateChainPolicy = verifier?.ChainPolicy,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            AllowRenegotiation = false,
        };
    }
}
