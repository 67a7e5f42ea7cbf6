using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lb.Transport.Tls;

/// <summary>Revoked serial numbers by issuer, from PEM lists whose signatures were checked against the CA set (RFC 5280 5).</summary>
internal sealed class RevocationLists
{
    private readonly Dictionary<string, HashSet<string>> _revokedByIssuer = new(StringComparer.Ordinal);

    private RevocationLists()
    {
    }

    /// <summary>Reads every <c>X509 CRL</c> block.</summary>
    /// <exception cref="CryptographicException">A list is malformed, or none of the authorities signed it.</exception>
    public static RevocationLists Read(string pem, X509Certificate2Collection authorities)
    {
        var lists = new RevocationLists();
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            if (rest[fields.Label] is "X509 CRL") lists.Add(Convert.FromBase64String(rest[fields.Base64Data].ToString()), authorities);
            rest = rest[fields.Location.End..];
        }

        return lists;
    }

    /// <summary>True when no certificate of a built chain is on its issuer's list. An issuer without a list revokes nothing.</summary>
    public bool AllowAll(X509Chain chain) => chain.ChainElements.All(e =>
        !_revokedByIssuer.TryGetValue(Key(e.Certificate.IssuerName.RawData), out var revoked) || !revoked.Contains(e.Certificate.SerialNumber));

    private static string Key(ReadOnlySpan<byte> name) => Convert.ToHexString(name);

    private void Add(byte[] der, X509Certificate2Collection authorities)
    {
        try
        {
            var list = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
            var signed = list.ReadEncodedValue();
            var issuer = ReadIssuer(signed, out var entries);
            var authority = authorities.FirstOrDefault(a => a.SubjectName.RawData.AsSpan().SequenceEqual(issuer.Span))
                ?? throw new CryptographicException("A revocation list comes from an issuer that is not in the CA file.");
            CrlSignature.Verify(authority, signed, list);
            _revokedByIssuer.TryAdd(Key(issuer.Span), []);
            _revokedByIssuer[Key(issuer.Span)].UnionWith(ReadSerials(entries));
        }
        catch (AsnContentException e)
        {
            throw new CryptographicException("A revocation list is malformed.", e);
        }
    }

    private static ReadOnlyMemory<byte> ReadIssuer(ReadOnlyMemory<byte> signed, out AsnReader? entries)
    {
        var body = new AsnReader(signed, AsnEncodingRules.DER).ReadSequence();
        if (body.PeekTag().HasSameClassAndValue(Asn1Tag.Integer)) body.ReadInteger();
        body.ReadSequence();
        var issuer = body.ReadEncodedValue();
        body.ReadEncodedValue();
        if (body.HasData && IsTime(body.PeekTag())) body.ReadEncodedValue();
        entries = body.HasData && body.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) ? body.ReadSequence() : null;
        return issuer;
    }

    private static bool IsTime(Asn1Tag tag) =>
        tag.HasSameClassAndValue(Asn1Tag.UtcTime) || tag.HasSameClassAndValue(Asn1Tag.GeneralizedTime);

    private static IEnumerable<string> ReadSerials(AsnReader? entries)
    {
        while (entries is { HasData: true }) yield return Convert.ToHexString(entries.ReadSequence().ReadIntegerBytes().Span);
    }
}
