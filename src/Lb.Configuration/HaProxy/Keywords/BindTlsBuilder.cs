using System.Collections.Immutable;
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

        var certificates = LoadCertificates(context, tls);
        CheckVersions(context, tls);
        var authorities = LoadAuthorities(context, tls);
        if (certificates.Length == 0)
            return null;
        return new BindTlsConfig
        {
            Certificates = certificates,
            MinVersion = tls.MinVersion,
            MaxVersion = tls.MaxVersion,
            Alpn = tls.Alpn ?? ["mqtt"],
            Handshake = tls.Handshake with { Curves = tls.Handshake.Curves ?? tls.Curve },
            TicketKeys = LoadTicketKeys(context, tls),
            StrictSni = tls.StrictSni,
            Verify = tls.Verify,
            ClientCaPem = authorities,
            CrlPem = tls.RevocationPath is { } path
                ? context.Config.Authorities.LoadRevocationLists(path, context.Location, context.Label)
                : null,
        };
    }

    private static ImmutableArray<CertificateConfig> LoadCertificates(BindContext context, TlsDraft tls)
    {
        if (tls.CertificatePaths.Count == 0)
            context.Error("'ssl' needs a certificate. Add 'crt' with a PEM file or a folder.");
        return
        [
            .. tls.CertificatePaths.SelectMany(path => context.Config.Certificates.LoadBundles(path, context.Location, context.Label)),
        ];
    }

    private static ImmutableArray<TicketKeyConfig> LoadTicketKeys(BindContext context, TlsDraft tls)
    {
        if (tls.TicketKeysPath is not { } path) return [];
        if (!tls.Handshake.SendsTickets) context.Warning("'tls-ticket-keys' has no effect with 'no-tls-tickets'.");
        return context.Config.TicketKeys.LoadLines(path, context.Location, context.Label);
    }

    private static void CheckVersions(BindContext context, TlsDraft tls)
    {
        if (tls.MinVersion > tls.MaxVersion)
            context.Error("no TLS version is left: the lowest is TLS 1.3 and the highest TLS 1.2.");
    }

    private static string? LoadAuthorities(BindContext context, TlsDraft tls)
    {
        if (tls.AuthorityPath is { } path)
        {
            if (tls.Verify == ClientCertificateVerify.None)
                context.Warning("'ca-file' has no effect without 'verify': clients are not asked for a certificate. Add 'verify required' or 'verify optional'.");
            return context.Config.Authorities.LoadAuthorities(path, context.Location, context.Label);
        }

        if (tls.Verify != ClientCertificateVerify.None)
            context.Error("'verify' needs the CA that client certificates are checked against. Add 'ca-file'.");
        return null;
    }
}
