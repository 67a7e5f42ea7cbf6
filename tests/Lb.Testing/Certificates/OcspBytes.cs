using System.Formats.Asn1;

namespace Lb.Testing.Certificates;

/// <summary>OCSP responses that say "good" (RFC 6960 4.2.1). Nobody signed them: s_client prints what it gets.</summary>
public static class OcspBytes
{
    private static readonly DateTimeOffset ThisUpdate = DateTimeOffset.UtcNow.AddDays(-1);

    /// <summary>DER of a response for a certificate.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="nextUpdate">When it is out of date; null = never.</param>
    public static byte[] Good(TestCertificate certificate, DateTimeOffset? nextUpdate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue([10, 1, 0]);
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.3.6.1.5.5.7.48.1.1");
                writer.WriteOctetString(Basic(certificate, nextUpdate));
            }
        }

        return writer.Encode();
    }

    private static byte[] Basic(TestCertificate certificate, DateTimeOffset? nextUpdate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2))) writer.WriteOctetString(new byte[20]);
                writer.WriteGeneralizedTime(ThisUpdate, omitFractionalSeconds: true);
                using (writer.PushSequence()) WriteSingle(writer, certificate, nextUpdate);
            }

            WriteAlgorithm(writer, "1.2.840.10045.4.3.2");
            writer.WriteBitString(new byte[8]);
        }

        return writer.Encode();
    }

    private static void WriteSingle(AsnWriter writer, TestCertificate certificate, DateTimeOffset? nextUpdate)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                WriteAlgorithm(writer, "1.3.14.3.2.26");
                writer.WriteOctetString(new byte[20]);
                writer.WriteOctetString(new byte[20]);
                writer.WriteInteger(Convert.FromHexString(certificate.SerialNumber));
            }

            writer.WriteNull(new Asn1Tag(TagClass.ContextSpecific, 0));
            writer.WriteGeneralizedTime(ThisUpdate, omitFractionalSeconds: true);
            if (nextUpdate is not { } next) return;
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0))) writer.WriteGeneralizedTime(next, omitFractionalSeconds: true);
        }
    }

    private static void WriteAlgorithm(AsnWriter writer, string algorithm)
    {
        using (writer.PushSequence()) writer.WriteObjectIdentifier(algorithm);
    }
}
