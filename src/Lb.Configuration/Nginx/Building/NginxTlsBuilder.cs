using System.Collections.Immutable;
using Lb.Configuration.Certificates;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;
using Lb.Configuration.Nginx.Blocks;

namespace Lb.Configuration.Nginx.Building;

/// <summary>TLS settings of a server block, with its files read.</summary>
internal sealed class NginxTlsBuilder(ConfigDiagnostics diagnostics)
{
    private readonly CertificateLoader _certificates = new(diagnostics);
    private readonly AuthorityLoader _authorities = new(diagnostics);
    private readonly TicketKeyLoader _ticketKeys = new(diagnostics);

    /// <summary>TLS settings of the server; null where no address of it has <c>ssl</c>, or after an error.</summary>
    public BindTlsConfig? Build(NginxServerBlock server, NginxSettings settings)
    {
        if (server.Listens.Find(l => l.Tls) is not { } listen) return null;
        var verify = settings.Verify ?? ClientCertificateVerify.None;
        CheckAuthorities(verify, settings, server);
        if (settings.Certificates is not { } certificates)
        {
            diagnostics.Error(listen.Location, "'listen ... ssl' has no certificate. Add 'ssl_certificate' and 'ssl_certificate_key'.");
            return null;
        }

        var (lowest, highest) = settings.TlsVersions ?? (TlsVersion.Tls12, TlsVersion.Tls13);
        var tls = new BindTlsConfig
        {
            Certificates = Staple(LoadCertificates(certificates, settings.Keys ?? []), settings),
            Handshake = HandshakeOf(settings),
            TicketKeys = [.. (settings.TicketKeys ?? []).Select(key => _ticketKeys.LoadOne(key.Path, key.Location, "ssl_session_ticket_key")).OfType<TicketKeyConfig>()],
            MinVersion = lowest,
            MaxVersion = highest,
            Verify = verify,
            ClientCaPem = settings.ClientAuthorities is { } ca ? _authorities.LoadAuthorities(ca.Path, ca.Location, "ssl_client_certificate") : null,
            CrlPem = settings.RevocationLists is { } crl ? _authorities.LoadRevocationLists(crl.Path, crl.Location, "ssl_crl") : null,
        };
        return settings.Alpn is { } alpn ? tls with { Alpn = [.. alpn] } : tls;
    }

    private static TlsHandshakeConfig HandshakeOf(NginxSettings settings)
    {
        var handshake = new TlsHandshakeConfig
        {
            Ciphers = settings.Ciphers,
            Curves = settings.Curves == "auto" ? null : settings.Curves,
            PrefersClientCiphers = settings.PrefersServerCiphers != true,
            SendsTickets = settings.SendsTickets != false,
        };
        return settings.SessionLifetime is { } lifetime ? handshake with { SessionLifetime = lifetime } : handshake;
    }

    private ImmutableArray<CertificateConfig> Staple(ImmutableArray<CertificateConfig> certificates, NginxSettings settings)
    {
        if (settings.Staples != true) return certificates;
        if (settings.OcspResponse is not { } file)
        {
            diagnostics.Warning(settings.Certificates![0].Location, "'ssl_stapling on' has no effect without 'ssl_stapling_file': responders are not asked here.");
            return certificates;
        }

        var report = new CertificateReport(diagnostics, file.Location, "ssl_stapling_file");
        return report.ReadBytes(file.Path) is { } der ? [.. certificates.Select(c => c with { OcspResponse = [.. der] })] : certificates;
    }

    private void CheckAuthorities(ClientCertificateVerify verify, NginxSettings settings, NginxServerBlock server)
    {
        if (verify == ClientCertificateVerify.None || settings.ClientAuthorities is not null) return;
        diagnostics.Error(server.Location, "'ssl_verify_client' needs 'ssl_client_certificate': the CA certificates to check against.");
    }

    private ImmutableArray<CertificateConfig> LoadCertificates(IReadOnlyList<NginxFileReference> certificates, IReadOnlyList<NginxFileReference> keys)
    {
        if (keys.Count > certificates.Count)
            diagnostics.Error(keys[^1].Location, "'ssl_certificate_key' has no 'ssl_certificate' that it could belong to. Each certificate has one key.");

        var loaded = ImmutableArray.CreateBuilder<CertificateConfig>();
        for (var i = 0; i < certificates.Count; i++)
        {
            var certificate = certificates[i];
            if (i >= keys.Count)
                diagnostics.Error(certificate.Location, $"'ssl_certificate {certificate.Path}' has no 'ssl_certificate_key'.");
            else if (_certificates.LoadPair(certificate.Path, keys[i].Path, certificate.Location, "ssl_certificate") is { } pair)
                loaded.Add(pair);
        }

        return loaded.ToImmutable();
    }
}
