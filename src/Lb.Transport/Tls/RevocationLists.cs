using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lb.Transport.Tls;

/// <summary>Revocation lists by issuer, from PEM text; each was signed by an authority of the CA set (RFC 5280 5).</summary>
internal sealed class RevocationLists
{
    private readonly Dictionary<string, RevocationList> _byIssuer = new(StringComparer.Ordinal);

    private RevocationLists()
    {
    }

    /// <summary>Reads every <c>X509 CRL</c> block; of several lists of one issuer the newest counts.</summary>
    /// <exception cref="CryptographicException">A list is malformed, or none of the authorities signed it.</exception>
    public static RevocationLists Read(string pem, X509Certificate2Collection authorities)
    {
        var lists = new RevocationLists();
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            if (rest[fields.Label] is "X509 CRL") lists.Add(RevocationList.Read(Convert.FromBase64String(rest[fields.Base64Data].ToString()), authorities));
            rest = rest[fields.Location.End..];
        }

        return lists;
    }

    /// <summary>True when every certificate of a built chain has a list of its issuer that is valid now and does not name it. An issuer
    /// without a list allows nothing: what cannot be checked is not trusted (as OpenSSL and HAProxy, <c>crl-file</c>).</summary>
    public bool AllowAll(X509Chain chain, DateTimeOffset now) => chain.ChainElements.All(e => Allow(e.Certificate, now));

    private bool Allow(X509Certificate2 certificate, DateTimeOffset now) =>
        _byIssuer.TryGetValue(Convert.ToHexString(certificate.IssuerName.RawData), out var list) && list.Allows(certificate, now);

    private void Add(RevocationList list)
    {
        if (!_byIssuer.TryGetValue(list.Issuer, out var other) || other.ThisUpdate < list.ThisUpdate) _byIssuer[list.Issuer] = list;
    }
}
