using System.Formats.Asn1;

namespace Lb.Configuration.Certificates;

/// <summary>What the loader has to know of a PEM private key.</summary>
/// <param name="PublicPart">The public key as a certificate holds it (subjectPublicKey); null where an EC key does not tell it, and OpenSSL finds out at
/// start.</param>
internal sealed record PrivateKey(byte[]? PublicPart)
{
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string RsaPss = "1.2.840.113549.1.1.10";
    private const string Ec = "1.2.840.10045.2.1";
    private static readonly Asn1Tag EcPublicKey = new(TagClass.ContextSpecific, 1);

    /// <summary>True when a passphrase is needed (PKCS #8 encrypted, or the older <c>Proc-Type</c> header).</summary>
    public static bool IsLocked(string pem) =>
        pem.Contains("ENCRYPTED", StringComparison.Ordinal);

    /// <summary>Null when the key is neither RSA nor EC, or damaged.</summary>
    public static PrivateKey? Read(string pem)
    {
        if (PemBlock.Decode(pem) is not { } bytes) return null;
        try
        {
            var key = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
            if (pem.StartsWith("-----BEGIN RSA ", StringComparison.Ordinal)) return OfRsa(key);
            return pem.StartsWith("-----BEGIN EC ", StringComparison.Ordinal) ? OfEc(key) : OfPkcs8(key);
        }
        catch (AsnContentException)
        {
            // The reader has no Try form for a whole structure: "damaged" is the answer that the caller asks for.
            return null;
        }
    }

    /// <summary>Whether the key belongs to a certificate with this public key.</summary>
    public bool BelongsTo(ReadOnlySpan<byte> publicKey)
    {
        if (PublicPart is null || publicKey.SequenceEqual(PublicPart)) return true;
        // A point on a curve is written as 04 X Y, or shorter as 02 X or 03 X.
        var common = Math.Min(publicKey.Length, PublicPart.Length);
        return publicKey.Length != PublicPart.Length && IsPoint(publicKey) && IsPoint(PublicPart)
            && publicKey[1..common].SequenceEqual(PublicPart.AsSpan(1, common - 1));
    }

    private static bool IsPoint(ReadOnlySpan<byte> publicKey) => publicKey is [2 or 3 or 4, ..];

    // RFC 5208 5: version, algorithm, key.
    private static PrivateKey? OfPkcs8(AsnReader key)
    {
        key.ReadInteger();
        var algorithm = key.ReadSequence().ReadObjectIdentifier();
        var inner = new AsnReader(key.ReadOctetString(), AsnEncodingRules.BER).ReadSequence();
        return algorithm switch
        {
            Rsa or RsaPss => OfRsa(inner),
            Ec => OfEc(inner),
            _ => null,
        };
    }

    // RFC 8017 A.1.2: version, modulus, public exponent; A.1.1 has the last two as the public key.
    private static PrivateKey OfRsa(AsnReader key)
    {
        key.ReadInteger();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(key.ReadIntegerBytes().Span);
            writer.WriteInteger(key.ReadIntegerBytes().Span);
        }

        return new PrivateKey(writer.Encode());
    }

    // RFC 5915 3: version, private key, parameters [0], public key [1].
    private static PrivateKey OfEc(AsnReader key)
    {
        key.ReadInteger();
        key.ReadOctetString();
        while (key.HasData && !key.PeekTag().HasSameClassAndValue(EcPublicKey)) key.ReadEncodedValue();
        return new PrivateKey(key.HasData ? key.ReadSequence(EcPublicKey).ReadBitString(out _) : null);
    }
}
