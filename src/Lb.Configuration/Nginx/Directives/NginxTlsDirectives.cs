using Lb.Configuration.Model;

namespace Lb.Configuration.Nginx.Directives;

/// <summary>TLS on the client leg: <c>ssl_*</c>.</summary>
internal static class NginxTlsDirectives
{
    private const NginxContexts Inherited = NginxContexts.Stream | NginxContexts.Server;

    private static readonly string[] OldVersions = ["SSLv2", "SSLv3", "TLSv1", "TLSv1.1"];

    /// <summary>The rows.</summary>
    public static IReadOnlyList<NginxDirective> Rows { get; } =
    [
        new("ssl_certificate", Inherited, 1, 1, ReadCertificate,
            "PEM file with the server's certificate and its issuers; several lines = several certificates, chosen by the name that the client asks for.")
        { IsRepeatable = true },
        new("ssl_certificate_key", Inherited, 1, 1, ReadKey,
            "PEM file with the key; the first line belongs to the first certificate, and so on.") { IsRepeatable = true },
        new("ssl_protocols", Inherited, 1, int.MaxValue, ReadProtocols,
            "Versions on offer. TLSv1.2 and TLSv1.3 are, by default both; older ones get a warning and are not offered."),
        new("ssl_handshake_timeout", Inherited, 1, 1, call => call.Settings.HandshakeTimeout = call.PositiveTime(call.Arguments[0]),
            "Longest TLS handshake. Default 60s."),
        new("ssl_alpn", Inherited, 1, int.MaxValue, call => call.Settings.Alpn = call.Arguments,
            "Protocols that may be selected where the client offers ALPN. Default here `mqtt` (nginx: none)."),
        new("ssl_verify_client", Inherited, 1, 1, ReadVerify,
            "Whether clients owe a certificate: `on`, `optional`, `off`. `optional_no_ca` asks for nothing here, with a warning. Default off."),
        new("ssl_client_certificate", Inherited, 1, 1, call => call.Settings.ClientAuthorities = call.File(call.Arguments[0]),
            "PEM file with the CA certificates that client certificates are checked against."),
        new("ssl_crl", Inherited, 1, 1, call => call.Settings.RevocationLists = call.File(call.Arguments[0]),
            "PEM file with certificate revocation lists."),
        .. NginxHandshakeDirectives.Rows,
        NginxDirective.WithoutEffect("ssl_verify_depth", Inherited, "a chain of any length up to a known CA is accepted"),
        NginxDirective.WithoutEffect("ssl_dhparam", Inherited, "no finite-field key exchange is offered"),
        NginxDirective.WithoutEffect("ssl_session_cache", Inherited, "sessions are resumed with tickets, which need no cache"),
    ];

    private static void ReadCertificate(NginxCall call)
    {
        if (call.File(call.Arguments[0]) is { } file) call.Settings.Certificates = [.. call.Settings.Certificates ?? [], file];
    }

    private static void ReadKey(NginxCall call)
    {
        if (call.File(call.Arguments[0]) is { } file) call.Settings.Keys = [.. call.Settings.Keys ?? [], file];
    }

    private static void ReadProtocols(NginxCall call)
    {
        var unknown = call.Arguments.Where(a => a is not ("TLSv1.2" or "TLSv1.3") && !OldVersions.Contains(a)).ToList();
        if (unknown.Count > 0)
        {
            call.Error($"'{unknown[0]}' is not a protocol. Known: TLSv1.2, TLSv1.3.");
            return;
        }

        var old = call.Arguments.Where(OldVersions.Contains).ToList();
        if (old.Count == call.Arguments.Count)
        {
            call.Error($"{string.Join(" and ", old)} cannot be offered, and no other version is listed. Add TLSv1.2 or TLSv1.3.");
            return;
        }

        if (old.Count > 0) call.Warning($"lists {string.Join(" and ", old)}, which cannot be offered: these versions are not safe any more.");
        call.Settings.TlsVersions = (
            call.Arguments.Contains("TLSv1.2") ? TlsVersion.Tls12 : TlsVersion.Tls13,
            call.Arguments.Contains("TLSv1.3") ? TlsVersion.Tls13 : TlsVersion.Tls12);
    }

    private static void ReadVerify(NginxCall call)
    {
        switch (call.Arguments[0])
        {
            case "on":
                call.Settings.Verify = ClientCertificateVerify.Required;
                break;
            case "optional":
                call.Settings.Verify = ClientCertificateVerify.Optional;
                break;
            case "off":
                call.Settings.Verify = ClientCertificateVerify.None;
                break;
            case "optional_no_ca":
                call.Warning("optional_no_ca asks for certificates that nobody checks; clients are not asked for one here.");
                call.Settings.Verify = ClientCertificateVerify.None;
                break;
            default:
                call.Error($"'{call.Arguments[0]}' is none of on, off, optional, optional_no_ca.");
                break;
        }
    }
}
