using Lb.Configuration.Model;

namespace Lb.Proxy.Tls;

/// <summary>TLS settings that the portable transport cannot give.</summary>
public static class PortableTlsNotes
{
    /// <summary>One sentence for each bind that asks for such a setting, with file and line; empty when none does.</summary>
    public static IReadOnlyList<string> Of(LbConfig config) =>
    [
        .. config.Frontends
            .SelectMany(frontend => frontend.Binds)
            .Where(bind => bind.Tls is not null)
            .Select(bind => (Bind: bind, Settings: WithoutEffect(bind.Tls!)))
            .Where(entry => entry.Settings.Count > 0)
            .Select(entry => $"{entry.Bind.Location}: 'bind {entry.Bind.Address}': the portable transport leaves {string.Join(", ", entry.Settings)} to the runtime."),
    ];

    // Whose order of ciphers decides is not named by itself: it matters with a list of ciphers only.
    private static List<string> WithoutEffect(BindTlsConfig tls)
    {
        var defaults = new TlsHandshakeConfig();
        (bool IsSet, string Name)[] settings =
        [
            (tls.Handshake.Ciphers is not null, "ciphers"),
            (tls.Handshake.CipherSuites is not null, "cipher suites"),
            (tls.Handshake.Curves is not null, "curves"),
            (tls.Handshake.SignatureAlgorithms is not null || tls.Handshake.ClientSignatureAlgorithms is not null, "signature algorithms"),
            (!tls.Handshake.SendsTickets, "the refusal of tickets"),
            (!tls.TicketKeys.IsEmpty, "ticket keys"),
            (tls.Handshake.SessionLifetime != defaults.SessionLifetime, "the life of sessions"),
            (tls.Handshake.UsesKernel, "kernel TLS"),
            (tls.Certificates.Any(c => !c.OcspResponse.IsEmpty), "OCSP responses"),
        ];
        return [.. settings.Where(s => s.IsSet).Select(s => s.Name)];
    }
}
