using System.Collections.Immutable;

namespace Lb.Configuration.Certificates;

/// <summary>PEM blocks of a text, by kind and in the order of the text (RFC 7468). Text between blocks and other kinds are
/// skipped.</summary>
/// <param name="Certificates">Blocks <c>CERTIFICATE</c>, and <c>X509 CERTIFICATE</c> under the newer label.</param>
/// <param name="Keys">Blocks whose label ends in <c>PRIVATE KEY</c>.</param>
/// <param name="RevocationLists">Blocks <c>X509 CRL</c>.</param>
internal sealed record PemFile(ImmutableArray<string> Certificates, ImmutableArray<string> Keys, ImmutableArray<string> RevocationLists)
{
    /// <summary>Never throws; a text without blocks gives empty lists.</summary>
    public static PemFile Parse(string text)
    {
        var certificates = ImmutableArray.CreateBuilder<string>();
        var keys = ImmutableArray.CreateBuilder<string>();
        var lists = ImmutableArray.CreateBuilder<string>();
        foreach (var (label, pem) in PemBlock.Find(text))
        {
            if (label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
                keys.Add(pem);
            else if (label is "CERTIFICATE" or "X509 CERTIFICATE")
                certificates.Add(pem.Replace(" X509 CERTIFICATE-", " CERTIFICATE-", StringComparison.Ordinal));
            else if (label == "X509 CRL")
                lists.Add(pem);
        }

        return new PemFile(certificates.ToImmutable(), keys.ToImmutable(), lists.ToImmutable());
    }
}
