using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Lb.Transport.Tls;

/// <summary>TLS of one bind through <see cref="SslStream"/>. Everything costly is made once, here: one certificate context for each
/// certificate, so that the runtime keeps its few SSL_CTX and never makes one for a connection (session tickets depend on it).</summary>
internal sealed class PortableTls
{
    private readonly ServerNameMap<CertificateOptions> _byName = new();
    private readonly CertificateOptions _first;
    private readonly TlsSettings _settings;
    private readonly TimeProvider _time;

    /// <summary>Prepares certificates and options.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A certificate, key or list cannot be read.</exception>
    public PortableTls(TlsSettings settings, TimeProvider time)
    {
        _settings = settings;
        _time = time;
        var verifier = settings.ClientCertificates == ClientCertificates.None ? null : new ClientCertificateVerifier(settings);
        var all = settings.Certificates.Select(c => (c.Names, Options: CreateOptions(c, verifier))).ToList();
        _first = all[0].Options;
        foreach (var (names, options) in all)
            foreach (var name in names) _byName.Add(name, options);
    }

    /// <summary>Puts TLS into a bind's pipeline: what is added afterwards sees the plain text.</summary>
    public void AddTo(ListenOptions listen)
    {
        listen.Use(next => new HandshakeStage(_settings.HandshakeTimeout, next, _time).RunAsync);
        if (_settings.Alpn.Count > 0) listen.Use(next => new AlpnStage(_settings, next, _time).RunAsync);
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = _settings.HandshakeTimeout,
            OnConnection = context => ValueTask.FromResult(OptionsFor(context)),
        });
        listen.Use(next => context =>
        {
            context.Features.Set<ITlsSession>(new PortableTlsSession(context.Features));
            return next(context);
        });
    }

    private SslServerAuthenticationOptions OptionsFor(TlsHandshakeCallbackContext context)
    {
        var found = _byName.Find(context.ClientHelloInfo.ServerName);
        if (found is null && _settings.StrictServerName)
            throw new AuthenticationException("No certificate answers for the name that the client asked for, or it asked for none.");
        var options = found ?? _first;
        return context.Connection.Features.Get<AlpnOffer>() is null ? options.WithoutAlpn : options.WithAlpn;
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
