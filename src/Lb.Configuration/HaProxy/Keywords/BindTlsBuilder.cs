using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Turns the TLS keywords of a <c>bind</c> line into settings, and reads the files that they name.</summary>
internal static class BindTlsBuilder
{
    /// <summary>Null for a bind without TLS, and after an error.</summary>
    public static BindTlsConfig? Build(BindContext context)
    {
        var tls = context.Bind.Tls;
        if (!context.Bind.UsesTls)
        {
            if (tls.CertificatePaths.Count > 0 || tls.AuthorityPath is not null || tls.Verify != ClientCertificateVerify.None)
                context.Warning("certificates are given, but 'ssl' is not: this port speaks plain TCP. Add 'ssl', or remove them.");
            return null;
        }

        Check(context, tls);
        return tls.CertificatePaths.Count == 0 ? null : context.Config.TlsFiles.Read(SettingsOf(context, tls));
    }

    private static BindTlsConfig SettingsOf(BindContext context, TlsDraft tls) => new()
    {
        Files = FilesOf(context, tls),
        Certificates = [],
        MinVersion = tls.MinVersion,
        MaxVersion = tls.MaxVersion,
        Alpn = tls.Alpn ?? ["mqtt"],
        Handshake = tls.Handshake with { Curves = tls.Handshake.Curves ?? tls.Curve },
        StrictSni = tls.StrictSni,
        Verify = tls.Verify,
    };

    private static TlsFilesConfig FilesOf(BindContext context, TlsDraft tls)
    {
        return new TlsFilesConfig
        {
            Certificates = [.. tls.CertificatePaths.Select(path => new CertificateFileConfig(Named(path)))],
            ClientAuthorities = tls.AuthorityPath is { } ca ? Named(ca) : null,
            RevocationLists = tls.RevocationPath is { } crl ? Named(crl) : null,
            TicketKeyList = tls.TicketKeysPath is { } keys ? Named(keys) : null,
        };

        FileConfig Named(string path) => new(path, context.Location, context.Label);
    }

    private static void Check(BindContext context, TlsDraft tls)
    {
        if (tls.CertificatePaths.Count == 0)
            context.Error("'ssl' needs a certificate. Add 'crt' with a PEM file or a folder.");
        if (tls.MinVersion > tls.MaxVersion)
            context.Error("no TLS version is left: the lowest is TLS 1.3 and the highest TLS 1.2.");
        if (tls.TicketKeysPath is not null && !tls.Handshake.SendsTickets)
            context.Warning("'tls-ticket-keys' has no effect with 'no-tls-tickets'.");
        if (tls.AuthorityPath is null && tls.Verify != ClientCertificateVerify.None)
            context.Error("'verify' needs the CA that client certificates are checked against. Add 'ca-file'.");
        if (tls.AuthorityPath is not null && tls.Verify == ClientCertificateVerify.None)
            context.Warning("'ca-file' has no effect without 'verify': clients are not asked for a certificate. Add 'verify required' or 'verify optional'.");
    }
}
