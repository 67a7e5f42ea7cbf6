using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lb.Transport.Tls;

/// <summary>Signature of a revocation list (RFC 5280 5.1.1).</summary>
internal static class CrlSignature
{
    /// <summary>Checks that one of the authorities signed the list: RSA PKCS #1 or ECDSA with SHA-256, SHA-384 or SHA-512.</summary>
    /// <param name="issuers">Authorities with the name of the list's issuer; several while a CA changes its key.</param>
    /// <param name="signed">The signed part.</param>
    /// <param name="rest">Positioned at the signature algorithm.</param>
    /// <exception cref="CryptographicException">Another algorithm, or the signature does not hold.</exception>
    public static void Verify(IReadOnlyList<X509Certificate2> issuers, ReadOnlyMemory<byte> signed, AsnReader rest)
    {
        var algorithm = rest.ReadSequence().ReadObjectIdentifier();
        var signature = rest.ReadBitString(out _);
        if (!issuers.Any(issuer => Holds(issuer, algorithm, signed, signature)))
            throw new CryptographicException("The signature of a revocation list does not hold.");
    }

    private static bool Holds(X509Certificate2 issuer, string algorithm, ReadOnlyMemory<byte> signed, byte[] signature) => algorithm switch
    {
        "1.2.840.113549.1.1.11" => VerifyRsa(issuer, signed, signature, HashAlgorithmName.SHA256),
        "1.2.840.113549.1.1.12" => VerifyRsa(issuer, signed, signature, HashAlgorithmName.SHA384),
        "1.2.840.113549.1.1.13" => VerifyRsa(issuer, signed, signature, HashAlgorithmName.SHA512),
        "1.2.840.10045.4.3.2" => VerifyEcdsa(issuer, signed, signature, HashAlgorithmName.SHA256),
        "1.2.840.10045.4.3.3" => VerifyEcdsa(issuer, signed, signature, HashAlgorithmName.SHA384),
        "1.2.840.10045.4.3.4" => VerifyEcdsa(issuer, signed, signature, HashAlgorithmName.SHA512),
        _ => throw new CryptographicException($"A revocation list is signed with an algorithm that is not supported ({algorithm})."),
    };

    private static bool VerifyRsa(X509Certificate2 authority, ReadOnlyMemory<byte> data, byte[] signature, HashAlgorithmName hash)
    {
        using var key = authority.GetRSAPublicKey();
        return key is not null && key.VerifyData(data.Span, signature, hash, RSASignaturePadding.Pkcs1);
    }

    private static bool VerifyEcdsa(X509Certificate2 authority, ReadOnlyMemory<byte> data, byte[] signature, HashAlgorithmName hash)
    {
        using var key = authority.GetECDsaPublicKey();
        return key is not null && key.VerifyData(data.Span, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
    }
}
