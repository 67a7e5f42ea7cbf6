using System.Collections.Immutable;

namespace Lb.Configuration.Certificates;

/// <summary>A certificate with the key that belongs to it, found among PEM blocks.</summary>
/// <param name="Problem">Null on success; the rest is empty otherwise.</param>
/// <param name="ChainPem">The key's certificate first, the others behind it in their order.</param>
/// <param name="KeyPem">The key as it was written.</param>
/// <param name="Names">DNS names of the certificate.</param>
internal sealed record CertificatePair(CertificateProblem? Problem, string ChainPem, string KeyPem, ImmutableArray<string> Names)
{
    /// <summary>Pairs the first key with the first certificate that it belongs to.</summary>
    public static CertificatePair Match(PemFile certificates, PemFile keys)
    {
        if (certificates.Certificates.Length == 0)
            return Failed(CertificateProblem.NoCertificate);
        if (keys.Keys.Length == 0)
            return Failed(CertificateProblem.NoKey);

        var keyPem = keys.Keys[0];
        if (PrivateKey.IsLocked(keyPem))
            return Failed(CertificateProblem.LockedKey);
        return PrivateKey.Read(keyPem) is { } key ? Match(certificates.Certificates, keyPem, key) : Failed(CertificateProblem.BadKey);
    }

    private static CertificatePair Match(ImmutableArray<string> chain, string keyPem, PrivateKey key)
    {
        foreach (var pem in chain)
        {
            if (CertificateFields.Read(pem) is not { } certificate)
                return Failed(CertificateProblem.BadCertificate);
            if (!key.BelongsTo(certificate.PublicKey))
                continue;
            string[] ordered = [pem, .. chain.Where(other => !ReferenceEquals(other, pem))];
            return new CertificatePair(null, string.Join('\n', ordered) + "\n", keyPem + "\n", certificate.Names);
        }

        return Failed(CertificateProblem.Mismatch);
    }

    private static CertificatePair Failed(CertificateProblem problem) => new(problem, "", "", []);
}
