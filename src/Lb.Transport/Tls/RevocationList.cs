using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lb.Transport.Tls;

/// <summary>One certificate revocation list (RFC 5280 5.1).</summary>
internal sealed class RevocationList
{
    private readonly HashSet<string> _serials = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _nextUpdate;

    private RevocationList(AsnReader body)
    {
        if (body.PeekTag().HasSameClassAndValue(Asn1Tag.Integer)) body.ReadInteger();
        body.ReadSequence();
        Issuer = Convert.ToHexString(body.ReadEncodedValue().Span);
        ThisUpdate = ReadTime(body);
        _nextUpdate = body.HasData && IsTime(body.PeekTag()) ? ReadTime(body) : DateTimeOffset.MaxValue;
        if (!body.HasData || !body.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence)) return;

        var entries = body.ReadSequence();
        while (entries.HasData) _serials.Add(Convert.ToHexString(entries.ReadSequence().ReadIntegerBytes().Span));
    }

    /// <summary>The issuer's distinguished name, DER, hexadecimal.</summary>
    public string Issuer { get; }

    /// <summary>When the list was issued.</summary>
    public DateTimeOffset ThisUpdate { get; }

    /// <summary>Reads a list and checks its signature.</summary>
    /// <exception cref="CryptographicException">The list is malformed, or none of the authorities signed it.</exception>
    public static RevocationList Read(byte[] der, X509Certificate2Collection authorities)
    {
        try
        {
            var outer = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
            var signed = outer.ReadEncodedValue();
            var list = new RevocationList(new AsnReader(signed, AsnEncodingRules.DER).ReadSequence());
            var issuers = authorities.Where(a => Convert.ToHexString(a.SubjectName.RawData) == list.Issuer).ToList();
            if (issuers.Count == 0) throw new CryptographicException("A revocation list comes from an issuer that is not in the CA file.");
            CrlSignature.Verify(issuers, signed, outer);
            return list;
        }
        catch (AsnContentException e)
        {
            throw new CryptographicException("A revocation list is malformed.", e);
        }
    }

    /// <summary>True when the list is valid now and does not name the certificate.</summary>
    public bool Allows(X509Certificate2 certificate, DateTimeOffset now) =>
        ThisUpdate <= now && now < _nextUpdate && !_serials.Contains(certificate.SerialNumber);

    private static bool IsTime(Asn1Tag tag) =>
        tag.HasSameClassAndValue(Asn1Tag.UtcTime) || tag.HasSameClassAndValue(Asn1Tag.GeneralizedTime);

    private static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
}
