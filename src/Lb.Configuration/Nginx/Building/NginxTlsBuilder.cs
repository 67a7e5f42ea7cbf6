using System.Collections.Immutable;
using Lb.Configuration.Certificates;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;
using Lb.Configuration.Nginx.Blocks;

namespace Lb.Configuration.Nginx.Building;

/// <summary>TLS settings of a server block, with its files read.</summary>
internal sealed class NginxTlsBuilder(ConfigDiagnostics diagnostics)
{
    private readonly TlsFileReader _files = new(diagnostics);

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
            Files = FilesOf(certificates, settings),
            Certificates = [],
            Handshake = HandshakeOf(settings),
            MinVersion = lowest,
            MaxVersion = highest,
            Verify = verify,
        };
        return _files.Read(settings.Alpn is { } alpn ? tls with { Alpn = [.. alpn] } : tls);
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

    private TlsFilesConfig FilesOf(IReadOnlyList<NginxFileReference> certificates, NginxSettings settings) => new()
    {
        Certificates = CertificatesOf(certificates, settings.Keys ?? []),
        OcspResponse = StapledOf(settings),
        ClientAuthorities = Named(settings.ClientAuthorities, "ssl_client_certificate"),
        RevocationLists = Named(settings.RevocationLists, "ssl_crl"),
        TicketKeys = [.. (settings.TicketKeys ?? []).Select(key => Named(key, "ssl_session_ticket_key")!)],
    };

    private FileConfig? StapledOf(NginxSettings settings)
    {
        if (settings.Staples != true) return null;
        if (settings.OcspResponse is null)
            diagnostics.Warning(settings.Certificates![0].Location, "'ssl_stapling on' has no effect without 'ssl_stapling_file': responders are not asked here.");
        return Named(settings.OcspResponse, "ssl_stapling_file");
    }

    private static FileConfig? Named(NginxFileReference? file, string directive) =>
        file is null ? null : new FileConfig(file.Path, file.Location, directive);

    private void CheckAuthorities(ClientCertificateVerify verify, NginxSettings settings, NginxServerBlock server)
    {
        if (verify == ClientCertificateVerify.None || settings.ClientAuthorities is not null) return;
        diagnostics.Error(server.Location, "'ssl_verify_client' needs 'ssl_client_certificate': the CA certificates to check against.");
    }

    private ImmutableArray<CertificateFileConfig> CertificatesOf(IReadOnlyList<NginxFileReference> certificates, IReadOnlyList<NginxFileReference> keys)
    {
        if (keys.Count > certificates.Count)
            diagnostics.Error(keys[^1].Location, "'ssl_certificate_key' has no 'ssl_certificate' that it could belong to. Each certificate has one key.");
        foreach (var single in certificates.Skip(keys.Count))
            diagnostics.Error(single.Location, $"'ssl_certificate {single.Path}' has no 'ssl_certificate_key'.");
        return
        [
            .. certificates.Zip(keys, (certificate, key) => new CertificateFileConfig(Named(certificate, "ssl_certificate")!, key.Path)),
        ];
    }
}
