using System.Net.Security;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Lb.Transport.Tls;

/// <summary>TLS of one bind through <see cref="SslStream"/>.</summary>
internal sealed class PortableTls : ITlsBind
{
    private readonly TlsSettings _settings;
    private readonly TimeProvider _time;
    private PortableContexts _contexts;

    /// <summary>Prepares certificates and options.</summary>
    /// <exception cref="CryptographicException">A certificate, key or list cannot be read.</exception>
    public PortableTls(TlsSettings settings, TimeProvider time)
    {
        _settings = settings;
        _time = time;
        _contexts = PortableContexts.Create(settings);
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
        listen.Use(next => new GoodByeStage(next, _time).RunAsync);
    }

    /// <inheritdoc/>
    /// <remarks>Sessions do not outlive it: the keys of their tickets are the runtime's, and new with each certificate context.</remarks>
    public ITlsReplacement Prepare(TlsSettings settings) => new Replacement(this, PortableContexts.Create(settings));

    private SslServerAuthenticationOptions OptionsFor(TlsHandshakeCallbackContext context) => Volatile.Read(ref _contexts)
        .OptionsFor(context.ClientHelloInfo.ServerName, withAlpn: context.Connection.Features.Get<AlpnOffer>() is not null);

    private sealed class Replacement(PortableTls bind, PortableContexts contexts) : ITlsReplacement
    {
        public void Apply() => Volatile.Write(ref bind._contexts, contexts);

        public void Dispose()
        {
            // Handshakes under way may still use the certificates that were replaced: the runtime frees them when nobody does.
        }
    }
}
