using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Lb.Transport.Tls;

/// <summary>TLS of one bind through <see cref="SslStream"/>. Everything costly is made once, here: one certificate context for each
/// certificate, so that the runtime keeps one SSL_CTX for each and never makes one for a connection (session tickets depend on it).</summary>
public sealed class PortableTls
{
    private readonly ServerNameMap<SslServerAuthenticationOptions> _byName = new();
    private readonly SslServerAuthenticationOptions _first;
    private readonly TlsSettings _settings;

    /// <summary>Prepares certificates and options.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A certificate, key or list cannot be read.</exception>
    public PortableTls(TlsSettings settings)
    {
        _settings = settings;
        var verifier = settings.ClientCertificates == ClientCertificates.None ? null : new ClientCertificateVerifier(settings);
        var all = settings.Certificates.Select(c => (c.Names, Options: CreateOptions(c, verifier))).ToList();
        _first = all[0].Options;
        foreach (var (names, options) in all)
            foreach (var name in names) _byName.Add(name, options);
    }

    /// <summary>What Kestrel's TLS middleware asks on each handshake.</summary>
    public TlsHandshakeCallbackOptions HandshakeOptions => new()
    {
        HandshakeTimeout = _settings.HandshakeTimeout,
        OnConnection = context => ValueTask.FromResult(OptionsFor(context.ClientHelloInfo.ServerName)),
    };

    private SslServerAuthenticationOptions OptionsFor(string serverName)
    {
        var found = _byName.Find(serverName);
        if (found is null && _settings.StrictServerName)
            throw new AuthenticationException("No certificate answers for the name that the client asked for, or it asked for none.");
        return found ?? _first;
    }

    private SslServerAuthenticationOptions CreateOptions(TlsCertificate certificate, ClientCertificateVerifier? verifier) => new()
    {
        ServerCertificateContext = CertificateContexts.Create(certificate),
        EnabledSslProtocols = _settings.Protocols,
        // Never null: Kestrel would put HTTP's protocols there, and a client that offers another would be refused.
        ApplicationProtocols = [.. _settings.Alpn.Select(p => new SslApplicationProtocol(p))],
        ClientCertificateRequired = verifier is not null,
        RemoteCertificateValidationCallback = verifier is null ? null : verifier.Validate,
        CertificateChainPolicy = verifier?.ChainPolicy,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        AllowRenegotiation = false,
    };
}
