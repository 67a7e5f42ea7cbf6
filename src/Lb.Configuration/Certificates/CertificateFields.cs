using System.Collections.Immutable;
using System.Formats.Asn1;

namespace Lb.Configuration.Certificates;

/// <summary>What the loader has to know of a certificate (RFC 5280 4.1). Whether it is good for anything else is the TLS library's business.</summary>
/// <param name="PublicKey">Content of subjectPublicKey.</param>
/// <param name="Names">DNS names that it answers for (RFC 6125 6.4): subject alternative names, else the common name; lower case, without
/// repetitions.</param>
internal sealed record CertificateFields(byte[] PublicKey, ImmutableArray<string> Names)
{
    private const string CommonName = "2.5.4.3";
    private const string AlternativeNames = "2.5.29.17";
    private static readonly Asn1Tag Version = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 3);

    /// <summary>Null when the PEM block cannot be decoded.</summary>
    public static CertificateFields? Read(string pem)
    {
        if (PemBlock.Decode(pem) is not { } bytes) return null;
        try
        {
            return Read(new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence().ReadSequence());
        }
        catch (AsnContentException)
        {
            // The reader has no Try form for a whole structure: "damaged" is the answer that the caller asks for.
            return null;
        }
    }

    private static CertificateFields Read(AsnReader body)
    {
        if (body.PeekTag().HasSameClassAndValue(Version)) body.ReadEncodedValue();
        // Serial number, signature algorithm, issuer, validity.
        for (var i = 0; i < 4; i++) body.ReadEncodedValue();
        var subject = body.ReadSequence();
        var key = body.ReadSequence();
        key.ReadSequence();
        var publicKey = key.ReadBitString(out _);
        var names = AlternativesOf(body);
        if (names.Count == 0 && CommonNameOf(subject) is { Length: > 0 } name) names.Add(name);
        return new CertificateFields(publicKey, [.. names.Select(n => n.ToLowerInvariant()).Distinct()]);
    }

    private static List<string> AlternativesOf(AsnReader body)
    {
        while (body.HasData && !body.PeekTag().HasSameClassAndValue(Extensions)) body.ReadEncodedValue();
        if (!body.HasData) return [];
        var extensions = body.ReadSequence(Extensions).ReadSequence();
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            if (extension.ReadObjectIdentifier() != AlternativeNames) continue;
            if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean)) extension.ReadBoolean();
            return DnsNamesOf(new AsnReader(extension.ReadOctetString(), AsnEncodingRules.BER).ReadSequence());
        }

        return [];
    }

    private static List<string> DnsNamesOf(AsnReader names)
    {
        var found = new List<string>();
        while (names.HasData)
        {
            if (names.PeekTag().HasSameClassAndValue(DnsName)) found.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, DnsName));
            else names.ReadEncodedValue();
        }

        return found;
    }

    private static string? TextOf(AsnReader value)
    {
        var kind = (UniversalTagNumber)value.PeekTag().TagValue;
        return kind is UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString or UniversalTagNumber.IA5String
            or UniversalTagNumber.T61String or UniversalTagNumber.BMPString
            ? value.ReadCharacterString(kind)
            : null;
    }

    private static string? CommonNameOf(AsnReader subject)
    {
        while (subject.HasData)
        {
            var part = subject.ReadSetOf(skipSortOrderValidation: true);
            while (part.HasData)
            {
                var attribute = part.ReadSequence();
                if (attribute.ReadObjectIdentifier() == CommonName) return TextOf(attribute);
            }
        }

        return null;
    }
}
