using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Lb.Transport.Reactors.Tls;

/// <summary>An OCSP response as it is stapled (RFC 6960 4.2.1, RFC 6066 8).</summary>
/// <param name="Der">The bytes.</param>
/// <param name="NextUpdate">When it is out of date: clients refuse a certificate with such a response, but not one without any.</param>
internal sealed record OcspResponse(byte[] Der, DateTimeOffset NextUpdate)
{
    private const int Successful = 0;
    private static readonly Asn1Tag First = new(TagClass.ContextSpecific, 0);

    /// <summary>Reads a response; its signature is the clients' business.</summary>
    /// <param name="der">The bytes.</param>
    /// <param name="owner">What messages call the certificate.</param>
    /// <exception cref="CryptographicException">It is malformed, or tells a failure of the responder.</exception>
    public static OcspResponse Read(ReadOnlyMemory<byte> der, string owner)
    {
        try
        {
            var outer = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
            if (outer.ReadEnumeratedBytes().Span is not [Successful])
                throw new CryptographicException($"The OCSP response of '{owner}' tells a failure of the responder.");
            var basic = outer.ReadSequence(First).ReadSequence();
            basic.ReadObjectIdentifier();
            var signed = new AsnReader(basic.ReadOctetString(), AsnEncodingRules.DER).ReadSequence().ReadSequence();
            return new OcspResponse(der.ToArray(), NextUpdateOf(signed));
        }
        catch (AsnContentException e)
        {
            throw new CryptographicException($"The OCSP response of '{owner}' is malformed.", e);
        }
    }

    // ResponseData: version [0], responderID, producedAt, responses, extensions [1].
    private static DateTimeOffset NextUpdateOf(AsnReader data)
    {
        if (data.PeekTag().HasSameClassAndValue(First)) data.ReadEncodedValue();
        data.ReadEncodedValue();
        data.ReadEncodedValue();
        var single = data.ReadSequence().ReadSequence();
        // SingleResponse: certID, certStatus, thisUpdate, nextUpdate [0].
        for (var i = 0; i < 3; i++) single.ReadEncodedValue();
        var hasNext = single.HasData && single.PeekTag().HasSameClassAndValue(First);
        return hasNext ? single.ReadSequence(First).ReadGeneralizedTime() : DateTimeOffset.MaxValue;
    }
}
