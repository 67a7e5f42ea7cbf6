using System.Security.Cryptography;
using Lb.Transport.Tls;

namespace Lb.Transport.Reactors.Tls;

/// <summary>Makes the contexts of a bind from its certificates.</summary>
internal static class TlsContexts
{
    /// <summary>The context where connections begin, which keeps the others alive.</summary>
    /// <exception cref="CryptographicException">OpenSSL does not take a certificate or a setting.</exception>
    public static TlsContext Build(TlsSettings settings, TicketKeyRing tickets, TimeProvider time)
    {
        var certificates = new List<LoadedCertificate>();
        try
        {
            foreach (var certificate in settings.Certificates) certificates.Add(new LoadedCertificate(certificate));
            using var authorities = ClientAuthorities.Create(settings);
            return Build(settings, certificates, new TlsContextBuilder(settings, tickets, authorities, time));
        }
        catch (CryptographicException e) when (settings.Origin.Length > 0)
        {
            throw new CryptographicException($"{settings.Origin}: {e.Message}", e);
        }
        finally
        {
            foreach (var certificate in certificates) certificate.Dispose();
        }
    }

    private static TlsContext Build(TlsSettings settings, List<LoadedCertificate> certificates, TlsContextBuilder builder)
    {
        var sets = CertificateSets.Of(certificates);
        var entry = builder.Build(sets.First, out var state);
        if (sets.Others.Count == 0 && !settings.StrictServerName) return entry;

        var contexts = new ServerContexts(entry.Pointer, settings.StrictServerName);
        state.Contexts = contexts;
        HandshakeCallbacks.ChooseByName(entry.Pointer);
        foreach (var name in sets.FirstNames) contexts.Add(name, entry.Pointer);
        foreach (var (set, names) in sets.Others)
        {
            using var context = builder.Build(set, out _);
            foreach (var name in names) contexts.Add(name, context.Pointer);
        }

        return entry;
    }
}
