using Lb.Configuration.Model;

namespace Lb.Configuration.Nginx.Directives;

/// <summary>What a handshake negotiates: ciphers, curves, tickets, stapling.</summary>
internal static class NginxHandshakeDirectives
{
    private const NginxContexts Inherited = NginxContexts.Stream | NginxContexts.Server;

    /// <summary>The rows.</summary>
    public static IReadOnlyList<NginxDirective> Rows { get; } =
    [
        new("ssl_ciphers", Inherited, 1, 1, call => call.Settings.Ciphers = call.Arguments[0],
            "Ciphers of TLS 1.2 in OpenSSL's syntax. Default: the system's list."),
        new("ssl_prefer_server_ciphers", Inherited, 1, 1, call => call.Settings.PrefersServerCiphers = call.Flag(call.Arguments[0]),
            "Whether the order of `ssl_ciphers` decides, not the client's. Default off."),
        new("ssl_ecdh_curve", Inherited, 1, 1, call => call.Settings.Curves = call.Arguments[0],
            "Groups of the key exchange by preference, colon-separated; `auto` is OpenSSL's list. Default auto."),
        new("ssl_session_tickets", Inherited, 1, 1, call => call.Settings.SendsTickets = call.Flag(call.Arguments[0]),
            "Whether sessions are resumed, with tickets. Default on."),
        new("ssl_session_timeout", Inherited, 1, 1, ReadLifetime,
            "How long clients may resume a session, 1s to 7d. Default here 2h (nginx: 5m)."),
        new("ssl_session_ticket_key", Inherited, 1, 1, ReadTicketKey,
            "File with a ticket key, 48 or 80 bytes, shared by several balancers; several lines: the first encrypts, all decrypt. Default: random keys that change each hour.")
        { IsRepeatable = true },
        new("ssl_stapling", Inherited, 1, 1, call => call.Settings.Staples = call.Flag(call.Arguments[0]),
            "Whether the response of `ssl_stapling_file` is stapled. Responders are not asked. Default off."),
        new("ssl_stapling_file", Inherited, 1, 1, call => call.Settings.OcspResponse = call.File(call.Arguments[0]),
            "DER file with the OCSP response of the certificate."),
    ];

    private static void ReadLifetime(NginxCall call)
    {
        if (call.Time(call.Arguments[0]) is not { } time) return;
        if (time < TlsHandshakeConfig.ShortestLifetime || time > TlsHandshakeConfig.LongestLifetime)
            call.Error($"'{call.Arguments[0]}' is outside of 1s to 7d.");
        call.Settings.SessionLifetime = time;
    }

    private static void ReadTicketKey(NginxCall call)
    {
        if (call.File(call.Arguments[0]) is { } file) call.Settings.TicketKeys = [.. call.Settings.TicketKeys ?? [], file];
    }
}
